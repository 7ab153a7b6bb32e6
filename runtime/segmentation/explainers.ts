import type { Chance } from "./clustering";
import { type Columns, type Preparation, standardised } from "./preparation";
import { grow, labelOf } from "./tree";

/** What a model may learn from: features of customers, and the segment of each. */
interface Lesson {
  readonly columns: Columns;
  readonly labels: Int32Array;
  readonly names: readonly string[];
  readonly k: number;
  readonly preparation: Preparation;
}
type Learn = (lesson: Lesson, chance: Chance) => (others: Columns) => Int32Array;

/** Simple models of a segmentation. All but the tree see standardised features; the tree sees them in their own units. */
export const explainers: Readonly<Record<string, Learn>> = {
  "shallow tree": ({ columns, labels, names, k }) => {
    const tree = grow(columns, labels, names, k, { depth: 5, fewest: 20 });
    return (others) =>
      Int32Array.from({ length: others[names[0] ?? ""]?.length ?? 0 }, (_, row) => labelOf(tree, others, row));
  },
  "nearest neighbours": (lesson) => {
    const known = places(lesson, lesson.columns);
    return (others) => places(lesson, others).reduceRows((row) => mostOf(nearest(known, row), lesson));
  },
  "support vector machine": (lesson, chance) => linear(lesson, hinge(lesson, chance)),
  "linear model": (lesson) => linear(lesson, leastSquares(lesson)),
};

/** Standardised features with a constant behind them, row by row. */
function places({ preparation }: Lesson, columns: Columns) {
  const standard = standardised(preparation, columns);
  const d = standard.length + 1;
  const rows = standard[0]?.length ?? 0;
  const at = (row: number) => Float64Array.from({ length: d }, (_, column) => standard[column]?.[row] ?? 1);
  return {
    d,
    rows,
    at,
    reduceRows: (tell: (row: Float64Array) => number) => Int32Array.from({ length: rows }, (_, row) => tell(at(row))),
  };
}
type Places = ReturnType<typeof places>;

const neighbours = 15;

function nearest(known: Places, place: Float64Array): readonly number[] {
  const found: { row: number; far: number }[] = [];
  for (let row = 0; row < known.rows; row++) {
    const far = known.at(row).reduce((sum, value, at) => sum + (value - (place[at] ?? 0)) ** 2, 0);
    if (found.length === neighbours && far >= (found.at(-1)?.far ?? 0)) continue;
    found.push({ row, far });
    found.sort((a, b) => a.far - b.far || a.row - b.row);
    found.length = Math.min(found.length, neighbours);
  }
  return found.map(({ row }) => row);
}

function mostOf(rows: readonly number[], { labels, k }: Lesson): number {
  const votes = new Int32Array(k);
  for (const row of rows) votes[labels[row] ?? 0] = (votes[labels[row] ?? 0] ?? 0) + 1;
  return votes.indexOf(Math.max(...votes));
}

/** The segment whose weights score highest. */
function linear(lesson: Lesson, weights: readonly Float64Array[]): (others: Columns) => Int32Array {
  return (others) =>
    places(lesson, others).reduceRows((row) => {
      const scores = weights.map((each) => each.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), 0));
      return scores.indexOf(Math.max(...scores));
    });
}

const regularised = 1e-4;
const epochs = 20;

/** One against the rest, by Pegasos (Shalev-Shwartz et al. 2011, doi:10.1007/s10107-010-0420-4). */
function hinge(lesson: Lesson, chance: Chance): readonly Float64Array[] {
  const known = places(lesson, lesson.columns);
  const rows = Array.from({ length: known.rows }, (_, row) => known.at(row));
  return Array.from({ length: lesson.k }, (_, segment) => {
    const weights = new Float64Array(known.d);
    const mean = new Float64Array(known.d);
    let step = 0;
    for (let round = 0; round < epochs * rows.length; round++) {
      step++;
      const at = Math.floor(chance() * rows.length);
      const row = rows[at] ?? weights;
      const side = lesson.labels[at] === segment ? 1 : -1;
      const rate = 1 / (regularised * (step + 1 / regularised));
      const margin = side * row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), 0);
      for (let column = 0; column < known.d; column++) {
        weights[column] =
          (1 - rate * regularised) * (weights[column] ?? 0) + (margin < 1 ? rate * side * (row[column] ?? 0) : 0);
        mean[column] = (mean[column] ?? 0) + (weights[column] ?? 0);
      }
    }
    return mean.map((sum) => sum / Math.max(1, step));
  });
}

/** One against the rest, by least squares with a little ridge. */
function leastSquares(lesson: Lesson): readonly Float64Array[] {
  const known = places(lesson, lesson.columns);
  const d = known.d;
  const normal = Array.from({ length: d }, (_, at) => new Float64Array(d + lesson.k).fill(0).fill(1e-3, at, at + 1));
  for (let at = 0; at < known.rows; at++) {
    const row = known.at(at);
    for (let i = 0; i < d; i++) {
      const line = normal[i];
      if (!line) continue;
      for (let j = 0; j < d; j++) line[j] = (line[j] ?? 0) + (row[i] ?? 0) * (row[j] ?? 0);
      const label = d + (lesson.labels[at] ?? 0);
      line[label] = (line[label] ?? 0) + (row[i] ?? 0);
    }
  }
  const solved = eliminated(normal, d);
  return Array.from({ length: lesson.k }, (_, segment) =>
    Float64Array.from({ length: d }, (__, at) => solved[at]?.[d + segment] ?? 0),
  );
}

/** Gauss and Jordan with the largest pivot. */
function eliminated(lines: readonly Float64Array[], d: number): readonly Float64Array[] {
  const matrix = [...lines];
  for (let at = 0; at < d; at++) {
    const pivot = matrix.reduce(
      (best, line, row) => (row >= at && Math.abs(line[at] ?? 0) > Math.abs(matrix[best]?.[at] ?? 0) ? row : best),
      at,
    );
    [matrix[at], matrix[pivot]] = [matrix[pivot] ?? new Float64Array(), matrix[at] ?? new Float64Array()];
    const line = matrix[at] ?? new Float64Array();
    const scaled = line.map((value) => value / (line[at] === 0 ? 1e-12 : (line[at] ?? 1)));
    matrix[at] = scaled;
    for (const [row, other] of matrix.entries()) {
      if (row === at) continue;
      const factor = other[at] ?? 0;
      matrix[row] = other.map((value, column) => value - factor * (scaled[column] ?? 0));
    }
  }
  return matrix;
}
