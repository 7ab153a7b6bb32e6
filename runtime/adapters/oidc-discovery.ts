import { z } from "zod";

const metadata = z.object({
  issuer: z.string(),
  jwks_uri: z.url({ protocol: /^https?$/ }),
  id_token_signing_alg_values_supported: z.array(z.string()).default(["RS256"]),
});

/** Algorithms with a public key; one with a shared secret would let anybody who has the key sign. */
const asymmetric = /^(RS|PS|ES)(256|384|512)$|^EdDSA$/;

/**
 * Where an issuer publishes its keys, and how it signs (OpenID Connect Discovery 1.0, 4). Throws an `Error` that names the
 * issuer when it cannot be asked, or says that it is somebody else.
 */
export async function discover(
  issuer: string,
  ask: typeof fetch = fetch,
): Promise<{ readonly issuer: string; readonly keysUrl: string; readonly algorithms: readonly string[] }> {
  const place = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const answer = await ask(place, { signal: AbortSignal.timeout(5000) }).catch((error: unknown) => {
    throw new Error(`the issuer ${issuer} cannot be asked for its keys`, { cause: error });
  });
  const parsed = metadata.safeParse(answer.ok ? await answer.json().catch(() => undefined) : undefined);
  if (!parsed.success) throw new Error(`${place} answered ${answer.status} and no metadata of an issuer`);
  const { issuer: named, jwks_uri: keysUrl, id_token_signing_alg_values_supported: signs } = parsed.data;
  if (named.replace(/\/$/, "") !== issuer.replace(/\/$/, ""))
    throw new Error(`${place} speaks for another issuer, ${named}`);
  return { issuer: named, keysUrl, algorithms: signs.filter((each) => asymmetric.test(each)) };
}
