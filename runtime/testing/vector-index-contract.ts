import type { VectorIndex } from "../recommendation/vector-index";

const v = (...values: readonly number[]) => Float32Array.from(values);

/** Every index must pass this. `open` makes an empty one for vectors of two numbers. */
export function vectorIndexContract(open: () => Promise<VectorIndex>): void {
  const filled = async () => {
    const index = await open();
    await index.put("east", v(1, 0));
    await index.put("north", v(0, 1));
    await index.put("north-east", v(Math.SQRT1_2, Math.SQRT1_2));
    return index;
  };
  const ids = async (index: VectorIndex, ...args: Parameters<VectorIndex["nearest"]>) =>
    (await index.nearest(...args)).map(({ id }) => id);

  it("answers nothing when it is empty", async () => {
    expect(await (await open()).nearest(v(1, 0), 3)).toEqual([]);
  });

  it("answers the nearest first, as many as were asked for", async () => {
    expect(await ids(await filled(), v(1, 0), 2)).toEqual(["east", "north-east"]);
  });

  it("answers only what the filter lets through", async () => {
    expect(await ids(await filled(), v(1, 0), 3, (id) => id.startsWith("north"))).toEqual(["north-east", "north"]);
  });

  it("answers only what is admitted by name, whatever else is named", async () => {
    expect(await ids(await filled(), v(1, 0), 3, new Set(["north", "nowhere", "east"]))).toEqual(["east", "north"]);
    expect(await ids(await filled(), v(1, 0), 1, new Set(["north"]))).toEqual(["north"]);
    expect(await ids(await filled(), v(1, 0), 3, new Set())).toEqual([]);
  });

  it("does not answer what was deleted, and takes a new place for what was put again", async () => {
    const index = await filled();
    await index.delete("east");
    await index.delete("nowhere");
    await index.put("north", v(1, 0));
    expect(await ids(index, v(1, 0), 3)).toEqual(["north", "north-east"]);
  });

  it("refuses a vector of another length", async () => {
    await expect((await open()).put("x", v(1))).rejects.toThrow(RangeError);
  });

  it("lists every id", async () => {
    const index = await filled();
    await index.delete("north");
    const ids: string[] = [];
    for await (const id of index.ids()) ids.push(id);
    expect(ids.sort()).toEqual(["east", "north-east"]);
  });
}
