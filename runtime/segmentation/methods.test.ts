import { chanceFrom } from "./chance";
import { type Points, adjustedRand, kMeans, nearestCentres } from "./clustering";
import { gaussianMixture } from "./gaussian-mixture";
import { compareMethods } from "./methods";
import { ward } from "./ward";

const normal = (chance: () => number) => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** Points around centres, each with spreads of its own. */
function clouds(
  seed: string,
  shapes: readonly { at: readonly [number, number]; spread: readonly [number, number] }[],
  each = 150,
) {
  const chance = chanceFrom(seed);
  const rows = shapes.flatMap(({ at, spread }, label) =>
    Array.from({ length: each }, () => ({
      label,
      place: [at[0] + spread[0] * normal(chance), at[1] + spread[1] * normal(chance)],
    })),
  );
  const points: Points = { values: Float64Array.from(rows.flatMap(({ place }) => place)), dimensions: 2 };
  return { points, labels: Int32Array.from(rows, ({ label }) => label) };
}
const round = clouds("round", [
  { at: [0, 0], spread: [1, 1] },
  { at: [10, 0], spread: [1, 1] },
  { at: [0, 10], spread: [1, 1] },
]);
const long = clouds("long", [
  { at: [0, 0], spread: [8, 0.5] },
  { at: [0, 4], spread: [8, 0.5] },
]);

describe("Ward's hierarchy", () => {
  it("finds clouds that lie apart", () => {
    expect(adjustedRand(ward(round.points, 3), round.labels)).toBe(1);
  });

  it("joins what raises the inertia least, as trying every pair does", () => {
    const { points } = clouds("small", [{ at: [0, 0], spread: [3, 3] }], 24);
    for (const k of [2, 3, 5]) expect(adjustedRand(ward(points, k), byTryingEveryPair(points, k))).toBe(1);
  });
});

function byTryingEveryPair({ values }: Points, k: number): Int32Array {
  const n = values.length / 2;
  let groups = Array.from({ length: n }, (_, row) => [row]);
  const cost = (rows: readonly number[]) => {
    const mean = [0, 1].map((at) => rows.reduce((sum, row) => sum + (values[row * 2 + at] ?? 0), 0) / rows.length);
    return rows.reduce(
      (sum, row) => sum + [0, 1].reduce((s, at) => s + ((values[row * 2 + at] ?? 0) - (mean[at] ?? 0)) ** 2, 0),
      0,
    );
  };
  while (groups.length > k) {
    let best = { one: 0, other: 1, rise: Infinity };
    for (let one = 0; one < groups.length; one++)
      for (let other = one + 1; other < groups.length; other++) {
        const [a, b] = [groups[one] ?? [], groups[other] ?? []];
        const rise = cost([...a, ...b]) - cost(a) - cost(b);
        if (rise < best.rise) best = { one, other, rise };
      }
    const joined = [...(groups[best.one] ?? []), ...(groups[best.other] ?? [])];
    groups = [...groups.filter((_, at) => at !== best.one && at !== best.other), joined];
  }
  const labels = new Int32Array(n);
  for (const [label, rows] of groups.entries()) for (const row of rows) labels[row] = label;
  return labels;
}

describe("a Gaussian mixture", () => {
  it("tells long clouds apart that k-means cuts across", () => {
    const byMeans = nearestCentres(long.points, kMeans(long.points, 2, chanceFrom("1")));
    const byMixture = gaussianMixture(long.points, 2, chanceFrom("1"))(long.points);
    expect(adjustedRand(byMeans, long.labels)).toBeLessThan(0.2);
    expect(adjustedRand(byMixture, long.labels)).toBeGreaterThan(0.9);
  });
});

describe("the comparison", () => {
  it("gives every method the same measures, and k-means' own agreement is whole", () => {
    const compared = compareMethods(round.points, 3, chanceFrom("1"));
    expect(compared.map(({ method }) => method)).toEqual(["k-means", "Gaussian mixture", "Ward"]);
    for (const each of compared) {
      expect(each.silhouette).toBeGreaterThan(0.7);
      expect(each.stability).toBeGreaterThan(0.98);
      expect(each.agreement).toBeCloseTo(1, 2);
      expect(each.smallestShare).toBeCloseTo(1 / 3, 1);
    }
  });

  it("is the same for the same chance", () => {
    expect(compareMethods(long.points, 2, chanceFrom("1"))).toEqual(compareMethods(long.points, 2, chanceFrom("1")));
  });
});
