import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { type SegmentationModel, modelFormat } from "../../segmentation/fit";
import { UnknownVersion, VersionInForce, VersionRetired } from "../../segmentation/model-registry";
import { temporaryFolder } from "../../testing/temporary";
import { folderRegistry } from "./folder-registry";

const model = (version: string, format = modelFormat) =>
  ({ version, format, sql: "select 1" }) as unknown as SegmentationModel;
const day = (number: number) => new Date(Date.UTC(2026, 10, number));

async function withTwo() {
  const folder = temporaryFolder("registry");
  const registry = folderRegistry(folder);
  for (const [at, version] of ["aa", "bb"].entries()) await registry.register(model(version), day(at + 1));
  await registry.promote("aa", day(1), "the first");
  return { folder, registry };
}
const stages = async (registry: ReturnType<typeof folderRegistry>) =>
  Object.fromEntries((await registry.versions()).map(({ version, stage }) => [version, stage]));

describe("a registry of versions", () => {
  it("is empty at first", async () => {
    const registry = folderRegistry(join(temporaryFolder("registry"), "nowhere"));
    expect(await registry.current()).toBeUndefined();
    expect(await registry.versions()).toEqual([]);
  });

  it("lets a new version wait until it is promoted", async () => {
    const { registry } = await withTwo();
    expect(await stages(registry)).toEqual({ aa: "champion", bb: "challenger" });
    await registry.promote("bb", day(3), "passed");
    expect(await stages(registry)).toEqual({ aa: "former", bb: "champion" });
    expect((await registry.current())?.model.version).toBe("bb");
  });

  it("goes back to what was in force before, over what was retired since", async () => {
    const { registry } = await withTwo();
    await registry.register(model("cc"), day(3));
    await registry.promote("bb", day(3), "passed");
    await registry.promote("cc", day(4), "passed");
    await registry.retire("bb");
    expect(await registry.rollback(day(5), "worse")).toBe("aa");
    expect((await registry.current())?.model.version).toBe("aa");
  });

  it("has nothing to go back to with one version", async () => {
    const { registry } = await withTwo();
    expect(await registry.rollback(day(5), "worse")).toBeUndefined();
  });

  it("retires for good, and not what is in force", async () => {
    const { registry } = await withTwo();
    await expect(registry.retire("aa")).rejects.toBeInstanceOf(VersionInForce);
    await registry.retire("bb");
    await expect(registry.promote("bb", day(3), "again")).rejects.toBeInstanceOf(VersionRetired);
  });

  it.each(["dd", "..", "aa/../aa", ""])("does not know %j", async (version) => {
    const { registry } = await withTwo();
    await expect(registry.promote(version, day(3), "?")).rejects.toBeInstanceOf(UnknownVersion);
  });

  it("registers once what is registered twice", async () => {
    const { registry } = await withTwo();
    await registry.register(model("aa"), day(9));
    expect((await registry.current())?.registeredAt).toEqual(day(1));
  });

  it("reads past a promotion that a crash cut short", async () => {
    const { folder, registry } = await withTwo();
    appendFileSync(join(folder, "history.jsonl"), '{"version":"bb","at');
    expect((await registry.current())?.model.version).toBe("aa");
    await registry.promote("bb", day(3), "passed");
    expect((await registry.current())?.model.version).toBe("bb");
  });

  it("takes a version of another release for none", async () => {
    const registry = folderRegistry(temporaryFolder("registry"));
    await registry.register(model("aa", 1), day(1));
    await registry.promote("aa", day(1), "old");
    expect(await registry.current()).toBeUndefined();
  });
});
