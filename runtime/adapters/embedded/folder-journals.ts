import { mkdir, open, readFile, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Journals } from "../../privacy/journals";
import { isSystemError } from "../system-error";

/**
 * Journals as files that their owner alone can read. A line that a crash cut short was never acknowledged: readers do not see it,
 * and the next line takes its place. One process writes.
 */
export function folderJournals(folder: string): Journals {
  const place = (name: string) => {
    if (!/^[\w-]+(\/[\w-]+)*$/.test(name)) throw new Error("a journal's name has letters, digits, -, _ and / only");
    return join(folder, name);
  };
  const whole = async (name: string): Promise<Buffer | undefined> => {
    const bytes = await readFile(place(name)).catch((error: unknown) => {
      if (isSystemError(error, "ENOENT")) return undefined;
      throw error;
    });
    const complete = bytes?.subarray(0, bytes.lastIndexOf(0x0a) + 1);
    return complete?.length === 0 ? undefined : complete;
  };
  let last: Promise<unknown> = Promise.resolve();

  async function append(name: string, size: number, line: string): Promise<boolean> {
    if (((await whole(name))?.length ?? 0) !== size) return false;
    await mkdir(dirname(place(name)), { recursive: true, mode: 0o700 });
    const file = await open(place(name), size === 0 ? "w" : "r+", 0o600);
    try {
      await file.truncate(size);
      await file.write(`${line}\n`, size);
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  }

  return {
    read: async (name) => (await whole(name))?.toString("utf8"),
    append(name, size, line) {
      if (line.includes("\n")) throw new Error("a journal's line holds no line feed");
      const turn = last.then(() => append(name, size, line));
      last = turn.catch(() => undefined);
      return turn;
    },
    async list(prefix) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
        if (isSystemError(error, "ENOENT")) return [];
        throw error;
      });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
        .filter((name) => name.startsWith(prefix))
        .sort();
    },
    remove: (name) => rm(place(name), { force: true }),
  };
}
