import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type JWK, SignJWT, importJWK } from "jose";
import { temporaryFolder } from "../../testing/temporary";
import { tokenVerifierContract } from "../../testing/token-verifier-contract";
import { tokenIssuer } from "./token-issuer";

const now = new Date("2026-11-20T12:00:00Z");
const folder = async () => temporaryFolder("token-issuer");

describe("tokenIssuer", () => {
  tokenVerifierContract(now, async () => {
    const keys = await folder();
    const verifier = await tokenIssuer(keys, () => now);
    const jwk = JSON.parse(await readFile(join(keys, "token-issuer.jwk"), "utf8")) as JWK;
    const key = await importJWK(jwk, "ES256");
    const sign = (claims: object) => new SignJWT({ ...claims }).setProtectedHeader({ alg: "ES256" }).sign(key);
    return { verifier, valid: { issuer: "urn:penderie:embedded", audience: "penderie", sign } };
  });

  it("believes what it minted, for a quarter of an hour", async () => {
    let time = now;
    const issuer = await tokenIssuer(await folder(), () => time);
    const { token, expiresAt } = await issuer.mint("ada", ["marketing"]);
    expect(await issuer.verify(token)).toEqual({
      kind: "verified",
      user: "ada",
      roles: ["marketing"],
      authenticatedAt: now,
    });
    time = expiresAt;
    expect(await issuer.verify(token)).toEqual({ kind: "unverified", reason: "expired" });
    expect(expiresAt.getTime() - now.getTime()).toBe(15 * 60 * 1000);
  });

  it("keeps its key where its owner alone can read it, and uses it again at the next start", async () => {
    const keys = await folder();
    const { token } = await (await tokenIssuer(keys, () => now)).mint("ada", []);
    expect((await stat(join(keys, "token-issuer.jwk"))).mode & 0o777).toBe(0o600);
    expect(await (await tokenIssuer(keys, () => now)).verify(token)).toMatchObject({ kind: "verified" });
  });

  it("makes one key when two start at once", async () => {
    const keys = await folder();
    const [one, other] = await Promise.all([tokenIssuer(keys, () => now), tokenIssuer(keys, () => now)]);
    expect(await other.verify((await one.mint("ada", [])).token)).toMatchObject({ kind: "verified" });
  });
});
