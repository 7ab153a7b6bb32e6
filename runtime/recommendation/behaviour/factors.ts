import { solve } from "./cholesky";
import { type Histories, historyOf, transposed, usersIn } from "./histories";

/** Numbers in one vector. */
export const dimensions = 64;
const rounds = 12;
/** Grows with how much is known, so that one value serves everybody. */
const penalty = 0.02;

/**
 * Vectors of items, one behind the other, from which the vector of whoever dealt with some of them follows in closed form: no person's is kept.
 * `unseen` is what an item counts that was not dealt with, beside 1 for one that was.
 *
 * Implicit alternating least squares (Hu, Koren and Volinsky 2008, doi:10.1109/ICDM.2008.22), in the form and with the frequency-scaled
 * penalty of Rendle et al. (2021, arXiv:2110.14037). `chance` draws the beginning. Costs, each round, interactions × d² + items × d³.
 */
export function factors(all: Histories, unseen: number, chance: () => number): Float32Array {
  const buyers = transposed(all);
  let items: Float32Array = Float32Array.from(
    { length: all.width * dimensions },
    () => ((chance() - 0.5) * 0.3) / Math.sqrt(dimensions),
  );
  for (let round = 0; round < rounds; round++) {
    const people = solved(all, items, unseen);
    items = solved(buyers, people, unseen);
  }
  return items;
}

/** The vectors of one side that fit best to those of the other. */
function solved(rows: Histories, others: Float32Array, unseen: number): Float32Array {
  const fit = fitter(others, unseen);
  const found = new Float32Array(usersIn(rows) * dimensions);
  for (let row = 0; row < usersIn(rows); row++) found.set(fit(historyOf(rows, row)), row * dimensions);
  return found;
}

/** The vector that fits best to a set of items, by their numbers; its working memory is kept between calls. */
export function fitter(items: Float32Array, unseen: number): (history: ArrayLike<number>) => Float64Array {
  const count = items.length / dimensions;
  const everywhere = new Float64Array(dimensions * dimensions);
  for (let item = 0; item < count; item++) addSquare(everywhere, items, item, unseen);
  const matrix = new Float64Array(dimensions * dimensions);
  return (history) => {
    const vector = new Float64Array(dimensions);
    if (history.length === 0) return vector;
    matrix.set(everywhere);
    for (let at = 0; at < history.length; at++) {
      const item = history[at] ?? 0;
      addSquare(matrix, items, item, 1);
      for (let place = 0; place < dimensions; place++)
        vector[place] = (vector[place] ?? 0) + (items[item * dimensions + place] ?? 0);
    }
    const ridge = penalty * (history.length + unseen * count);
    for (let place = 0; place < dimensions; place++)
      matrix[place * dimensions + place] = (matrix[place * dimensions + place] ?? 0) + ridge;
    solve(matrix, vector, dimensions);
    return vector;
  };
}

/** Adds weight · v vᵀ of one item to the lower triangle. */
function addSquare(matrix: Float64Array, items: Float32Array, item: number, weight: number): void {
  const from = item * dimensions;
  for (let row = 0; row < dimensions; row++) {
    const value = weight * (items[from + row] ?? 0);
    const start = row * dimensions;
    for (let column = 0; column <= row; column++)
      matrix[start + column] = (matrix[start + column] ?? 0) + value * (items[from + column] ?? 0);
  }
}

/** How well a vector fits to one item. */
export function fit(vector: Float64Array, items: Float32Array, item: number): number {
  const from = item * dimensions;
  let sum = 0;
  for (let place = 0; place < dimensions; place++) sum += (vector[place] ?? 0) * (items[from + place] ?? 0);
  return sum;
}
