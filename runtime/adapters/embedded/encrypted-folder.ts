import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PhotoStore } from "../../recommendation/photos";
import { isSystemError } from "../system-error";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Pictures as files, each sealed with AES-256-GCM under its own nonce and bound to its name, so that one file cannot
 * stand in for another. File: nonce, tag, sealed bytes.
 */
export function encryptedFolder(folder: string, key: Uint8Array): PhotoStore {
  const place = (photoId: string) => {
    if (!/^[A-Za-z0-9_-]{1,64}$/.test(photoId)) throw new Error("a photo id has letters, digits, - and _ only");
    return join(folder, `${photoId}.sealed`);
  };
  return {
    async put(photoId, jpeg) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(photoId));
      const sealed = Buffer.concat([cipher.update(jpeg), cipher.final()]);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = `${place(photoId)}.part`;
      await writeFile(unfinished, Buffer.concat([nonce, cipher.getAuthTag(), sealed]), { mode: 0o600 });
      await rename(unfinished, place(photoId));
    },
    async get(photoId) {
      const file = await readFile(place(photoId)).catch((error: unknown) => {
        if (isSystemError(error, "ENOENT")) return undefined;
        throw error;
      });
      if (!file) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, file.subarray(0, nonceBytes))
        .setAAD(Buffer.from(photoId))
        .setAuthTag(file.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(file.subarray(nonceBytes + tagBytes)), decipher.final()]);
    },
    async delete(photoId) {
      await rm(place(photoId), { force: true });
    },
    async *list() {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isSystemError(error, "ENOENT")) return [];
        throw error;
      });
      for (const name of names.sort()) {
        const photoId = /^(.*)\.sealed$/.exec(name)?.[1];
        if (photoId !== undefined) yield { photoId, storedAt: (await stat(join(folder, name))).mtime };
      }
    },
  };
}
