import { type LimitBook, unlimited } from "../privacy/limits";

/** Every book of limits must pass this. `open` makes an empty one. */
export function limitBookContract(open: () => Promise<LimitBook>): void {
  it("knows no limit of a stranger", async () => {
    expect(await (await open()).of("ada")).toEqual(unlimited);
  });

  it("restricts once, keeps the day, and lifts", async () => {
    const book = await open();
    await book.restrict("ada", new Date(1000));
    await book.restrict("ada", new Date(2000));
    expect((await book.of("ada")).restrictedSince).toEqual(new Date(1000));
    await book.restrict("ada", undefined);
    expect((await book.of("ada")).restrictedSince).toBeUndefined();
  });

  it("objects purpose by purpose, once, and takes it back", async () => {
    const book = await open();
    await book.object("ada", "segmentation", true);
    await book.object("ada", "segmentation", true);
    await book.object("ada", "marketing", true);
    expect([...(await book.of("ada")).objections].sort()).toEqual(["marketing", "segmentation"]);
    await book.object("ada", "segmentation", false);
    expect((await book.of("ada")).objections).toEqual(["marketing"]);
  });

  it("knows who is too young, and who has grown up", async () => {
    const book = await open();
    await book.stateAge("tim", true);
    await book.stateAge("tim", true);
    expect((await book.of("tim")).minor).toBe(true);
    await book.stateAge("tim", false);
    expect(await book.of("tim")).toEqual(unlimited);
  });

  it("erases one subject and no other", async () => {
    const book = await open();
    for (const subject of ["ada", "grace"]) {
      await book.restrict(subject, new Date(1000));
      await book.object(subject, "marketing", true);
      await book.stateAge(subject, true);
    }
    expect(await book.erase("ada")).toBe(3);
    expect(await book.of("ada")).toEqual(unlimited);
    expect((await book.of("grace")).objections).toEqual(["marketing"]);
  });

  it("lists everybody who has limited anything", async () => {
    const book = await open();
    await book.restrict("ada", new Date(1000));
    await book.object("ada", "marketing", true);
    await book.object("grace", "segmentation", true);
    await book.stateAge("tim", true);
    expect([...(await book.all())].sort(([a], [b]) => (a < b ? -1 : 1))).toEqual([
      ["ada", { restrictedSince: new Date(1000), objections: ["marketing"], minor: false }],
      ["grace", { restrictedSince: undefined, objections: ["segmentation"], minor: false }],
      ["tim", { ...unlimited, minor: true }],
    ]);
  });
}
