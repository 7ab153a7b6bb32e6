import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from "jose";
import type { TokenVerifier } from "../privacy/identity";

/** What a valid token says, so that a test can break one property of it. */
export interface ValidToken {
  readonly issuer: string;
  readonly audience: string;
  readonly sign: (claims: Broken) => Promise<string>;
}

interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly exp: number;
  readonly roles: unknown;
  readonly auth_time?: unknown;
}

type Broken = { readonly [Claim in keyof Claims]?: Claims[Claim] | undefined };

/** Every verifier must pass this, set to the instant `now`. `open` also answers what signs tokens that it believes. */
export function tokenVerifierContract(now: Date, open: () => Promise<{ verifier: TokenVerifier; valid: ValidToken }>) {
  const soon = Math.floor(now.getTime() / 1000) + 60;
  const good = ({ issuer, audience }: ValidToken): Claims => ({
    iss: issuer,
    aud: audience,
    sub: "ada",
    exp: soon,
    roles: ["shopper"],
  });

  it("believes a valid token and passes on its user and roles", async () => {
    const { verifier, valid } = await open();
    expect(await verifier.verify(await valid.sign(good(valid)))).toEqual({
      kind: "verified",
      user: "ada",
      roles: ["shopper"],
      authenticatedAt: undefined,
    });
  });

  it("passes on when its user last logged in", async () => {
    const { verifier, valid } = await open();
    const token = await valid.sign({ ...good(valid), auth_time: soon - 600 });
    expect(await verifier.verify(token)).toMatchObject({ authenticatedAt: new Date((soon - 600) * 1000) });
  });

  it("leaves out roles that do not exist here", async () => {
    const { verifier, valid } = await open();
    const token = await valid.sign({ ...good(valid), roles: ["root", "dpo"] });
    expect(await verifier.verify(token)).toMatchObject({ roles: ["dpo"] });
  });

  it.each<[string, Broken, "expired" | "invalid"]>([
    ["another issuer", { iss: "https://elsewhere.example" }, "invalid"],
    ["another audience", { aud: "another-shop" }, "invalid"],
    ["no user", { sub: undefined }, "invalid"],
    ["no end", { exp: undefined }, "invalid"],
    ["an end that is past", { exp: soon - 120 }, "expired"],
    ["roles that are no list", { roles: "dpo" }, "invalid"],
    ["a login at no time", { auth_time: "lately" }, "invalid"],
  ])("refuses a token with %s", async (_title, broken, reason) => {
    const { verifier, valid } = await open();
    const token = await valid.sign({ ...good(valid), ...broken });
    expect(await verifier.verify(token)).toEqual({ kind: "unverified", reason });
  });

  it("refuses a token that another key signed", async () => {
    const { verifier, valid } = await open();
    const { privateKey } = await generateKeyPair("ES256");
    const token = await new SignJWT({ ...good(valid) }).setProtectedHeader({ alg: "ES256" }).sign(privateKey);
    expect(await verifier.verify(token)).toEqual({ kind: "unverified", reason: "invalid" });
  });

  it("refuses a token without a signature", async () => {
    const { verifier, valid } = await open();
    const token = new UnsecuredJWT({ ...good(valid) }).encode();
    expect(await verifier.verify(token)).toEqual({ kind: "unverified", reason: "invalid" });
  });

  it("refuses a token signed with the published key as a shared secret", async () => {
    const { verifier, valid } = await open();
    const { publicKey } = await generateKeyPair("ES256", { extractable: true });
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    const token = await new SignJWT({ ...good(valid) }).setProtectedHeader({ alg: "HS256" }).sign(secret);
    expect(await verifier.verify(token)).toEqual({ kind: "unverified", reason: "invalid" });
  });

  it.each(["", "x", "a.b.c", "e30.e30."])("refuses %j, which is no token", async (token) => {
    const { verifier } = await open();
    expect(await verifier.verify(token)).toEqual({ kind: "unverified", reason: "invalid" });
  });
}
