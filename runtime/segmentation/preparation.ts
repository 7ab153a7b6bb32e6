import { features } from "./features";

/** How one feature becomes one coordinate: `(min(max(f(x), low), high) − centre) / spread`. */
export interface Coordinate {
  readonly feature: string;
  readonly transform: "log" | "plain";
  readonly low: number;
  readonly high: number;
  readonly centre: number;
  readonly spread: number;
}

/** From features to the space in which customers are compared. */
export interface Preparation {
  readonly coordinates: readonly Coordinate[];
  /** Features that were left out, and why. */
  readonly left: Readonly<Record<string, string>>;
  /** Rows are principal components, in the order of their variance; columns are coordinates. */
  readonly components: readonly (readonly number[])[];
  /** Share of the variance that the components keep. */
  readonly kept: number;
}

/** A column of numbers per feature, all of one length. */
export type Columns = Readonly<Record<string, Float64Array>>;

const keptVariance = 0.9;

/**
 * Chooses what a distance is made of on this log: transformed, winsorised at the 1st and 99th percentiles, standardised,
 * rotated onto the principal components that keep 90 % of the variance. A feature that is the same for nearly everybody,
 * or that repeats another one (|r| > .98), says nothing here and is left out, with the reason.
 */
export function prepare(columns: Columns): Preparation {
  const left: Record<string, string> = {};
  const coordinates: Coordinate[] = [];
  const kept: Float64Array[] = [];
  for (const { name, distance } of features) {
    if (distance === "no") continue;
    const values = transformed(columns[name] ?? new Float64Array(), distance);
    const sorted = Float64Array.from(values).sort();
    const [low, high] = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
    const clipped = values.map((value) => Math.min(Math.max(value, low), high));
    const centre = mean(clipped);
    const spread = Math.sqrt(mean(clipped.map((value) => (value - centre) ** 2)));
    if (!(spread > 1e-9) || quantile(sorted, 0.02) === quantile(sorted, 0.98)) {
      left[name] = "the same for nearly every customer of this log";
      continue;
    }
    const standard = clipped.map((value) => (value - centre) / spread);
    const twin = coordinates.find((_, at) => Math.abs(correlation(standard, kept[at] ?? standard)) > 0.98);
    if (twin) {
      left[name] = `repeats ${twin.feature} on this log`;
      continue;
    }
    coordinates.push({ feature: name, transform: distance, low, high, centre, spread });
    kept.push(standard);
  }
  const covariance = kept.map((one) => kept.map((other) => correlation(one, other)));
  const { values, vectors } = eigen(covariance);
  const total = values.reduce((sum, value) => sum + value, 0);
  let share = 0;
  const components: (readonly number[])[] = [];
  for (const [at, value] of values.entries()) {
    if (share >= keptVariance) break;
    share += value / total;
    components.push(vectors[at] ?? []);
  }
  return { coordinates, left, components, kept: share };
}

/** Every coordinate of every customer, before rotation. */
export const standardised = ({ coordinates }: Preparation, columns: Columns): readonly Float64Array[] =>
  coordinates.map(({ feature, transform, low, high, centre, spread }) =>
    transformed(columns[feature] ?? new Float64Array(), transform).map(
      (value) => (Math.min(Math.max(value, low), high) - centre) / spread,
    ),
  );

/** Every customer's place: n rows of `components.length` numbers, row by row. */
export function project(preparation: Preparation, columns: Columns): Float64Array {
  const { components } = preparation;
  const standard = standardised(preparation, columns);
  const count = standard[0]?.length ?? 0;
  const places = new Float64Array(count * components.length);
  for (let row = 0; row < count; row++)
    for (const [at, weights] of components.entries()) {
      let sum = 0;
      for (const [index, weight] of weights.entries()) sum += weight * (standard[index]?.[row] ?? 0);
      places[row * components.length + at] = sum;
    }
  return places;
}

/** Steps of a rounded logarithm: a power of two, so that rounding is exact. */
export const logSteps = 2 ** 20;

/** Engines' logarithms differ by a unit in the last place; rounded, they are the same. */
export const shaped = (value: number, transform: Coordinate["transform"]): number =>
  transform === "log" ? Math.floor(Math.log(1 + Math.max(0, value)) * logSteps + 0.5) / logSteps : value;

const transformed = (values: Float64Array, transform: Coordinate["transform"]): Float64Array =>
  values.map((value) => shaped(value, transform));

/** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at - Math.floor(at));
}

const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Of two standardised columns. */
function correlation(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum / Math.max(1, a.length);
}

/**
 * Eigenvalues, largest first, and unit eigenvectors of a symmetric matrix, by cyclic Jacobi rotations (Golub and Van Loan,
 * Matrix Computations, section 8.5). Each vector's largest entry is positive, so that signs do not depend on the path.
 */
export function eigen(symmetric: readonly (readonly number[])[]): {
  readonly values: readonly number[];
  readonly vectors: readonly (readonly number[])[];
} {
  const n = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const v = a.map((_, row) => a.map((__, column) => (row === column ? 1 : 0)));
  const get = (matrix: number[][], row: number, column: number) => matrix[row]?.[column] ?? 0;
  const set = (matrix: number[][], row: number, column: number, value: number) => {
    const line = matrix[row];
    if (line) line[column] = value;
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += get(a, p, q) ** 2;
    if (off < 1e-22) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(get(a, p, q)) < 1e-300) continue;
        const theta = (get(a, q, q) - get(a, p, p)) / (2 * get(a, p, q));
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [kp, kq] = [get(a, k, p), get(a, k, q)];
          set(a, k, p, c * kp - s * kq);
          set(a, k, q, s * kp + c * kq);
        }
        for (let k = 0; k < n; k++) {
          const [pk, qk] = [get(a, p, k), get(a, q, k)];
          set(a, p, k, c * pk - s * qk);
          set(a, q, k, s * pk + c * qk);
          const [vp, vq] = [get(v, k, p), get(v, k, q)];
          set(v, k, p, c * vp - s * vq);
          set(v, k, q, s * vp + c * vq);
        }
      }
  }
  const order = a.map((_, at) => at).sort((x, y) => get(a, y, y) - get(a, x, x));
  return {
    values: order.map((at) => get(a, at, at)),
    vectors: order.map((at) => {
      const vector = v.map((row) => row[at] ?? 0);
      const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) + 1e-12 ? value : best), 0);
      return largest < 0 ? vector.map((value) => -value) : vector;
    }),
  };
}
