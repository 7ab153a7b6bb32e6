import { readFile, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { isSystemError } from "../system-error";

/** Files of one folder and of those in it, by relative name; whatever lies outside, links included, is not there. */
export function folderFiles(folder: string) {
  return {
    async read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const root = await real(folder);
      const file = root && (await real(join(root, name)));
      return file?.startsWith(`${root}${sep}`) ? contents(file) : undefined;
    },
  };
}

const absent = ["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"];

const real = (path: string) => realpath(path).catch(unlessAbsent);
const contents = async (file: string) => {
  const bytes = await readFile(file).catch(unlessAbsent);
  return bytes && new Uint8Array(bytes);
};

function unlessAbsent(error: unknown): undefined {
  if (absent.some((code) => isSystemError(error, code))) return undefined;
  throw error;
}
