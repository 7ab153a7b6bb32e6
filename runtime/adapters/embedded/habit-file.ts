import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { HabitStore } from "../../recommendation/behaviour/model-file";
import { isSystemError } from "../system-error";

/** The model in one file, which appears under its name only when it is complete. */
export const habitFile = (path: string): HabitStore => ({
  async save(bytes) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
  },
  async load() {
    try {
      return new Uint8Array(await readFile(path));
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return undefined;
      throw error;
    }
  },
  remove: () => rm(path, { force: true }),
});
