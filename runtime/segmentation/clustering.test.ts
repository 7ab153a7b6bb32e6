import fc from "fast-check";
import { chanceFrom } from "./chance";
import {
  adjustedRand,
  calinskiHarabasz,
  daviesBouldin,
  inertiaOf,
  kMeans,
  nearestCentres,
  silhouette,
} from "./clustering";
import { chooseK } from "./number-of-segments";
import { nameSegments } from "./names";
import { choose } from "./minimum";
import { eigen, quantile } from "./preparation";

const chance = chanceFrom("test");
const blobs = {
  dimensions: 2,
  values: Float64Array.from(
    Array.from({ length: 90 }, (_, row) => [(row % 3) * 10 + chance(), (row % 3) * 5 + chance()]).flat(),
  ),
};

describe("k-means", () => {
  it("ends where measuring everybody would end: every centre is the mean of those nearest to it", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 6 }), (seed, k) => {
        const random = chanceFrom(seed);
        const points = {
          dimensions: 3,
          values: Float64Array.from({ length: 600 }, () => Math.round(random() * 40) / 10),
        };
        const centres = kMeans(points, k, random, 2);
        const labels = nearestCentres(points, centres);
        const means = new Float64Array(centres.length);
        for (const [row, label] of labels.entries())
          for (let at = 0; at < 3; at++)
            means[label * 3 + at] =
              (means[label * 3 + at] ?? 0) +
              (points.values[row * 3 + at] ?? 0) / labels.filter((each) => each === label).length;
        for (const [at, mean] of means.entries()) expect(centres[at]).toBeCloseTo(mean, 9);
        expect(inertiaOf(points, centres, labels)).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it("finds three clouds, and the measures agree that it did", () => {
    const centres = kMeans(blobs, 3, chanceFrom("a"));
    const labels = nearestCentres(blobs, centres);
    expect(
      adjustedRand(
        labels,
        Int32Array.from({ length: 90 }, (_, row) => row % 3),
      ),
    ).toBe(1);
    expect(silhouette(blobs, labels, 3)).toBeGreaterThan(0.9);
    expect(daviesBouldin(blobs, labels, centres)).toBeLessThan(0.2);
    expect(calinskiHarabasz(blobs, labels, centres)).toBeGreaterThan(1000);
  });

  it("refuses more centres than points", () => {
    expect(() => kMeans({ dimensions: 1, values: Float64Array.of(1) }, 2, chance)).toThrow(RangeError);
  });
});

describe("adjustedRand", () => {
  it("is 1 up to names, about 0 for chance", () => {
    expect(adjustedRand(Int32Array.of(0, 0, 1, 1), Int32Array.of(5, 5, 2, 2))).toBe(1);
    const random = () => Int32Array.from({ length: 4000 }, () => Math.floor(chance() * 3));
    expect(Math.abs(adjustedRand(random(), random()))).toBeLessThan(0.02);
  });
});

describe("eigen", () => {
  it("takes a known matrix apart", () => {
    const { values, vectors } = eigen([
      [2, 1],
      [1, 2],
    ]);
    expect(values.map((value) => Math.round(value * 1e9) / 1e9)).toEqual([3, 1]);
    expect(vectors[0]?.map((value) => value.toFixed(6))).toEqual(["0.707107", "0.707107"]);
  });
});

it("interpolates quantiles", () => {
  expect(quantile(Float64Array.of(0, 10), 0.25)).toBe(2.5);
});

describe("the rule for k", () => {
  const candidate = (k: number, silhouetteOf: number, stability: number, smallestShare = 0.1) => ({
    k,
    silhouette: silhouetteOf,
    stability,
    smallestShare,
    stabilityError: 0.01,
    daviesBouldin: 1,
    calinskiHarabasz: 1,
  });

  it.each([
    [
      "the largest of a run within .02 of the best silhouette",
      [candidate(2, 0.5, 0.9), candidate(3, 0.34, 0.9), candidate(4, 0.33, 0.85), candidate(5, 0.3, 0.9)],
      4,
    ],
    ["none behind an unstable one", [candidate(3, 0.34, 0.9), candidate(4, 0.34, 0.7), candidate(5, 0.345, 0.9)], 3],
    ["a number above an unstable one that is truly better", [candidate(3, 0.34, 0.7), candidate(4, 0.4, 0.95)], 4],
    ["none with a segment below 2 %", [candidate(3, 0.34, 0.9), candidate(4, 0.34, 0.9, 0.01)], 3],
    ["the steadiest, with a warning, when none passes", [candidate(2, 0.9, 0.95), candidate(3, 0.3, 0.5)], 2],
  ])("chooses %s", (_title, candidates, k) => {
    expect(chooseK(candidates)?.k).toBe(k);
  });

  it("says so when it is a sketch", () => {
    expect(chooseK([candidate(3, 0.3, 0.5)])?.isSketch).toBe(true);
    expect(chooseK([candidate(3, 0.3, 0.9)])?.isSketch).toBe(false);
  });
});

describe("the minimum of events", () => {
  const point = (events: number, agreement: number | undefined, customers = 500) => ({
    events,
    agreement,
    early: undefined,
    halves: undefined,
    customers,
    customersKept: customers / 500,
    revenueKept: 1,
  });

  it.each([
    ["the smallest with enough agreement", [point(1, 0.5), point(3, 0.82), point(5, 0.9)], undefined, 3],
    ["what was asked for", [point(1, 0.9)], 7, 7],
    ["no number that hardly anybody reaches", [point(5, 0.7, 120), point(15, 0.95, 20)], undefined, 5],
    ["five when no number shows a habit", [point(1, 0.2), point(5, 0.6)], undefined, 5],
    ["one when hardly anybody has five", [point(1, 0.2), point(5, undefined, 20)], undefined, 1],
  ])("is %s", (_title, curve, wanted, events) => {
    expect(choose(curve, wanted).events).toBe(events);
  });
});

describe("names", () => {
  it("fit the strongest effects, once each, and do not call those buyers who never bought", () => {
    const names = nameSegments(
      [
        { recency_days: -1, orders: 2, amount: 3, sessions: 1 },
        { recency_days: 2, orders: -1, amount: -1, sessions: -1 },
        { views_per_session: 2, orders: -1, conversion: -1, sessions: 0.5, amount: -1 },
      ],
      [true, true, false],
    );
    expect(names.map(({ id }) => id)).toEqual(["loyal-big-spenders", "sleeping-small-buyers", "window-shoppers"]);
    expect(nameSegments([{ amount: 1 }, { amount: 1 }], [true, true]).map(({ id }) => id)).toHaveLength(2);
  });
});
