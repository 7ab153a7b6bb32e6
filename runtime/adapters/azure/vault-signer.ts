import { createHash, createPublicKey, verify } from "node:crypto";
import { CryptographyClient, type JsonWebKey, KeyClient } from "@azure/keyvault-keys";
import type { HeadSigner } from "../../privacy/audit";
import { type Access, calling, isStatus, patience } from "./client";

const algorithm = "ES256";
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Signs with an elliptic-curve key that never leaves the vault, and names its version, so that what was signed before a rotation
 * is still verified. Verifying needs the public half alone, and so no right to sign.
 */
export function vaultSigner(url: string, name: string, { credential, options = {} }: Access): HeadSigner {
  const keys = new KeyClient(url, credential, { ...patience, ...options });
  const published = new Map<string, Promise<JsonWebKey | undefined>>();
  const keyOf = (version: string) => {
    const reading =
      published.get(version) ??
      calling("Key Vault", async () => {
        try {
          return (await keys.getKey(name, { version })).key;
        } catch (error) {
          if (isStatus(error, 404)) return undefined;
          throw error;
        }
      });
    published.set(version, reading);
    reading.catch(() => published.delete(version)); // the next caller asks again
    return reading;
  };
  return {
    sign: (payload) =>
      calling("Key Vault", async () => {
        const { id = "" } = await keys.getKey(name);
        const content = `${encoded({ alg: algorithm, kid: id.split("/").at(-1) })}.${Buffer.from(payload).toString("base64url")}`;
        const client = new CryptographyClient(id, credential, { ...patience, ...options });
        const { result } = await client.sign(algorithm, createHash("sha256").update(content).digest());
        return `${content}.${Buffer.from(result).toString("base64url")}`;
      }),
    async verify(jws) {
      const [header = "", payload = "", signature = "", ...rest] = jws.split(".");
      const version = versionIn(header);
      const jwk = version === undefined || rest.length > 0 ? undefined : await keyOf(version);
      if (!jwk?.x || !jwk.y) return undefined;
      const [x, y] = [jwk.x, jwk.y].map((part) => Buffer.from(part).toString("base64url"));
      const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" }, format: "jwk" });
      const content = Buffer.from(`${header}.${payload}`);
      const good = verify("sha256", content, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
      return good ? Buffer.from(payload, "base64url").toString("utf8") : undefined;
    },
  };
}

/** The key's version that a header names, if it is one of ours. */
function versionIn(header: string): string | undefined {
  try {
    const { alg, kid } = JSON.parse(Buffer.from(header, "base64url").toString("utf8")) as Record<string, unknown>;
    return alg === algorithm && typeof kid === "string" && /^[0-9a-f]{1,64}$/.test(kid) ? kid : undefined;
  } catch {
    return undefined;
  }
}
