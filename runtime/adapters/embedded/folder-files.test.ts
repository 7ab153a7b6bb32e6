import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../../testing/temporary";
import { folderFiles } from "./folder-files";

async function shelf() {
  const home = temporaryFolder("folder-files");
  await mkdir(join(home, "open", "inner"), { recursive: true });
  await mkdir(join(home, "open-too"));
  await writeFile(join(home, "open", "inner", "a.txt"), "a");
  await writeFile(join(home, "secret.txt"), "secret");
  await writeFile(join(home, "open-too", "secret.txt"), "secret");
  await symlink(join(home, "secret.txt"), join(home, "open", "link.txt"));
  return folderFiles(join(home, "open"));
}

describe("folderFiles", () => {
  it("reads a file by its name", async () => {
    expect(Buffer.from((await (await shelf()).read("inner/a.txt")) ?? []).toString()).toBe("a");
  });

  it.each([
    "b.txt",
    "inner",
    "",
    ".",
    "..",
    "../secret.txt",
    "../open-too/secret.txt",
    "/etc/passwd",
    "link.txt",
    "a\0b",
  ])("has nothing under %j", async (name) => {
    expect(await (await shelf()).read(name)).toBeUndefined();
  });

  it("has nothing when the folder does not exist", async () => {
    expect(await folderFiles("/nowhere/at/all").read("a.txt")).toBeUndefined();
  });
});
