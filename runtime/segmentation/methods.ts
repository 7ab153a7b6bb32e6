import { type Chance, type Points, adjustedRand, kMeans, nearestCentres } from "./clustering";
import { gaussianMixture } from "./gaussian-mixture";
import { type Separation, means, separation } from "./separation";
import { ward } from "./ward";

/** Learns k groups and answers how it would label other points. */
type Method = (points: Points, k: number, chance: Chance) => (others: Points) => Int32Array;

/** Ways of grouping that are compared on the same customers. */
const methods: Readonly<Record<string, Method>> = {
  "k-means": (points, k, chance) => {
    const centres = kMeans(points, k, chance, starts);
    return (others) => nearestCentres(others, centres);
  },
  "Gaussian mixture": gaussianMixture,
  Ward: (points, k) => {
    const centres = means(points, ward(points, k), k);
    return (others) => nearestCentres(others, centres);
  },
};

/** How good one way of grouping is at the chosen number of segments. */
export interface MethodQuality extends Separation {
  readonly method: string;
  /** Adjusted Rand index of fits on disjoint halves, mean of five. */
  readonly stability: number;
  /** Adjusted Rand index against the k-means that is used. */
  readonly agreement: number;
}

const starts = 5;
const repeats = 5;

/**
 * k-means beside a Gaussian mixture and Ward's hierarchy, on the same points with the same measures. k-means is what is used in any
 * case: its centres fold into one SQL expression, and the comparison says what that costs.
 */
export function compareMethods(points: Points, k: number, chance: Chance): readonly MethodQuality[] {
  const used = methods["k-means"]?.(points, k, chance)(points) ?? new Int32Array();
  return Object.entries(methods).map(([method, learn]) => {
    const labels = method === "k-means" ? used : learn(points, k, chance)(points);
    let stability = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const [one, other] = halves(points, chance);
      stability += adjustedRand(learn(one, k, chance)(points), learn(other, k, chance)(points)) / repeats;
    }
    return {
      method,
      ...separation(points, labels, k),
      stability,
      agreement: adjustedRand(labels, used),
    };
  });
}

/** Two halves of the points, drawn by chance. */
export function halves({ values, dimensions: d }: Points, chance: Chance): readonly [Points, Points] {
  const rows = Array.from({ length: values.length / d }, (_, row) => row);
  for (let at = rows.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [rows[at], rows[other]] = [rows[other] ?? 0, rows[at] ?? 0];
  }
  const middle = Math.floor(rows.length / 2);
  const take = (chosen: readonly number[]): Points => {
    const taken = new Float64Array(chosen.length * d);
    for (const [at, row] of chosen.entries()) taken.set(values.subarray(row * d, row * d + d), at * d);
    return { values: taken, dimensions: d };
  };
  return [take(rows.slice(0, middle)), take(rows.slice(middle))];
}
