import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders: string[] = [];
const remove = () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};
if ("afterAll" in globalThis)
  afterAll(remove); // a bench is no test
else process.once("exit", remove);

/** An empty folder that is gone with the tests of the file that asked for it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `penderie-${name}-`));
  folders.push(folder);
  return folder;
}
