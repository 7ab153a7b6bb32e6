/** n rows of d numbers, row by row. */
export interface Points {
  readonly values: Float64Array;
  readonly dimensions: number;
}
/** In [0, 1). */
export type Chance = () => number;

const countOf = ({ values, dimensions }: Points) => Math.floor(values.length / Math.max(1, dimensions));

function squared({ values, dimensions: d }: Points, row: number, centres: Float64Array, centre: number): number {
  const from = row * d;
  const to = centre * d;
  let sum = 0;
  for (let at = 0; at < d; at++) {
    const gap = (values[from + at] ?? 0) - (centres[to + at] ?? 0);
    sum += gap * gap;
  }
  return sum;
}

/** The nearest centre of every point; of equally near ones the first. */
export function nearestCentres(points: Points, centres: Float64Array): Int32Array {
  const k = centres.length / points.dimensions;
  const labels = new Int32Array(countOf(points));
  for (let row = 0; row < labels.length; row++) {
    let least = Infinity;
    for (let centre = 0; centre < k; centre++) {
      const far = squared(points, row, centres, centre);
      if (far < least) {
        least = far;
        labels[row] = centre;
      }
    }
  }
  return labels;
}

/**
 * k-means: several starts by k-means++ (Arthur and Vassilvitskii 2007), Lloyd's iterations to a standstill or 100 rounds,
 * the start with the least inertia kept. Answers k × d centres. Throws `RangeError` unless 1 ≤ k ≤ n.
 */
export function kMeans(points: Points, k: number, chance: Chance, starts = 8): Float64Array {
  const n = countOf(points);
  if (k < 1 || k > n) throw new RangeError(`k is ${k}; it must lie between 1 and the ${n} points`);
  let best: { centres: Float64Array; inertia: number } | undefined;
  for (let start = 0; start < starts; start++) {
    const run = lloyd(points, seeds(points, k, chance));
    if (!best || run.inertia < best.inertia - 1e-9) best = run;
  }
  return best?.centres ?? new Float64Array();
}

/**
 * Starting centres by greedy k-means++: each next one is the best of a few that were drawn by their distance from those before
 * (Arthur and Vassilvitskii 2007, section 5; 2 + ln k candidates as in scikit-learn).
 */
function seeds(points: Points, k: number, chance: Chance): Float64Array {
  const { values, dimensions: d } = points;
  const n = countOf(points);
  const candidates = 2 + Math.floor(Math.log(k));
  const centres = new Float64Array(k * d);
  const first = Math.floor(chance() * n);
  centres.set(values.subarray(first * d, first * d + d));
  let { least, total } = nearer(points, first, new Float64Array(n).fill(Infinity));
  for (let centre = 1; centre < k; centre++) {
    let best: { row: number; least: Float64Array; total: number } | undefined;
    for (let candidate = 0; candidate < candidates; candidate++) {
      const row = drawn(least, chance() * total);
      const tried = nearer(points, row, least);
      if (!best || tried.total < best.total) best = { row, ...tried };
    }
    if (!best) break;
    ({ least, total } = best);
    centres.set(values.subarray(best.row * d, best.row * d + d), centre * d);
  }
  return centres;
}

/** Squared distances to the nearest centre, if the point of this row were one more; and their sum. */
function nearer(points: Points, row: number, least: Float64Array): { least: Float64Array; total: number } {
  const closer = new Float64Array(least.length);
  let total = 0;
  for (let at = 0; at < closer.length; at++) {
    const far = Math.min(least[at] ?? Infinity, squared(points, at, points.values, row));
    closer[at] = far;
    total += far;
  }
  return { least: closer, total };
}

/** The row at which the running sum of the weights passes `left`. */
function drawn(weights: Float64Array, left: number): number {
  for (let row = 0; row < weights.length; row++) {
    left -= weights[row] ?? 0;
    if (left < 0) return row;
  }
  return weights.length - 1;
}

