import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { WrongUsage } from "./outcome";

/** The bytes of a file that the user named. A folder, or nothing of that name, is wrong usage. */
export function fileAt(path: string): Uint8Array {
  assertFile(path);
  return readFileSync(path);
}

/** The first bytes of a photograph that the user named: enough to take it or to see that it is too large. */
export function photoAt(path: string, most: number): Uint8Array {
  assertFile(path);
  return firstBytes(path, most);
}

function assertFile(path: string): void {
  if (!existsSync(path)) throw new WrongUsage(`${path}: there is no such file`);
  if (statSync(path).isDirectory()) throw new WrongUsage(`${path} is a folder; name a file in it`);
}

/** The first bytes of a file, at most `count` of them, however large it is. */
export function firstBytes(path: string, count: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(count, statSync(path).size));
  const file = openSync(path, "r");
  try {
    let read = 0;
    for (let last = -1; last !== 0 && read < bytes.length; read += last)
      last = readSync(file, bytes, read, bytes.length - read, read);
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** The names in a folder that the user named, sorted. A file, or nothing of that name, is wrong usage. */
export function namesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new WrongUsage(`${path}: there is no such folder`);
  if (!statSync(path).isDirectory()) throw new WrongUsage(`${path} is a file; name the folder that it is in`);
  return readdirSync(path).sort();
}

/** Every file in a folder and in those within it, as relative paths, sorted; hidden ones are passed over. */
export function filesUnder(folder: string, within = ""): readonly string[] {
  return namesIn(join(folder, within))
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => {
      const path = join(within, name);
      const found = statSync(join(folder, path), { throwIfNoEntry: false });
      return found?.isDirectory() ? filesUnder(folder, path) : found?.isFile() ? [path] : [];
    });
}

export const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
export const isFolder = (...parts: readonly string[]): boolean =>
  statSync(join(...parts), { throwIfNoEntry: false })?.isDirectory() ?? false;

/** One line that replaces itself, for people who watch. */
export function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

/** Works on `width` entries at a time; answers in the order of the list. */
export async function inParallel<T, R>(list: readonly T[], width: number, work: (each: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < list.length; at = next++) {
      const each = list[at];
      if (each !== undefined) answers[at] = await work(each);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return answers;
}
