import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let folders: string[] | undefined;

/** An empty folder that is gone with the tests of the file that asked for it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `penderie-${name}-`));
  if (!folders) {
    const all: string[] = [];
    folders = all;
    afterAll(() => {
      for (const each of all.splice(0)) rmSync(each, { recursive: true, force: true });
    });
  }
  folders.push(folder);
  return folder;
}
