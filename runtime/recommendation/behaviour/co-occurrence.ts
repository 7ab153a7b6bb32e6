import { type Histories, historyOf, transposed, usersIn } from "./histories";
import type { Links } from "./item-links";

/** Which items the same users dealt with, and how often: symmetric, without its diagonal, which is `own`. */
export interface CoOccurrence {
  readonly own: Float64Array;
  /** The items seen together with one, and how much; the strongest alone where there are too many to keep. */
  readonly beside: (item: number) => Links;
}

/** Of a history longer than this only the newest end counts: nobody chose thousands of things, programs do. */
export const longestHistory = 500;

/** Pairs that are kept at most, 8 bytes each. */
const mostPairs = 40_000_000;

/**
 * Counts pairs, each user's with the weight `length^-evenness`, normalised to a mean of 1: with evenness 0 everybody counts alike, with
 * 1 those who bought much count as little in each pair. Memory is bounded by {@link mostPairs}: of an item with more
 * companions than its share the most frequent are kept.
 */
export function coOccurrence(all: Histories, evenness: number): CoOccurrence {
  const { width } = all;
  const newest = (user: number) => historyOf(all, user).subarray(-longestHistory);
  const users = usersIn(all);
  const weights = new Float64Array(users);
  for (let user = 0; user < users; user++) weights[user] = Math.max(1, newest(user).length) ** -evenness;
  const mean = weights.reduce((sum, each) => sum + each, 0) / Math.max(1, users);
  const share = Math.max(200, Math.floor(mostPairs / Math.max(1, width)));

  const buyers = transposed(all);
  const own = new Float64Array(width);
  const sums = new Float64Array(width);
  const rows: Links[] = [];
  for (let item = 0; item < width; item++) {
    const touched: number[] = [];
    for (const user of historyOf(buyers, item)) {
      const history = newest(user);
      const weight = (weights[user] ?? 0) / mean;
      for (let at = 0; at < history.length; at++) {
        const other = history[at] ?? 0;
        const sum = sums[other] ?? 0;
        if (sum === 0) touched.push(other);
        sums[other] = sum + weight;
      }
    }
    own[item] = sums[item] ?? 0;
    const others = touched.filter((other) => other !== item);
    const kept =
      others.length > share ? others.sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0)).slice(0, share) : others;
    const items = Uint32Array.from(kept).sort();
    rows.push({ items, strengths: Float32Array.from(items, (other) => sums[other] ?? 0) });
    for (const other of touched) sums[other] = 0;
  }
  const none: Links = { items: new Uint32Array(), strengths: new Float32Array() };
  return { own, beside: (item) => rows[item] ?? none };
}

/** The companions of an item by cosine, the nearest first, at most `count`; ties by number. */
export function nearestCompanions({ own, beside }: CoOccurrence, item: number, count: number): Uint32Array {
  const { items, strengths } = beside(item);
  const nearness = Float64Array.from(items, (other, at) => (strengths[at] ?? 0) / Math.sqrt(own[other] ?? 1));
  const order = Uint32Array.from(items.keys());
  if (order.length > count) order.sort((a, b) => (nearness[b] ?? 0) - (nearness[a] ?? 0) || a - b);
  return order.subarray(0, count).map((at) => items[at] ?? 0);
}