/**
 * Lloyd's iterations with the bounds of Hamerly (2010), doi:10.1137/1.9781611972801.12: whoever is certainly still nearest to its
 * centre is not measured again. The labels are those of measuring everybody.
 */
function lloyd(points: Points, start: Float64Array): { centres: Float64Array; inertia: number } {
  const n = countOf(points);
  const k = start.length / points.dimensions;
  const labels = new Int32Array(n).fill(-1);
  const upper = new Float64Array(n).fill(Infinity); // at least as far as the own centre
  const lower = new Float64Array(n); // at most as far as the second one
  let centres = start;
  for (let round = 0; round < 100; round++) {
    const half = halfGaps(centres, points.dimensions);
    let moved = 0;
    for (let row = 0; row < n; row++) {
      const own = labels[row] ?? -1;
      const certain = Math.max(half[own] ?? 0, lower[row] ?? 0) * (1 - 1e-12); // rounding decides nothing
      if ((upper[row] ?? 0) < certain) continue;
      if (own >= 0) {
        upper[row] = Math.sqrt(squared(points, row, centres, own));
        if ((upper[row] ?? 0) < certain) continue;
      }
      let best = 0;
      let least = Infinity;
      let second = Infinity;
      for (let centre = 0; centre < k; centre++) {
        const far = squared(points, row, centres, centre);
        if (far < least) {
          second = least;
          least = far;
          best = centre;
        } else if (far < second) second = far;
      }
      upper[row] = Math.sqrt(least);
      lower[row] = Math.sqrt(second);
      if (best !== own) {
        labels[row] = best;
        moved++;
      }
    }
    if (moved === 0) break;
    const before = centres;
    centres = means(points, labels, before);
    const shifts = Float64Array.from({ length: k }, (_, centre) =>
      distance(before, centres, centre, points.dimensions),
    );
    const most = shifts.reduce((one, other) => Math.max(one, other), 0);
    for (let row = 0; row < n; row++) {
      upper[row] = (upper[row] ?? 0) + (shifts[labels[row] ?? 0] ?? 0);
      lower[row] = (lower[row] ?? 0) - most;
    }
  }
  return { centres, inertia: inertiaOf(points, centres, labels) };
}

/** Sum of the squared distances of every point to the centre that its label names. */
export function inertiaOf(points: Points, centres: Float64Array, labels: Int32Array): number {
  let inertia = 0;
  for (const [row, label] of labels.entries()) inertia += squared(points, row, centres, label);
  return inertia;
}

/** The mean of the points of each label; a centre without any stays where it was. */
function means(points: Points, labels: Int32Array, before: Float64Array): Float64Array {
  const { values, dimensions: d } = points;
  const sums = new Float64Array(before.length);
  const counts = new Int32Array(before.length / d);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
    for (let at = 0; at < d; at++) sums[label * d + at] = (sums[label * d + at] ?? 0) + (values[row * d + at] ?? 0);
  }
  return sums.map((sum, at) => {
    const count = counts[Math.floor(at / d)] ?? 0;
    return count > 0 ? sum / count : (before[at] ?? 0);
  });
}

function distance(one: Float64Array, other: Float64Array, centre: number, d: number, second = centre): number {
  let sum = 0;
  for (let at = 0; at < d; at++) {
    const gap = (one[centre * d + at] ?? 0) - (other[second * d + at] ?? 0);
    sum += gap * gap;
  }
  return Math.sqrt(sum);
}

/** Half the way from each centre to the nearest other one: who is closer than that is nearest to it. */
function halfGaps(centres: Float64Array, d: number): Float64Array {
  const k = centres.length / d;
  return Float64Array.from({ length: k }, (_, one) => {
    let least = Infinity;
    for (let other = 0; other < k; other++)
      if (other !== one) least = Math.min(least, distance(centres, centres, one, d, other));
    return least / 2;
  });
}

/**
 * Mean silhouette coefficient, in [-1, 1], higher is better separated, over at most 2,000 points that stand for all:
 * every ⌈n / 2,000⌉-th. Source: Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.
 */
