import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Secrets } from "../../privacy/pseudonym";
import { isSystemError } from "../system-error";

/** Secrets in files that their owner alone can read, made at first use. */
export function fileSecrets(folder: string): Secrets {
  return {
    async key(name) {
      const file = join(folder, `${name}.key`);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      try {
        writeFileSync(file, randomBytes(32), { flag: "wx", mode: 0o600 });
      } catch (error) {
        if (!isSystemError(error, "EEXIST")) throw error;
      }
      return readFileSync(file);
    },
  };
}
