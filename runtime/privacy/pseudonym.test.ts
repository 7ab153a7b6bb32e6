import { pseudonym, pseudonyms, versionOf } from "./pseudonym";

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

  it("is made of the one before at each later version, so that nobody needs to be asked who they are", async () => {
    const secrets = { key: async (name: string) => Buffer.from(name.padEnd(32, "-")) };
    const [first, third] = [await pseudonyms(secrets, "shop", 1), await pseudonyms(secrets, "shop", 3)];
    const [newest = "", ...older] = third.everSubject("ada");
    expect([newest, ...older].map(versionOf)).toEqual([3, 2, 1]);
    expect([third.subject("ada"), first.subject("ada")]).toEqual([newest, older[1]]);
    expect(third.later(first.subject("ada"))).toEqual([...older].reverse().concat(newest));
    expect(third.later(newest)).toEqual([newest]);
    expect([third.owner(older[1] ?? ""), third.reference(older[1] ?? "")]).toEqual([
      first.owner(older[1] ?? ""),
      first.reference(older[1] ?? ""),
    ]);
    expect(() => first.owner(newest)).toThrow("has not read");
    const others = new Set(
      [newest, ...older, third.owner(newest), third.reference(newest)].map((name) => name.slice(3)),
    );
    expect(others.size).toBe(5);
  });

  it("refuses a short key", () => {
    expect(() => pseudonym({ version: 1, secret: Buffer.alloc(16) }, "shop", "photos", "ada")).toThrow(RangeError);
  });
});
