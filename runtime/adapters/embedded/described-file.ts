import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a model's folder, which are the ones that its card describes or are not read. */
export const describedFile = {
  card: (folder: string): unknown => JSON.parse(readFileSync(join(folder, "card.json"), "utf8")),
  /** Throws when the file's SHA-256 is another. */
  bytes(path: string, sha256: string): Uint8Array {
    const bytes = readFileSync(path);
    const digest = createHash("sha256").update(bytes).digest("hex");
    if (digest !== sha256)
      throw new Error(`${path} is not the model that its card describes: its SHA-256 is ${digest}`);
    return bytes;
  },
};
