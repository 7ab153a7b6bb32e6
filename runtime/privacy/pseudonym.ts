import { createHmac } from "node:crypto";

/** Each domain has a key of its own, so that entries of two stores cannot be joined without both (EDPB 01/2025). */
export const domains = ["photos", "profiles", "registers"] as const;
export type Domain = (typeof domains)[number];

/** One version of one domain's key; at least 32 bytes. */
export interface PseudonymKey {
  readonly version: number;
  readonly secret: Uint8Array;
}

/** Port: secrets by name, made at first use by those who keep them. */
export interface Secrets {
  /** At least 32 random bytes, the same at every call with this name. */
  key(name: string): Promise<Uint8Array>;
}

/**
 * `v{n}:` and the base64url HMAC-SHA-256 of tenant, domain and user, each preceded by its length. The same user gets the
 * same pseudonym for one key version, and unlinkable ones in different domains. It stays personal data for whoever holds
 * the key (CJEU C-413/23 P).
 */
export function pseudonym(key: PseudonymKey, tenant: string, domain: Domain, user: string): string {
  if (key.secret.length < 32)
    throw new RangeError(`a pseudonym key has at least 32 bytes, this one ${key.secret.length}`);
  const hmac = createHmac("sha256", key.secret);
  for (const field of [tenant, domain, user]) {
    const bytes = Buffer.from(field, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hmac.update(length).update(bytes);
  }
  return `v${key.version}:${hmac.digest("base64url")}`;
}

/** A function from users to pseudonyms of one domain, with the domain's own key. */
export async function pseudonymiser(
  secrets: Secrets,
  tenant: string,
  domain: Domain,
): Promise<(user: string) => string> {
  const secret = await secrets.key(`pseudonym-${domain}`);
  return (user) => pseudonym({ version: 1, secret }, tenant, domain, user);
}
