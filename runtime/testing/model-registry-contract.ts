import { type SegmentationModel, modelFormat } from "../segmentation/fit";
import { type ModelRegistry, UnknownVersion, VersionInForce, VersionRetired } from "../segmentation/model-registry";

/** As much of a version as a registry keeps. */
export const registrable = (version: string, format: number = modelFormat): SegmentationModel =>
  ({
    version,
    format,
    sql: "select 1",
    seed: "s",
    asOf: "2026-11-01 00:00:00",
    customers: 10,
    minimum: { events: 3 },
    chosen: { k: 4 },
    candidates: [{ k: 4, silhouette: 0.3, stability: 0.9, smallestShare: 0.1 }],
    explanation: { fidelity: [{ model: "shallow tree", accuracy: 0.9, bySegment: [] }] },
    lineage: [{ name: "a.csv", sha256: "ab".repeat(32) }],
  }) as unknown as SegmentationModel;
export const day = (number: number) => new Date(Date.UTC(2026, 10, number));

/** Every registry must pass this, each test in one that is empty. */
export function modelRegistryContract(open: () => Promise<ModelRegistry>): void {
  const withTwo = async () => {
    const registry = await open();
    for (const [at, version] of ["aa", "bb"].entries()) await registry.register(registrable(version), day(at + 1));
    await registry.promote("aa", day(1), "the first");
    return registry;
  };
  const stages = async (registry: ModelRegistry) =>
    Object.fromEntries((await registry.versions()).map(({ version, stage }) => [version, stage]));

  it("is empty at first", async () => {
    const registry = await open();
    expect(await registry.current()).toBeUndefined();
    expect(await registry.versions()).toEqual([]);
  });

  it("keeps a version as it was registered", async () => {
    const registry = await withTwo();
    expect(await registry.current()).toEqual({ model: registrable("aa"), registeredAt: day(1) });
    expect((await registry.versions()).map(({ version }) => version)).toEqual(["bb", "aa"]);
  });

  it("lets a new version wait until it is promoted", async () => {
    const registry = await withTwo();
    expect(await stages(registry)).toEqual({ aa: "champion", bb: "challenger" });
    await registry.promote("bb", day(3), "passed");
    expect(await stages(registry)).toEqual({ aa: "former", bb: "champion" });
    expect((await registry.current())?.model.version).toBe("bb");
  });

  it("goes back to what was in force before, over what was retired since", async () => {
    const registry = await withTwo();
    await registry.register(registrable("cc"), day(3));
    await registry.promote("bb", day(3), "passed");
    await registry.promote("cc", day(4), "passed");
    await registry.retire("bb");
    expect(await registry.rollback(day(5), "worse")).toBe("aa");
    expect((await registry.current())?.model.version).toBe("aa");
  });

  it("has nothing to go back to with one version", async () => {
    const registry = await withTwo();
    expect(await registry.rollback(day(5), "worse")).toBeUndefined();
  });

  it("retires for good, and not what is in force", async () => {
    const registry = await withTwo();
    await expect(registry.retire("aa")).rejects.toBeInstanceOf(VersionInForce);
    await registry.retire("bb");
    await expect(registry.promote("bb", day(3), "again")).rejects.toBeInstanceOf(VersionRetired);
  });

  it.each(["dd", "..", "aa/../aa", "aa' or version = 'bb", ""])("does not know %j", async (version) => {
    const registry = await withTwo();
    await expect(registry.promote(version, day(3), "?")).rejects.toBeInstanceOf(UnknownVersion);
  });

  it("registers once what is registered twice", async () => {
    const registry = await withTwo();
    await registry.register(registrable("aa"), day(9));
    expect((await registry.current())?.registeredAt).toEqual(day(1));
    expect(await registry.versions()).toHaveLength(2);
  });

  it("takes a version of another release for none", async () => {
    const registry = await open();
    await registry.register(registrable("aa", 1), day(1));
    await registry.promote("aa", day(1), "old");
    expect(await registry.current()).toBeUndefined();
  });
}
