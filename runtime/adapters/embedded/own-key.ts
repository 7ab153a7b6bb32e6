import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { type JWK, exportJWK, generateKeyPair } from "jose";
import { isSystemError } from "../system-error";

/** A private key in a file, made at first use. Two processes that start at once agree on the one that was there first; none reads half a file. */
export async function ownKey(file: string, folder: string, algorithm: string): Promise<JWK> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomUUID()}`;
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  await writeFile(unfinished, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  await link(unfinished, file).catch((error: unknown) => {
    if (!isSystemError(error, "EEXIST")) throw error;
  });
  await rm(unfinished);
  return JSON.parse(await readFile(file, "utf8")) as JWK;
}
