import { factorise, solve } from "./cholesky";
import { type CoOccurrence, nearestCompanions } from "./co-occurrence";
import { type ItemLinks, linksTo } from "./item-links";

export interface RidgeSettings {
  /** How many companions an item is explained from; all of them where there are no more items than this. */
  readonly neighbours: number;
  /** Added to the diagonal: what keeps rare items from explaining anything. */
  readonly penalty: number;
  /** Added in proportion to an item's own frequency, as learning with items left out at random would. */
  readonly dropout: number;
}

/**
 * How strongly each item follows from others: a ridge regression of every item on its nearest companions, in closed form. Over all items
 * this is EASE (Steck 2019, doi:10.1145/3308558.3313710), with `dropout` EDLAE (Steck 2020); restricted to companions, as fsSLIM does (Ning
 * and Karypis 2011, doi:10.1109/ICDM.2011.134), it costs neighbours³ an item instead of items³ for all, and memory for the links
 * alone, so that there is no number of items beyond which another method is needed.
 */
export function ridge(pairs: CoOccurrence, settings: RidgeSettings): ItemLinks {
  return pairs.own.length <= settings.neighbours ? whole(pairs, settings) : nearby(pairs, settings);
}

function nearby(pairs: CoOccurrence, { neighbours, penalty, dropout }: RidgeSettings): ItemLinks {
  const { own, beside } = pairs;
  const width = own.length;
  const places = new Int32Array(width).fill(-1);
  const matrix = new Float64Array(neighbours * neighbours);
  return linksTo(width, (target) => {
    const items = nearestCompanions(pairs, target, neighbours);
    const size = items.length;
    for (const [place, item] of items.entries()) places[item] = place;
    const sides = new Float64Array(size);
    const toTarget = beside(target);
    for (const [at, item] of toTarget.items.entries()) {
      const place = places[item] ?? -1;
      if (place >= 0) sides[place] = toTarget.strengths[at] ?? 0;
    }
    for (const [row, item] of items.entries()) {
      matrix.fill(0, row * size, (row + 1) * size);
      const near = beside(item);
      for (let at = 0; at < near.items.length; at++) {
        const column = places[near.items[at] ?? 0] ?? -1;
        if (column >= 0) matrix[row * size + column] = near.strengths[at] ?? 0;
      }
      const frequency = own[item] ?? 0;
      matrix[row * size + row] = frequency + penalty + dropout * frequency;
    }
    for (const item of items) places[item] = -1;
    solve(matrix, sides, size);
    return { items, strengths: sides };
  });
}

/** From all items at once: with P the inverse of the penalised counts, `links(i, j) = -P(i, j) / P(j, j)` (Steck 2019, eq. 8). */
function whole({ own, beside }: CoOccurrence, { penalty, dropout }: RidgeSettings): ItemLinks {
  const size = own.length;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const { items, strengths } = beside(row);
    for (const [at, item] of items.entries()) matrix[row * size + item] = strengths[at] ?? 0;
    matrix[row * size + row] = (own[row] ?? 0) * (1 + dropout) + penalty;
  }
  factorise(matrix, size);
  const inverse = invertTriangle(matrix, size);
  const sides = new Float64Array(size);
  return linksTo(size, (target) => {
    sides.fill(0);
    for (let row = target; row < size; row++) {
      const weight = inverse[row * size + target] ?? 0;
      const start = row * size;
      for (let column = 0; column <= row; column++)
        sides[column] = (sides[column] ?? 0) + weight * (inverse[start + column] ?? 0);
    }
    const scale = -1 / (sides[target] ?? Number.NaN);
    const items = Uint32Array.from(sides.keys()).filter((item) => item !== target);
    return { items, strengths: Float64Array.from(items, (item) => (sides[item] ?? 0) * scale) };
  });
}

/** The inverse of a lower triangle, by rows: each is a combination of those above it. */
function invertTriangle(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const start = row * size;
    const scale = 1 / (matrix[start + row] ?? Number.NaN);
    for (let above = 0; above < row; above++) {
      const weight = (matrix[start + above] ?? 0) * scale;
      const other = above * size;
      for (let column = 0; column <= above; column++)
        inverse[start + column] = (inverse[start + column] ?? 0) - weight * (inverse[other + column] ?? 0);
    }
    inverse[start + row] = scale;
  }
  return inverse;
}
