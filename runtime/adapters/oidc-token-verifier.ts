import { type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { type TokenVerifier, roles } from "../privacy/identity";

/** What makes a token one of ours; all of it is pinned, so that a token cannot choose how it is checked. */
export interface Trust {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms: readonly string[];
  readonly keys: JWTVerifyGetKey;
  readonly now?: () => Date;
}

const claims = z.object({
  sub: z.string().min(1).max(200),
  roles: z.array(z.string()).default([]),
  auth_time: z.int().min(0).optional(),
});
const isRole = (name: string) => roles.find((role) => role === name) ?? [];

/** Believes the tokens of one OIDC issuer: signature, issuer, audience and times (RFC 7519, RFC 8725). */
export function tokenVerifier({ issuer, audience, algorithms, keys, now }: Trust): TokenVerifier {
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms: [...algorithms],
          requiredClaims: ["exp", "sub"],
          ...(now && { currentDate: now() }),
        });
        const { sub, roles: named, auth_time: at } = claims.parse(payload);
        const authenticatedAt = at === undefined ? undefined : new Date(at * 1000);
        return { kind: "verified", user: sub, roles: named.flatMap(isRole), authenticatedAt };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { kind: "unverified", reason: "expired" };
        if (isOurs(error)) throw new Error("the issuer's keys cannot be had", { cause: error });
        return { kind: "unverified", reason: "invalid" };
      }
    },
  };
}

/** Tokens of any issuer that publishes its keys at `keysUrl`; they are fetched once and again when a new key appears. */
export const oidcTokenVerifier = (trust: Omit<Trust, "keys" | "now"> & { readonly keysUrl: string }): TokenVerifier =>
  tokenVerifier({ ...trust, keys: createRemoteJWKSet(new URL(trust.keysUrl)) });

/** Only what jose refuses in the token itself is the client's; a key set that cannot be read is ours. */
function isOurs(error: unknown): boolean {
  if (error instanceof z.ZodError) return false;
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  return !(error instanceof errors.JOSEError) || error.code === "ERR_JOSE_GENERIC";
}
