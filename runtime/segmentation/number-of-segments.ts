import { type Chance, type Points, adjustedRand, kMeans, nearestCentres } from "./clustering";
import { halves } from "./methods";
import { type Separation, separation } from "./separation";

/** How good a number of segments is on this log. */
export interface Candidate extends Separation {
  readonly k: number;
  /** Mean adjusted Rand index of fits on disjoint halves, both labelling everybody, and the mean's standard error. */
  readonly stability: number;
  readonly stabilityError: number;
}

const repeats = 16;
const starts = 5;

/** The measures of one number of segments. */
export function judge(points: Points, k: number, chance: Chance): Candidate {
  const labels = nearestCentres(points, kMeans(points, k, chance));
  const agreements: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const [one, other] = halves(points, chance);
    agreements.push(
      adjustedRand(
        nearestCentres(points, kMeans(one, k, chance, starts)),
        nearestCentres(points, kMeans(other, k, chance, starts)),
      ),
    );
  }
  const stability = agreements.reduce((sum, value) => sum + value, 0) / repeats;
  const variance = agreements.reduce((sum, value) => sum + (value - stability) ** 2, 0) / (repeats - 1);
  return {
    k,
    ...separation(points, labels, k),
    stability,
    stabilityError: Math.sqrt(variance / repeats),
  };
}

/** Least split-half agreement, and least share of the smallest segment, of a number of segments that may be chosen. */
const steady = 0.8;
const smallest = 0.02;
/** Silhouettes closer than this are as good as equal. */
const near = 0.02;

/**
 * The rule for k. Of the numbers from 3 that are stable and leave no sliver: the smallest within .02 of the best silhouette,
 * and then more, as long as each further number passes too and stays within .02. The run is not continued behind a number
 * that fails: where five segments fall differently every time, seven that agree cut the same cloud into even tiles. Undefined
 * without candidates.
 */
export function chooseK(
  candidates: readonly Candidate[],
): { readonly k: number; readonly reason: string; readonly isSketch: boolean } | undefined {
  const fit = candidates.filter(
    ({ k, stability, smallestShare }) => k >= 3 && stability >= steady && smallestShare >= smallest,
  );
  const best = Math.max(...fit.map((each) => each.silhouette));
  const good = fit.filter((each) => each.silhouette >= best - near).map((each) => each.k);
  const [first] = good;
  if (first !== undefined) {
    let k = first;
    while (good.includes(k + 1)) k++;
    const passed = fit.map((each) => each.k).join(", ");
    return {
      k,
      isSketch: false,
      reason: `among the numbers that pass (${passed}: fits on two halves agree by at least .80, no segment below 2 %) it is within .02 of the best silhouette, ${best.toFixed(3)}; ${k + 1} ${fit.some((each) => each.k === k + 1) ? "is less well separated" : "does not pass"}`,
    };
  }
  const large = candidates.filter(({ smallestShare }) => smallestShare >= smallest);
  const [steadiest] = [...(large.length > 0 ? large : candidates)].sort(
    (a, b) => b.stability - a.stability || a.k - b.k,
  );
  return (
    steadiest && {
      k: steadiest.k,
      isSketch: true,
      reason: `no number of three or more passes: each falls differently from half to half (agreement below .80) or leaves a segment below 2 %. ${steadiest.k} is the steadiest (${steadiest.stability.toFixed(2)})`,
    }
  );
}
