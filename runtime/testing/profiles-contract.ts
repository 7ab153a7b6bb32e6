import type { ConsentLedger } from "../privacy/consent";
import type { LimitBook } from "../privacy/limits";
import type { Profiles } from "../taste/profiles";
import type { TasteBook } from "../taste/taste";

interface Stores {
  readonly profiles: Profiles;
  readonly consents: ConsentLedger;
  readonly limits: LimitBook;
  readonly tastes: TasteBook;
}

/** Every reader of profiles must pass this; `stores` are empty, and what the others keep is what `profiles` reads. */
export function profilesContract(stores: () => Stores): void {
  const answers = (purpose: "personalisation" | "marketing", granted: boolean, subject = "ada") =>
    stores().consents.append({ subject, purpose, granted, notice: "n", recordedAt: new Date(5) });
  const agreed = async (subject = "ada") =>
    (await stores().profiles.agreed(subject))?.likes.map(({ itemId }) => itemId);
  beforeEach(async () => {
    for (const subject of ["ada", "bea"])
      await stores().tastes.like(subject, { itemId: `of-${subject}`, likedAt: new Date(1) });
  });

  it("reads nothing of who never answered, or agreed to something else alone", async () => {
    expect(await agreed()).toBeUndefined();
    await answers("marketing", true);
    expect(await agreed()).toBeUndefined();
  });

  it("reads everything of who agrees, as the book of tastes does", async () => {
    const { profiles, tastes } = stores();
    await answers("personalisation", true);
    await tastes.prefer("ada", { budget: 50 });
    await tastes.did("ada", { itemId: "seen", deed: "viewed", at: new Date(2) });
    await tastes.follow("ada", "bea");
    expect(await profiles.agreed("ada")).toEqual(await tastes.of("ada"));
    expect((await profiles.agreed("ada"))?.follows).toEqual(["bea"]);
  });

  it("goes by the newest answer, and among those of one moment by the last to arrive", async () => {
    await answers("personalisation", true);
    await answers("personalisation", false);
    expect(await agreed()).toBeUndefined();
    await answers("personalisation", true);
    expect(await agreed()).toEqual(["of-ada"]);
  });

  it("tells apart those who are asked about at once", async () => {
    await answers("personalisation", true, "bea");
    expect(await Promise.all(["ada", "bea", "nobody"].map(agreed))).toEqual([undefined, ["of-bea"], undefined]);
  });

  it.each<[string, (book: LimitBook, on: boolean) => Promise<void>]>([
    ["a restriction", (book, on) => book.restrict("ada", on ? new Date(3) : undefined)],
    ["an objection", (book, on) => book.object("ada", "personalisation", on)],
    ["being a child", (book, on) => book.stateAge("ada", on)],
  ])("reads nothing through %s, and all again without", async (_limit, limit) => {
    await answers("personalisation", true);
    await limit(stores().limits, true);
    expect(await agreed()).toBeUndefined();
    await limit(stores().limits, false);
    expect(await agreed()).toEqual(["of-ada"]);
  });

  it("is not kept by an objection to something else", async () => {
    await answers("personalisation", true);
    await stores().limits.object("ada", "marketing", true);
    expect(await agreed()).toEqual(["of-ada"]);
  });
}
