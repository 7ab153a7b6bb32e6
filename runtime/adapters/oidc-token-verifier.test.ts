import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from "jose";
import { tokenVerifierContract } from "../testing/token-verifier-contract";
import { oidcTokenVerifier, tokenVerifier } from "./oidc-token-verifier";

const now = new Date("2026-11-20T12:00:00Z");
const pinned = { issuer: "https://login.example/tenant", audience: "api://penderie", algorithms: ["RS256"] };

async function issuer() {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const sign = (claims: object) => new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
  return { sign, keySet: { keys: [{ ...(await exportJWK(publicKey)), alg: "RS256" }] } };
}

describe("tokenVerifier", () => {
  tokenVerifierContract(now, async () => {
    const { sign, keySet } = await issuer();
    const verifier = tokenVerifier({ ...pinned, keys: createLocalJWKSet(keySet), now: () => now });
    return { verifier, valid: { ...pinned, sign } };
  });
});

describe("a token that was believed a moment ago", () => {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims = { iss: pinned.issuer, aud: pinned.audience, sub: "ada" };
  const opened = async () => {
    const { sign, keySet } = await issuer();
    const others = (await issuer()).keySet;
    const state = { time: now, keys: createLocalJWKSet(keySet) };
    const keys: typeof state.keys = Object.assign((...args: Parameters<typeof state.keys>) => state.keys(...args), {
      ...state.keys,
    });
    const verifier = tokenVerifier({ ...pinned, keys, now: () => state.time });
    return { sign, state, verifier, others: createLocalJWKSet(others) };
  };

  it("is not believed past its end", async () => {
    const { sign, state, verifier } = await opened();
    const token = await sign({ ...claims, exp: seconds + 30 });
    expect(await verifier.verify(token)).toMatchObject({ kind: "verified" });
    state.time = new Date(now.getTime() + 31_000);
    expect(await verifier.verify(token)).toEqual({ kind: "unverified", reason: "expired" });
  });

  it("is looked at again after a minute, when its issuer's key may be another", async () => {
    const { sign, state, verifier, others } = await opened();
    const token = await sign({ ...claims, exp: seconds + 900 });
    expect(await verifier.verify(token)).toMatchObject({ kind: "verified" });
    state.keys = others;
    state.time = new Date(now.getTime() + 59_000);
    expect(await verifier.verify(token)).toMatchObject({ kind: "verified" });
    state.time = new Date(now.getTime() + 61_000);
    expect(await verifier.verify(token)).toMatchObject({ kind: "unverified" });
  });

  it("lends nothing to another that differs in a letter", async () => {
    const { sign, verifier } = await opened();
    const token = await sign({ ...claims, exp: seconds + 900 });
    await verifier.verify(token);
    const [head = "", body = "", seal = ""] = token.split(".");
    const forged = Buffer.from(body, "base64url").toString().replace('"ada"', '"eve"');
    const other = [head, Buffer.from(forged).toString("base64url"), seal].join(".");
    expect(await verifier.verify(other)).toEqual({ kind: "unverified", reason: "invalid" });
  });
});

describe("oidcTokenVerifier", () => {
  it("fetches the issuer's keys", async () => {
    const { sign, keySet } = await issuer();
    const server = createServer((_request, response) => response.end(JSON.stringify(keySet)));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const verifier = oidcTokenVerifier({ ...pinned, keysUrl: `http://127.0.0.1:${port}/keys` });
    const exp = Math.floor(Date.now() / 1000) + 60;
    const token = await sign({ iss: pinned.issuer, aud: pinned.audience, sub: "ada", exp });
    expect(await verifier.verify(token)).toEqual({ kind: "verified", user: "ada", roles: [] });
    server.close();
  });

  it("does not blame the client when the keys cannot be had", async () => {
    const { sign } = await issuer();
    const verifier = oidcTokenVerifier({ ...pinned, keysUrl: "http://127.0.0.1:9/keys" });
    await expect(verifier.verify(await sign({ sub: "ada" }))).rejects.toThrow("keys cannot be had");
  });
});
