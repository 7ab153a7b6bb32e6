import { createPublicKey } from "node:crypto";
import { join } from "node:path";
import { SignJWT, importJWK } from "jose";
import type { Minted, Role, TokenVerifier } from "../../privacy/identity";
import { tokenVerifier } from "../oidc-token-verifier";
import { ownKey } from "./own-key";

const issuer = "urn:penderie:embedded";
const audience = "penderie";
const algorithm = "ES256";
const lifetimeMinutes = 15;

/** Mints short-lived tokens for demonstration users and believes its own; no deployed composition has one. */
export interface TokenIssuer extends TokenVerifier {
  mint(user: string, roles: readonly Role[]): Promise<Minted>;
}

/** The issuer whose key lies in `folder`, readable by its owner alone; it is made at the first start. */
export async function tokenIssuer(folder: string, now: () => Date): Promise<TokenIssuer> {
  const jwk = await ownKey(join(folder, "token-issuer.jwk"), folder, algorithm);
  const key = await importJWK(jwk, algorithm);
  const published = createPublicKey({ key: jwk, format: "jwk" });
  return {
    ...tokenVerifier({ issuer, audience, algorithms: [algorithm], keys: async () => published, now }),
    async mint(user, roles) {
      const issuedAt = Math.floor(now().getTime() / 1000);
      const expiresAt = issuedAt + lifetimeMinutes * 60;
      const token = await new SignJWT({ roles, auth_time: issuedAt })
        .setProtectedHeader({ alg: algorithm, typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(user)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },
  };
}
