import type { PhotoStore } from "../recommendation/photos";

const bytes = (text: string) => Buffer.from(text);

/** Every photo store must pass this. `open` makes an empty one. */
export function photoStoreContract(open: () => Promise<PhotoStore>): void {
  it("knows nothing of a stranger's name", async () => {
    expect(await (await open()).get("nobody")).toBeUndefined();
  });

  it("answers the very bytes that were put, under their name alone", async () => {
    const store = await open();
    await store.put("a", bytes("one"));
    await store.put("b", bytes("two"));
    expect(Buffer.from((await store.get("a")) ?? []).toString()).toBe("one");
    expect(Buffer.from((await store.get("b")) ?? []).toString()).toBe("two");
  });

  it("replaces what was there", async () => {
    const store = await open();
    await store.put("a", bytes("a longer one"));
    await store.put("a", bytes("short"));
    expect(Buffer.from((await store.get("a")) ?? []).toString()).toBe("short");
  });

  it("deletes one picture and no other, and does not mind that it is gone", async () => {
    const store = await open();
    await store.put("a", bytes("one"));
    await store.put("b", bytes("two"));
    await store.delete("a");
    await store.delete("a");
    expect(await store.get("a")).toBeUndefined();
    expect(await store.get("b")).toBeDefined();
  });

  it("lists what there is", async () => {
    const store = await open();
    const listed = async () => {
      const ids: string[] = [];
      for await (const { photoId, storedAt } of store.list()) if (storedAt <= new Date()) ids.push(photoId);
      return ids.sort();
    };
    expect(await listed()).toEqual([]);
    for (const id of ["a", "b", "c"]) await store.put(id, bytes(id));
    await store.delete("b");
    expect(await listed()).toEqual(["a", "c"]);
  });
}
