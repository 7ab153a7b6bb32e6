import { sample } from "./sample";

const hashes = Array.from({ length: 10_000 }, (_, at) => (at * 7919) % 10_007);

describe("the sample of users", () => {
  it("holds the smallest hashes, in whatever order they come", () => {
    for (const order of [hashes, [...hashes].reverse()]) {
      const held = sample([]);
      order.forEach((hash) => held.holds(hash));
      const smallest = [...hashes].sort((one, other) => one - other).slice(0, 3000);
      expect(held.highest()).toBe(smallest.at(-1));
      expect(hashes.filter((hash) => held.holds(hash)).length).toBe(3000);
    }
  });

  it("has held whoever is in it since they came first", () => {
    const held = sample([]);
    const everHeld = new Set<number>();
    const refused = new Set<number>();
    for (const hash of [...hashes, ...hashes]) (held.holds(hash) ? everHeld : refused).add(hash);
    for (const hash of hashes) if (hash <= held.highest()) expect(refused.has(hash)).toBe(false);
    expect(everHeld.size).toBeGreaterThan(3000);
  });

  it("takes nobody in whose first events were not kept, when others have gone", () => {
    const left = sample([1, 2, 3], 9);
    expect([left.holds(8), left.holds(10), left.highest()]).toEqual([true, false, 9]);
  });

  it("goes on from those who are in it, and is open while there is room", () => {
    expect(sample([5, 3]).highest()).toBe(Infinity);
    const full = sample(Array.from({ length: 3000 }, (_, at) => at));
    expect(full.highest()).toBe(2999);
    expect(full.holds(3000)).toBe(false);
    expect(full.holds(0.5)).toBe(true);
    expect(full.highest()).toBe(2998);
  });
});
