import { discover } from "./oidc-discovery";

const issuer = "https://login.example.net/v2.0";
const answering =
  (status: number, body: unknown): typeof fetch =>
  async (url) => {
    expect(url).toBe(`${issuer}/.well-known/openid-configuration`);
    return new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
  };
const published = { issuer, jwks_uri: "https://login.example.net/keys" };

describe("the discovery of an issuer", () => {
  it("finds its keys and how it signs, and leaves out what a shared secret signs", async () => {
    const whole = { ...published, id_token_signing_alg_values_supported: ["RS256", "HS256", "none", "ES256"] };
    expect(await discover(issuer, answering(200, whole))).toEqual({
      issuer,
      keysUrl: "https://login.example.net/keys",
      algorithms: ["RS256", "ES256"],
    });
  });

  it.each<[string, number, unknown, RegExp]>([
    ["is another issuer's", 200, { ...published, issuer: "https://evil.example" }, /another issuer/],
    ["is a fault", 500, "no", /answered 500/],
    ["is no metadata", 200, "<html>", /no metadata/],
    ["has no keys", 200, { issuer }, /no metadata/],
  ])("is refused when what it finds %s", async (_, status, body, message) => {
    await expect(discover(issuer, answering(status, body))).rejects.toThrow(message);
  });

  it("names the issuer that does not answer", async () => {
    await expect(
      discover(issuer, async () => {
        throw new TypeError("fetch failed");
      }),
    ).rejects.toThrow(`the issuer ${issuer} cannot be asked`);
  });
});
