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

/** What people are known by, up to one version of the keys. */
export interface Pseudonyms {
  readonly version: number;
  /** The newest name of a user in the profiles' domain: the features know nobody by another. */
  readonly subject: (user: string) => string;
  /** Under every version, newest first. */
  readonly everSubject: (user: string) => readonly string[];
  /** The name of the same person under the subject's own version and each that followed, oldest first. */
  readonly later: (subject: string) => readonly string[];
  /** The name of the photos' domain, by the subject's own version of the key. */
  readonly owner: (subject: string) => string;
  /** The name of the registers' domain, by the subject's own version of the key. */
  readonly reference: (subject: string) => string;
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

/** What the secret of a domain's key is called; the first version bears no number. */
export const keyName = (domain: Domain, version: number) => `pseudonym-${domain}${version === 1 ? "" : `-${version}`}`;

/**
 * The pseudonyms up to `version`. A subject's next name is made from the one before and not from the user, so that everybody can
 * be renamed without anybody being asked who they are; whoever got hold of an old key and of an old name gets no further without
 * the new key.
 */
export async function pseudonyms(secrets: Secrets, tenant: string, version = 1): Promise<Pseudonyms> {
  const versions = Array.from({ length: version }, (_, at) => at + 1);
  const keys = async (domain: Domain) =>
    Promise.all(versions.map(async (each) => ({ version: each, secret: await secrets.key(keyName(domain, each)) })));
  const [photos, profiles, registers] = await Promise.all([keys("photos"), keys("profiles"), keys("registers")]);
  const named = (domain: Domain, ring: readonly PseudonymKey[]) => (subject: string) => {
    const key = ring[(versionOf(subject) ?? version) - 1];
    if (!key)
      throw new RangeError(`${subject.slice(0, 4)}… is of a version of the keys that this process has not read`);
    return pseudonym(key, tenant, domain, subject);
  };
  const onwards = (name: string, from: number): readonly string[] => {
    const names = [name];
    for (const key of profiles.slice(from)) names.push(pseudonym(key, tenant, "profiles", names.at(-1) ?? ""));
    return names;
  };
  const everSubject = (user: string) => onwards(user, 0).slice(1).reverse();
  return {
    version,
    everSubject,
    subject: (user) => everSubject(user)[0] ?? "",
    later: (subject) => onwards(subject, versionOf(subject) ?? version),
    owner: named("photos", photos),
    reference: named("registers", registers),
  };
}

/** The version of the key with which a pseudonym was made; undefined when it is none. */
export const versionOf = (name: string): number | undefined => {
  const number = /^v([1-9]\d{0,3}):/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
};
