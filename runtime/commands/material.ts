import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { WrongUsage } from "./outcome";

/** The bytes of a file that the user named. A folder, or nothing of that name, is wrong usage. */
export function fileAt(path: string): Uint8Array {
  if (!existsSync(path)) throw new WrongUsage(`${path}: there is no such file`);
  if (statSync(path).isDirectory()) throw new WrongUsage(`${path} is a folder; name a file in it`);
  return readFileSync(path);
}

/** The names in a folder that the user named, sorted. A file, or nothing of that name, is wrong usage. */
export function namesIn(path: string): readonly string[] {
  if (!existsSync(path)) throw new WrongUsage(`${path}: there is no such folder`);
  if (!statSync(path).isDirectory()) throw new WrongUsage(`${path} is a file; name the folder that it is in`);
  return readdirSync(path).sort();
}

export const isFolder = (...parts: readonly string[]): boolean =>
  statSync(join(...parts), { throwIfNoEntry: false })?.isDirectory() ?? false;

/** One line that replaces itself, for people who watch. */
export function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
