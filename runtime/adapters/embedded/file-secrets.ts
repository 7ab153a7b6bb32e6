import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "../../privacy/pseudonym";
import { isSystemError } from "../system-error";

const bytesOfKey = 32;

/** Secrets in files that their owner alone can read, made at first use. Throws when a file holds less than a key. */
export function fileSecrets(folder: string): Secrets {
  return {
    async key(name) {
      const file = join(folder, `${name}.key`);
      const known = contents(file) ?? made(folder, file);
      if (known.length < bytesOfKey)
        throw new Error(`${file} holds ${known.length} bytes and no key; what it sealed cannot be read without it`);
      return known;
    },
  };
}

/** A whole key appears under its name or none does, whoever else makes it at the same time. */
function made(folder: string, file: string): Uint8Array {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomBytes(8).toString("hex")}`;
  writeFileSync(unfinished, randomBytes(bytesOfKey), { flag: "wx", mode: 0o600 });
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (!isSystemError(error, "EEXIST")) throw error;
  } finally {
    rmSync(unfinished);
  }
  return readFileSync(file);
}

function contents(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
