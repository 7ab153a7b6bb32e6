/** Where candidates come from; each list is an opinion, and its rank is its reason. */
export const sources = ["image", "words", "behaviour", "follows", "trend"] as const;
export type Source = (typeof sources)[number];

/**
 * How much each opinion counts: what was seen and said now most. Neighbouring ranks of one list differ by about 1/3600, so a
 * trend can move an item by three ranks: it breaks ties, and what many like never stands before what looks most alike.
 */
const weights: Readonly<Record<Source, number>> = { image: 1, words: 1, behaviour: 0.6, follows: 0.5, trend: 0.05 };

/** One opinion: item ids, best first. */
export interface CandidateList {
  readonly source: Source;
  readonly ids: readonly string[];
}

export interface Fused {
  readonly id: string;
  /** Sum over lists of weight / (60 + rank), rank from 1. */
  readonly score: number;
  readonly ranks: Partial<Readonly<Record<Source, number>>>;
}

/**
 * Reciprocal rank fusion: only ranks count, so lists of different scales need no calibration. Best first, ties by id.
 * Source: Cormack, Clarke and Büttcher (2009), doi:10.1145/1571941.1572114, with their constant of 60.
 */
export function fuse(lists: readonly CandidateList[]): readonly Fused[] {
  const fused = new Map<string, { score: number; ranks: Partial<Record<Source, number>> }>();
  for (const { source, ids } of lists) {
    for (const [index, id] of ids.entries()) {
      const entry = fused.get(id) ?? { score: 0, ranks: {} };
      if (entry.ranks[source] === undefined) {
        entry.score += weights[source] / (60 + index + 1);
        entry.ranks[source] = index + 1;
      }
      fused.set(id, entry);
    }
  }
  return [...fused]
    .map(([id, entry]) => ({ id, ...entry }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}
