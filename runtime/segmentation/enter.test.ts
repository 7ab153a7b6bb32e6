import { folderRegistry } from "../adapters/embedded/folder-registry";
import { day, registrable } from "../testing/model-registry-contract";
import { temporaryFolder } from "../testing/temporary";
import { enter } from "./gates";

const model = (version: string, stability: number) => ({
  ...registrable(version),
  candidates: [
    { k: 4, silhouette: 0.3, stability, smallestShare: 0.1, daviesBouldin: 1, calinskiHarabasz: 1, stabilityError: 0 },
  ],
  segments: Array.from({ length: 4 }, () => ({ share: 0.25 })) as never,
});

describe("a fitted version", () => {
  it("is put in force where nothing is, over another one when it passes, and else waits with its reasons", async () => {
    const registry = folderRegistry(temporaryFolder("enter"));
    const inForce = async () => (await registry.current())?.model.version;
    expect(await enter(registry, model("aa", 0.3), day(1))).toEqual([]);
    expect(await inForce()).toBe("aa");
    expect(await enter(registry, model("bb", 0.5), day(2))).toEqual([expect.stringContaining("two halves")]);
    expect(await inForce()).toBe("aa");
    expect(await enter(registry, model("cc", 0.9), day(3))).toEqual([]);
    expect(await inForce()).toBe("cc");
  });
});
