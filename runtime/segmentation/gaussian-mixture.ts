import { type Chance, type Points, kMeans, nearestCentres } from "./clustering";

interface Component {
  readonly share: number;
  readonly mean: Float64Array;
  /** Lower triangle of the covariance's Cholesky factor, row by row. */
  readonly factor: Float64Array;
}

const rounds = 40;
/** Added to every variance, so that a component cannot shrink to a point. */
const ridge = 1e-3;

/**
 * A mixture of k normal distributions with full covariances, fitted by expectation and maximisation from k-means' centres
 * (Dempster, Laird and Rubin 1977, doi:10.1111/j.2517-6161.1977.tb01600.x). Answers the likeliest component of other points.
 */
export function gaussianMixture(points: Points, k: number, chance: Chance): (others: Points) => Int32Array {
  const { values, dimensions: d } = points;
  const n = values.length / d;
  const labels = nearestCentres(points, kMeans(points, k, chance, 3));
  let weights = new Float64Array(n * k);
  for (const [row, label] of labels.entries()) weights[row * k + label] = 1;
  let components: readonly Component[] = [];
  let before = -Infinity;
  for (let round = 0; round < rounds; round++) {
    components = Array.from({ length: k }, (_, at) => maximised(points, weights, k, at));
    const next = new Float64Array(n * k);
    let likelihood = 0;
    const logs = new Float64Array(k);
    for (let row = 0; row < n; row++) {
      for (const [at, component] of components.entries()) logs[at] = logDensity(component, values, row * d, d);
      const most = Math.max(...logs);
      const sum = logs.reduce((total, log) => total + Math.exp(log - most), 0);
      likelihood += most + Math.log(sum);
      for (let at = 0; at < k; at++) next[row * k + at] = Math.exp((logs[at] ?? 0) - most) / sum;
    }
    weights = next;
    if (likelihood - before < 1e-4 * n) break;
    before = likelihood;
  }
  return (others) =>
    Int32Array.from({ length: others.values.length / d }, (_, row) => {
      let [best, most] = [0, -Infinity];
      for (const [at, component] of components.entries()) {
        const log = logDensity(component, others.values, row * d, d);
        if (log > most) [best, most] = [at, log];
      }
      return best;
    });
}

function maximised({ values, dimensions: d }: Points, weights: Float64Array, k: number, at: number): Component {
  const n = values.length / d;
  const mean = new Float64Array(d);
  let total = 1e-9;
  for (let row = 0; row < n; row++) {
    const weight = weights[row * k + at] ?? 0;
    total += weight;
    for (let i = 0; i < d; i++) mean[i] = (mean[i] ?? 0) + weight * (values[row * d + i] ?? 0);
  }
  for (let i = 0; i < d; i++) mean[i] = (mean[i] ?? 0) / total;
  const covariance = new Float64Array(d * d);
  for (let row = 0; row < n; row++) {
    const weight = weights[row * k + at] ?? 0;
    if (weight === 0) continue;
    for (let i = 0; i < d; i++) {
      const gap = weight * ((values[row * d + i] ?? 0) - (mean[i] ?? 0));
      for (let j = 0; j <= i; j++)
        covariance[i * d + j] = (covariance[i * d + j] ?? 0) + gap * ((values[row * d + j] ?? 0) - (mean[j] ?? 0));
    }
  }
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) covariance[i * d + j] = (covariance[i * d + j] ?? 0) / total + (i === j ? ridge : 0);
  return { share: total / n, mean, factor: cholesky(covariance, d) };
}

/** In place of the lower triangle; the upper one is left alone. */
function cholesky(matrix: Float64Array, d: number): Float64Array {
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j] ?? 0;
      for (let at = 0; at < j; at++) sum -= (matrix[i * d + at] ?? 0) * (matrix[j * d + at] ?? 0);
      matrix[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[j * d + j] ?? 1);
    }
  return matrix;
}

/** Up to a constant that all components share. */
function logDensity({ share, mean, factor }: Component, values: Float64Array, from: number, d: number): number {
  let [log, distance] = [Math.log(share), 0];
  const solved = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    let gap = (values[from + i] ?? 0) - (mean[i] ?? 0);
    for (let j = 0; j < i; j++) gap -= (factor[i * d + j] ?? 0) * (solved[j] ?? 0);
    const diagonal = factor[i * d + i] ?? 1;
    solved[i] = gap / diagonal;
    distance += (solved[i] ?? 0) ** 2;
    log -= Math.log(diagonal);
  }
  return log - distance / 2;
}
