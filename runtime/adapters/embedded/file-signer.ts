import { createPublicKey } from "node:crypto";
import { join } from "node:path";
import { CompactSign, compactVerify, errors, importJWK } from "jose";
import type { HeadSigner } from "../../privacy/audit";
import { ownKey } from "./own-key";

const algorithm = "ES256";

/** Signs with a key in a file that its owner alone can read, made at the first start. */
export async function fileSigner(folder: string): Promise<HeadSigner> {
  const jwk = await ownKey(join(folder, "audit-heads.jwk"), folder, algorithm);
  const key = await importJWK(jwk, algorithm);
  const published = createPublicKey({ key: jwk, format: "jwk" });
  return {
    sign: (payload) => new CompactSign(Buffer.from(payload)).setProtectedHeader({ alg: algorithm }).sign(key),
    async verify(jws) {
      try {
        const { payload } = await compactVerify(jws, published, { algorithms: [algorithm] });
        return Buffer.from(payload).toString("utf8");
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
