/** Where candidates come from; each list is an opinion, and its rank is its reason. */
export const sources = ["image", "words", "meaning", "behaviour", "follows", "trend"] as const;
export type Source = (typeof sources)[number];

/**
 * How much each opinion counts: what was seen and said now most. Neighbouring ranks of one list differ by about 1/3600, so a
 * trend can move an item by three ranks: it breaks ties, and what many like never stands before what looks most alike.
 */
const weights: Readonly<Record<Source, number>> = {
  image: 1,
  words: 1,
  meaning: 0.6,
  behaviour: 0.6,
  follows: 0.5,
  trend: 0.05,
};

/** One opinion: items by whatever names them, best first. */
export interface CandidateList<Name = string> {
  readonly source: Source;
  readonly items: readonly Name[];
  /** The rank of each, from 1, where equals share one; their places when it is left out. */
  readonly ranks?: readonly number[];
}

/** What one list says of an item. */
export interface Vote {
  readonly source: Source;
  /** From 1. */
  readonly rank: number;
}

export interface Fused<Name = string> {
  readonly item: Name;
  /** Sum over votes of weight / (60 + rank). */
  readonly score: number;
  /** One from each list that names it, in the order of the lists. */
  readonly votes: readonly Vote[];
}

/**
 * Reciprocal rank fusion: only ranks count, so lists of different scales need no calibration. Best first, ties by name.
 * Source: Cormack, Clarke and Büttcher (2009), doi:10.1145/1571941.1572114, with their constant of 60.
 */
export function fuse<Name extends string | number>(lists: readonly CandidateList<Name>[]): readonly Fused<Name>[] {
  const fused = new Map<Name, Counting<Name>>();
  for (const list of lists) count(list, fused);
  return inOrder([...fused.values()]);
}

/** A ranking with the vote of one more list, which brings in nothing new. */
export function added<Name extends string | number>(
  ranking: readonly Fused<Name>[],
  { source, items }: CandidateList<Name>,
): readonly Fused<Name>[] {
  const ranks = new Map(items.map((item, at) => [item, at + 1]));
  return inOrder(
    ranking.map((each) => {
      const rank = ranks.get(each.item);
      if (rank === undefined) return each;
      const vote = { source, rank };
      return { item: each.item, score: each.score + worth(vote), votes: [...each.votes, vote] };
    }),
  );
}

interface Counting<Name> extends Fused<Name> {
  score: number;
  readonly votes: Vote[];
}

/** What a vote counts for. */
export const worth = ({ source, rank }: Vote): number => weights[source] / (60 + rank);

function count<Name>({ source, items, ranks }: CandidateList<Name>, into: Map<Name, Counting<Name>>): void {
  for (const [index, item] of items.entries()) {
    let entry = into.get(item);
    if (!entry) into.set(item, (entry = { item, score: 0, votes: [] }));
    if (entry.votes.at(-1)?.source === source) continue; // a list that names something twice has one vote
    const vote = { source, rank: ranks?.[index] ?? index + 1 };
    entry.score += worth(vote);
    entry.votes.push(vote);
  }
}

const inOrder = <Name extends string | number>(fused: readonly Fused<Name>[]) =>
  [...fused].sort((a, b) => b.score - a.score || (a.item < b.item ? -1 : 1));
