import { gatewayPolicy } from "./gateway-policy";

const policy = gatewayPolicy("https://login.example.com/v2.0/", "api://penderie");

describe("gatewayPolicy", () => {
  it("asks the issuer for its keys and insists on audience, signature and expiry", () => {
    expect(policy).toContain(`url="https://login.example.com/v2.0/.well-known/openid-configuration"`);
    expect(policy).toContain("<audience>api://penderie</audience>");
    expect(policy).toMatch(/require-signed-tokens="true" require-expiration-time="true"/);
  });

  it("counts callers by the token's subject and by no address", () => {
    expect(policy).toContain(".Subject");
    expect(policy).not.toContain("IpAddress");
  });

  it("refuses what is larger than 12 MiB, and what does not say how large it is", () => {
    expect(policy).toContain(String(12 * 1024 * 1024));
    expect(policy).toMatch(/Transfer-Encoding[\s\S]*code="411"/);
  });

  it("writes an issuer or audience as text, whatever is in it", () => {
    const odd = gatewayPolicy("https://example.com/a&b", `"><script>`);
    expect(odd).toContain("https://example.com/a&amp;b/");
    expect(odd).not.toContain("<script>");
  });

  it("closes every element that it opens", () => {
    const open: string[] = [];
    for (const [, close, name, self] of policy.matchAll(/<(\/?)([a-z-]+)(?:"[^"]*"|[^">])*?(\/?)>/g)) {
      if (close === "/") expect(open.pop()).toBe(name);
      else if (self !== "/") open.push(name ?? "");
    }
    expect(open).toEqual([]);
  });
});
