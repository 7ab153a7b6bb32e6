import { pseudonym } from "./pseudonym";

const key = { version: 1, secret: Buffer.alloc(32, 7) };

describe("pseudonym", () => {
  it("is the same for the same user and says its key's version", () => {
    expect(pseudonym(key, "shop", "photos", "ada")).toBe(pseudonym(key, "shop", "photos", "ada"));
    expect(pseudonym(key, "shop", "photos", "ada")).toMatch(/^v1:[\w-]{43}$/);
  });

  it.each([
    ["another user", pseudonym(key, "shop", "photos", "bea")],
    ["another domain", pseudonym(key, "shop", "profiles", "ada")],
    ["another tenant", pseudonym(key, "other", "photos", "ada")],
    ["another key", pseudonym({ version: 1, secret: Buffer.alloc(32, 8) }, "shop", "photos", "ada")],
    ["fields cut elsewhere", pseudonym(key, "shopp", "photos", "hotosada".slice(6))],
  ])("differs for %s", (_title, other) => {
    expect(other).not.toBe(pseudonym(key, "shop", "photos", "ada"));
  });

  it("refuses a short key", () => {
    expect(() => pseudonym({ version: 1, secret: Buffer.alloc(16) }, "shop", "photos", "ada")).toThrow(RangeError);
  });
});