export function silhouette(points: Points, labels: Int32Array, k: number): number {
  const n = countOf(points);
  const step = Math.ceil(n / 2000);
  const rows = Array.from({ length: Math.ceil(n / step) }, (_, at) => at * step);
  let total = 0;
  for (const row of rows) {
    const sums = new Float64Array(k);
    const counts = new Int32Array(k);
    for (const other of rows) {
      if (other === row) continue;
      const label = labels[other] ?? 0;
      sums[label] = (sums[label] ?? 0) + Math.sqrt(squared(points, row, points.values, other));
      counts[label] = (counts[label] ?? 0) + 1;
    }
    const own = labels[row] ?? 0;
    if ((counts[own] ?? 0) === 0) continue; // alone in its cluster: 0 by definition
    const inside = (sums[own] ?? 0) / (counts[own] ?? 1);
    let outside = Infinity;
    for (let label = 0; label < k; label++)
      if (label !== own && (counts[label] ?? 0) > 0)
        outside = Math.min(outside, (sums[label] ?? 0) / (counts[label] ?? 1));
    total += Number.isFinite(outside) ? (outside - inside) / Math.max(inside, outside, 1e-12) : 0;
  }
  return total / Math.max(1, rows.length);
}

/** Lower is better separated. Source: Davies and Bouldin (1979), doi:10.1109/TPAMI.1979.4766909. */
export function daviesBouldin(points: Points, labels: Int32Array, centres: Float64Array): number {
  const d = points.dimensions;
  const k = centres.length / d;
  const scatter = new Float64Array(k);
  const counts = new Int32Array(k);
  for (const [row, label] of labels.entries()) {
    scatter[label] = (scatter[label] ?? 0) + Math.sqrt(squared(points, row, centres, label));
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const asPoints: Points = { values: centres, dimensions: d };
  let sum = 0;
  for (let one = 0; one < k; one++) {
    let worst = 0;
    for (let other = 0; other < k; other++) {
      if (one === other) continue;
      const spread =
        (scatter[one] ?? 0) / Math.max(1, counts[one] ?? 0) + (scatter[other] ?? 0) / Math.max(1, counts[other] ?? 0);
      worst = Math.max(worst, spread / Math.max(1e-12, Math.sqrt(squared(asPoints, one, centres, other))));
    }
    sum += worst;
  }
  return sum / k;
}

/** Higher is better separated. Source: Caliński and Harabasz (1974), doi:10.1080/03610927408827101. */
export function calinskiHarabasz(points: Points, labels: Int32Array, centres: Float64Array): number {
  const d = points.dimensions;
  const k = centres.length / d;
  const n = labels.length;
  const whole = new Float64Array(d);
  for (let row = 0; row < n; row++)
    for (let at = 0; at < d; at++) whole[at] = (whole[at] ?? 0) + (points.values[row * d + at] ?? 0) / n;
  let [within, between] = [0, 0];
  const asPoints: Points = { values: centres, dimensions: d };
  for (const [row, label] of labels.entries()) {
    within += squared(points, row, centres, label);
    between += squared(asPoints, label, whole, 0);
  }
  return between / (k - 1) / Math.max(1e-12, within / (n - k));
}

/**
 * Agreement of two labellings of the same points: 1 is the same up to names, 0 what chance gives. Source: Hubert and
 * Arabie (1985), doi:10.1007/BF01908075.
 */
export function adjustedRand(one: Int32Array, other: Int32Array): number {
  const table = new Map<number, number>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  const bump = (map: Map<number, number>, key: number) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const [at, label] of one.entries()) {
    const second = other[at] ?? 0;
    bump(table, label * 65536 + second);
    bump(rows, label);
    bump(columns, second);
  }
  const pairs = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const [both, byRow, byColumn] = [pairs(table.values()), pairs(rows.values()), pairs(columns.values())];
  const all = (one.length * (one.length - 1)) / 2;
  const expected = (byRow * byColumn) / Math.max(1, all);
  const most = (byRow + byColumn) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}
