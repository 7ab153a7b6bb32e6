import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { day, modelRegistryContract, registrable } from "../../testing/model-registry-contract";
import { temporaryFolder } from "../../testing/temporary";
import { folderRegistry } from "./folder-registry";

describe("a registry in a folder", () => {
  modelRegistryContract(async () => Promise.resolve(folderRegistry(join(temporaryFolder("registry"), "nowhere yet"))));

  it("reads past a promotion that a crash cut short", async () => {
    const folder = temporaryFolder("registry");
    const registry = folderRegistry(folder);
    for (const version of ["aa", "bb"]) await registry.register(registrable(version), day(1));
    await registry.promote("aa", day(1), "the first");
    appendFileSync(join(folder, "history.jsonl"), '{"version":"bb","at');
    expect((await registry.current())?.model.version).toBe("aa");
    await registry.promote("bb", day(3), "passed");
    expect((await registry.current())?.model.version).toBe("bb");
  });
});
