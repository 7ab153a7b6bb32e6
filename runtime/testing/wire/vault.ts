import { type KeyObject, generateKeyPairSync } from "node:crypto";
import { signedDigest } from "./ecdsa";
import type { Answer, Sent, Service } from "./wire";

interface Version {
  readonly version: string;
  readonly value: string;
  readonly created: number;
  readonly enabled: boolean;
}

const error = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: `about ${code}` } },
});

/** A key of the vault: the public half is told, the private one signs inside. */
interface Key {
  readonly version: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * A Key Vault, as "Azure Key Vault REST API" (api-version 7.5 and 2025-07-01) describes secrets, Get Key and Sign: a challenge
 * before the first token, versions, and refusal of what is not in the description. `makeKey` makes an elliptic key, or its next version.
 */
export function vault({ writable = true } = {}): Service & {
  readonly versions: Map<string, Version[]>;
  readonly makeKey: (name: string) => void;
} {
  const versions = new Map<string, Version[]>();
  const keys = new Map<string, Key[]>();
  let clock = 1_700_000_000;
  const base = (sent: Sent) => `${sent.url.origin}/secrets`;
  const attributes = ({ created, enabled }: Version) => ({
    enabled,
    created,
    updated: created,
    recoveryLevel: "Recoverable",
  });
  const service: Service = (sent) => {
    const { method, url, headers } = sent;
    if (!/^(7\.\d(-preview\.\d)?|20\d\d-\d\d-\d\d(-preview)?)$/.test(url.searchParams.get("api-version") ?? ""))
      return error(400, "BadParameter");
    if (headers["authorization"] === undefined)
      return {
        ...error(401, "Unauthorized"),
        headers: {
          "www-authenticate":
            'Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"',
        },
      };
    if (!headers["authorization"].startsWith("Bearer token-for-https://vault.azure.net"))
      return error(401, "Unauthorized");
    const [, collection, name = "", part, action] = url.pathname.replace(/\/$/, "").split("/");
    if (collection === "keys") return ofKey(sent, keys.get(name) ?? [], name, part, action);
    if (collection !== "secrets" || !/^[0-9a-zA-Z-]{1,127}$/.test(name)) return error(400, "BadParameter");
    const own = versions.get(name) ?? [];
    if (method === "PUT" && part === undefined) {
      if (!writable) return error(403, "Forbidden");
      const { value } = JSON.parse(sent.body.toString()) as { readonly value: unknown };
      if (typeof value !== "string") return error(400, "BadParameter");
      clock += 1;
      const made = { version: clock.toString(16).padStart(32, "0"), value, created: clock, enabled: true };
      versions.set(name, [...own, made]);
      return {
        status: 200,
        body: { value, id: `${base(sent)}/${name}/${made.version}`, attributes: attributes(made) },
      };
    }
    if (method !== "GET") return error(405, "MethodNotAllowed");
    if (part === "versions")
      return own.length === 0
        ? error(404, "SecretNotFound")
        : {
            status: 200,
            body: {
              value: own.map((each) => ({ id: `${base(sent)}/${name}/${each.version}`, attributes: attributes(each) })),
              nextLink: null,
            },
          };
    const found = part === undefined ? own.at(-1) : own.find(({ version }) => version === part);
    return found
      ? {
          status: 200,
          body: { value: found.value, id: `${base(sent)}/${name}/${found.version}`, attributes: attributes(found) },
        }
      : error(404, "SecretNotFound");
  };
  const makeKey = (name: string) => {
    clock += 1;
    const made = {
      version: clock.toString(16).padStart(32, "0"),
      ...generateKeyPairSync("ec", { namedCurve: "P-256" }),
    };
    keys.set(name, [...(keys.get(name) ?? []), made]);
  };
  return Object.assign(service, { versions, makeKey });
}

/** Get Key and Sign: a digest in, r and s out, both as base64url. */
function ofKey(
  { method, url, body }: Sent,
  own: readonly Key[],
  name: string,
  version?: string,
  action?: string,
): Answer {
  const key = version === undefined ? own.at(-1) : own.find((each) => each.version === version);
  if (!key) return error(404, "KeyNotFound");
  const kid = `${url.origin}/keys/${name}/${key.version}`;
  if (method === "GET" && action === undefined) {
    const { kty, crv, x, y } = key.publicKey.export({ format: "jwk" });
    return {
      status: 200,
      body: { key: { kid, kty: `${kty}-HSM`, crv, x, y, key_ops: ["sign", "verify"] }, attributes: { enabled: true } },
    };
  }
  if (method !== "POST" || action !== "sign") return error(405, "MethodNotAllowed");
  const { alg, value } = JSON.parse(body.toString()) as { readonly alg?: unknown; readonly value?: unknown };
  if (alg !== "ES256" || typeof value !== "string" || Buffer.from(value, "base64url").length !== 32)
    return error(400, "BadParameter");
  return { status: 200, body: { kid, value: signedDigest(Buffer.from(value, "base64url"), key.privateKey) } };
}
