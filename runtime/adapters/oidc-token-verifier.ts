import { createHash } from "node:crypto";
import { type JWTVerifyGetKey, createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { type Identity, type TokenVerifier, roles } from "../privacy/identity";

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

/** Milliseconds for which a token is believed without another look at its signature, and how many such tokens there are at most. */
const believed = 60_000;
const remembered = 20_000;

/**
 * Believes the tokens of one OIDC issuer: signature, issuer, audience and times (RFC 7519, RFC 8725). A shopper sends the same token again
 * and again; it is looked at once a minute, and never believed past its end.
 */
export function tokenVerifier({ issuer, audience, algorithms, keys, now }: Trust): TokenVerifier {
  const known = new Map<string, { readonly identity: Identity; readonly until: number }>();
  const clock = () => (now?.() ?? new Date()).getTime();
  return {
    async verify(token) {
      const print = createHash("sha256").update(token).digest("base64");
      const before = known.get(print);
      if (before && clock() < before.until) return before.identity;
      known.delete(print);
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
        const identity = { kind: "verified", user: sub, roles: named.flatMap(isRole), authenticatedAt } as const;
        const [oldest = ""] = known.keys();
        if (known.size >= remembered) known.delete(oldest);
        known.set(print, { identity, until: Math.min(clock() + believed, (payload.exp ?? 0) * 1000) });
        return identity;
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
