import type { TasteBook } from "../taste/taste";

const at = (ms: number) => new Date(ms);

/** Every taste book must pass this. */
export function tasteBookContract(open: () => Promise<TasteBook>): void {
  it("knows nothing of a stranger", async () => {
    const book = await open();
    expect([await book.preferences("ada"), await book.likes("ada"), await book.follows("ada")]).toEqual([{}, [], []]);
  });

  it("keeps the newest preferences", async () => {
    const book = await open();
    await book.prefer("ada", { budget: 50 });
    await book.prefer("ada", { styles: ["boho"] });
    expect(await book.preferences("ada")).toEqual({ styles: ["boho"] });
  });

  it("likes once, newest first, and forgets what is unliked", async () => {
    const book = await open();
    await book.like("ada", { itemId: "a", likedAt: at(1) });
    await book.like("ada", { itemId: "b", likedAt: at(2) });
    await book.like("ada", { itemId: "a", likedAt: at(3) });
    expect((await book.likes("ada")).map(({ itemId }) => itemId)).toEqual(["a", "b"]);
    await book.unlike("ada", "a");
    expect(await book.likes("ada")).toEqual([{ itemId: "b", likedAt: at(2) }]);
  });

  it("counts who likes what, and what they like as well", async () => {
    const book = await open();
    for (const [who, item] of [
      ["ada", "a"],
      ["bea", "a"],
      ["bea", "b"],
      ["cleo", "b"],
      ["cleo", "c"],
    ] as const)
      await book.like(who, { itemId: item, likedAt: at(1) });
    expect((await book.popularity()).get("b")).toBe(2);
    expect([...(await book.alsoLiked(["a"]))]).toEqual([["b", 1]]);
    expect((await book.alsoLiked([])).size).toBe(0);
  });

  it("follows and unfollows", async () => {
    const book = await open();
    await book.follow("ada", "bea");
    await book.follow("ada", "bea");
    expect(await book.follows("ada")).toEqual(["bea"]);
    await book.unfollow("ada", "bea");
    expect(await book.follows("ada")).toEqual([]);
  });

  it("erases one subject everywhere, also from the lists of those who follow", async () => {
    const book = await open();
    await book.prefer("ada", { budget: 5 });
    await book.like("ada", { itemId: "a", likedAt: at(1) });
    await book.follow("bea", "ada");
    expect(await book.erase("ada")).toBe(3);
    expect([await book.preferences("ada"), await book.likes("ada"), await book.follows("bea")]).toEqual([{}, [], []]);
  });
}
