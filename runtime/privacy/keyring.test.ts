import { type KeyBook, type KeyVersion, keyring } from "./keyring";

const secrets = { key: async (name: string) => Buffer.from(name.padEnd(32, "-")) };
const start = Date.UTC(2026, 10, 21);

/** A book of announcements, and a clock, both in the test's hand. */
function hands() {
  let minutes = 0;
  const versions: KeyVersion[] = [];
  const renames: string[] = [];
  const state = { down: false, looks: 0 };
  const keys: KeyBook = {
    async versions() {
      state.looks++;
      if (state.down) throw new Error("down");
      return versions;
    },
    announce: async (version, activeFrom) => void versions.push({ version, activeFrom, done: false }),
    async *older() {},
    rename: async (people) =>
      void renames.push(...people.map(({ from, to }) => `${from.subject.slice(0, 2)} ${to.subject.slice(0, 2)}`)),
    complete: async (version) => {
      const at = versions.findIndex((each) => each.version === version);
      versions[at] = { version, activeFrom: versions[at]?.activeFrom ?? new Date(), done: true };
    },
  };
  const now = () => new Date(start + minutes * 60_000);
  return {
    keys,
    now,
    renames,
    state,
    at: (minute: number) => void (minutes = minute),
    names: keyring({ secrets, tenant: "shop", keys, now }),
  };
}

describe("a keyring", () => {
  it("changes over at the announced moment, whenever it looked last, and renames each person once", async () => {
    const { keys, now, names, renames, at } = hands();
    const ring = await names;
    await keys.announce(2, new Date(now().getTime() + 5 * 60_000));
    at(4.9);
    expect((await ring.subject("ada")).slice(0, 2)).toBe("v1");
    at(5);
    expect((await ring.subject("ada")).slice(0, 2)).toBe("v2");
    expect((await ring.subject("ada")).slice(0, 2)).toBe("v2");
    expect(renames).toEqual(["v1 v2"]);
    await keys.complete(2);
    at(7);
    await ring.subject("bea");
    expect(renames).toEqual(["v1 v2"]);
  });

  it("looks once a minute, goes on for a while when it cannot look, and not so long that it could be wrong", async () => {
    const { names, state, at } = hands();
    const ring = await names;
    for (let each = 0; each < 5; each++) await ring.subject("ada");
    expect(state.looks).toBe(1);
    state.down = true;
    at(3);
    expect((await ring.subject("ada")).slice(0, 2)).toBe("v1");
    at(4);
    await expect(ring.subject("ada")).rejects.toThrow("down");
    state.down = false;
    expect((await ring.subject("ada")).slice(0, 2)).toBe("v1");
  });
});
