import { randomBytes } from "node:crypto";
import { type KeyVaultSecret, SecretClient } from "@azure/keyvault-secrets";
import type { Secrets } from "../../privacy/pseudonym";
import { type Access, calling, isStatus, patience } from "./client";

const bytesOfKey = 32;

/**
 * Keys for pseudonyms as secrets of the vault, read once and kept in memory. The oldest version counts: two that make a
 * secret at the same time then agree, and a later version by mistake changes nobody's pseudonym. `makes` is for the role that
 * prepares a platform; the others may only read, and say who is to make what is missing.
 */
export function vaultSecrets(url: string, { credential, options = {} }: Access, makes = false): Secrets {
  const client = new SecretClient(url, credential, { ...patience, ...options });
  const known = new Map<string, Promise<Uint8Array>>();
  return {
    key(name) {
      const reading = known.get(name) ?? calling("Key Vault", () => read(client, `key-${name}`, makes));
      known.set(name, reading);
      reading.catch(() => known.delete(name)); // the next caller asks again
      return reading;
    },
  };
}

/** A text that the platform put into the vault. */
export const vaultText = (url: string, name: string, { credential, options = {} }: Access): Promise<string> =>
  calling("Key Vault", async () => {
    const { value } = await new SecretClient(url, credential, { ...patience, ...options }).getSecret(name);
    if (value === undefined || value === "") throw new Error("an empty secret");
    return value;
  });

async function read(client: SecretClient, name: string, makes: boolean): Promise<Uint8Array> {
  const secret = (await oldest(client, name)) ?? (makes ? await made(client, name) : undefined);
  if (!secret) throw new MissingSecret(name);
  const bytes = Buffer.from(secret.value ?? "", "base64url");
  if (bytes.length < bytesOfKey) throw new MissingSecret(name);
  return bytes;
}

async function made(client: SecretClient, name: string): Promise<KeyVaultSecret | undefined> {
  await client.setSecret(name, randomBytes(bytesOfKey).toString("base64url"), {
    contentType: "application/octet-stream; encoding=base64url",
  });
  return oldest(client, name);
}

async function oldest(client: SecretClient, name: string): Promise<KeyVaultSecret | undefined> {
  const versions = [];
  try {
    for await (const version of client.listPropertiesOfSecretVersions(name)) versions.push(version);
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
  const time = ({ createdOn }: { readonly createdOn?: Date }) => createdOn?.getTime() ?? 0;
  const [first] = versions
    .filter(({ enabled }) => enabled !== false)
    .sort((a, b) => time(a) - time(b) || ((a.version ?? "") < (b.version ?? "") ? -1 : 1));
  return first?.version === undefined ? undefined : client.getSecret(name, { version: first.version });
}

/** The vault lacks a key, or holds something shorter than one. */
class MissingSecret extends Error {
  readonly code: string;
  constructor(name: string) {
    super();
    this.code = `no secret ${name} of 32 bytes; the role migrate makes it`;
  }
}
