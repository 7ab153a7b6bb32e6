import { type Points, calinskiHarabasz, daviesBouldin, silhouette } from "./clustering";

/** How well groups are told apart, whatever made them. */
export interface Separation {
  readonly silhouette: number;
  readonly daviesBouldin: number;
  readonly calinskiHarabasz: number;
  readonly smallestShare: number;
}

/** The measures of a labelling with `k` labels. */
export function separation(points: Points, labels: Int32Array, k: number): Separation {
  const centres = means(points, labels, k);
  const sizes = Array.from({ length: k }, (_, label) => labels.filter((each) => each === label).length);
  return {
    silhouette: silhouette(points, labels, k),
    daviesBouldin: daviesBouldin(points, labels, centres),
    calinskiHarabasz: calinskiHarabasz(points, labels, centres),
    smallestShare: Math.min(...sizes) / Math.max(1, labels.length),
  };
}

/** The mean of every label's points; a label without points gets the origin. */
export function means({ values, dimensions: d }: Points, labels: Int32Array, k: number): Float64Array {
  const sums = new Float64Array(k * d);
  const counts = new Int32Array(k);
  for (const [row, label] of labels.entries()) {
    counts[label] = (counts[label] ?? 0) + 1;
    for (let at = 0; at < d; at++) sums[label * d + at] = (sums[label * d + at] ?? 0) + (values[row * d + at] ?? 0);
  }
  return sums.map((sum, at) => sum / Math.max(1, counts[Math.floor(at / d)] ?? 1));
}
