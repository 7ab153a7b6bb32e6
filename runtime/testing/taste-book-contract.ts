import type { TasteBook } from "../taste/taste";

const at = (ms: number) => new Date(ms);

/** Every taste book must pass this; `answers` puts on record whether a subject agrees to personalisation. */
export function tasteBookContract(
  open: () => Promise<TasteBook>,
  answers: (subject: string, agrees: boolean) => Promise<void>,
): void {
  it("knows nothing of a stranger", async () => {
    const book = await open();
    expect(await book.of("ada")).toEqual({ preferences: {}, likes: [], deeds: [], follows: [] });
  });

  it("keeps the newest preferences", async () => {
    const book = await open();
    await book.prefer("ada", { budget: 50 });
    await book.prefer("ada", { styles: ["boho"] });
    expect((await book.of("ada")).preferences).toEqual({ styles: ["boho"] });
  });

  it("likes once, newest first, and forgets what is unliked", async () => {
    const book = await open();
    await book.like("ada", { itemId: "a", likedAt: at(1) });
    await book.like("ada", { itemId: "b", likedAt: at(2) });
    await book.like("ada", { itemId: "a", likedAt: at(3) });
    expect((await book.of("ada")).likes.map(({ itemId }) => itemId)).toEqual(["a", "b"]);
    await book.unlike("ada", "a");
    expect((await book.of("ada")).likes).toEqual([{ itemId: "b", likedAt: at(2) }]);
  });

  it("weighs what is liked by its age, and hands out what those did who are named", async () => {
    const book = await open();
    const days = (count: number) => at(count * 86_400_000);
    for (const [who, item] of [
      ["ada", "a"],
      ["bea", "a"],
      ["bea", "b"],
      ["cleo", "b"],
      ["cleo", "c"],
    ] as const)
      await book.like(who, { itemId: item, likedAt: days(item === "a" ? 30 : 60) });
    for (const who of ["ada", "bea", "cleo"]) await answers(who, true);
    const trend = await book.trend(days(60));
    expect([trend.get("a"), trend.get("b"), trend.get("c")]).toEqual([1, 2, 1]);
    await answers("cleo", false);
    expect([...(await book.trend(days(60))).entries()].sort()).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    await book.did("ada", { itemId: "z", deed: "viewed", at: days(60) });
    const dealings = await book.dealings(["ada", "bea", "nobody"]);
    const told = dealings.map(({ subject, itemId, at: when }) => `${subject} ${itemId} ${when.getTime() / 86_400_000}`);
    expect(told.sort()).toEqual(["ada a 30", "ada z 60", "bea a 30", "bea b 60"]);
    expect((await book.likesOf(["ada", "cleo"])).map(({ itemId }) => itemId)).toEqual(["b", "c", "a"]);
    expect(await book.likesOf([])).toEqual([]);
  });

  it("keeps what was done, each deed once, newest first, until it is too old or taken back", async () => {
    const book = await open();
    const day = 86_400_000;
    await book.did("ada", { itemId: "old", deed: "viewed", at: at(day) });
    await book.did("bea", { itemId: "old", deed: "viewed", at: at(day) });
    await book.did("ada", { itemId: "a", deed: "viewed", at: at(400 * day) });
    await book.did("ada", { itemId: "a", deed: "bought", at: at(401 * day) });
    await book.did("ada", { itemId: "a", deed: "viewed", at: at(402 * day) });
    expect(await book.forgetDeeds(at(30 * day))).toBe(2);
    expect((await book.of("bea")).deeds).toEqual([]);
    expect((await book.of("ada")).deeds).toEqual([
      { itemId: "a", deed: "viewed", at: at(402 * day) },
      { itemId: "a", deed: "bought", at: at(401 * day) },
    ]);
    await book.undo("ada");
    expect((await book.of("ada")).deeds).toEqual([]);
  });

  it("follows and unfollows", async () => {
    const book = await open();
    await book.follow("ada", "bea");
    await book.follow("ada", "bea");
    expect((await book.of("ada")).follows).toEqual(["bea"]);
    await book.unfollow("ada", "bea");
    expect((await book.of("ada")).follows).toEqual([]);
  });

  it("erases one subject everywhere, also from the lists of those who follow", async () => {
    const book = await open();
    await book.prefer("ada", { budget: 5 });
    await book.like("ada", { itemId: "a", likedAt: at(1) });
    await book.did("ada", { itemId: "a", deed: "carted", at: at(1) });
    await book.follow("bea", "ada");
    expect(await book.erase("ada")).toBe(4);
    expect(await book.of("ada")).toEqual({ preferences: {}, likes: [], deeds: [], follows: [] });
    expect((await book.of("bea")).follows).toEqual([]);
  });
}
