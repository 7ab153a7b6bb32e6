import { type Interval, aroundMean, mean } from "../intervals";
import { type Histories, frequencies, historyOf, usersIn } from "./histories";

/** What was proposed to one user, best first, and what they dealt with in truth. */
export interface Judged {
  readonly proposed: ArrayLike<number>;
  readonly wanted: ArrayLike<number>;
}

/** A figure with its 95 % interval over users. */
export interface Estimate {
  readonly value: number;
  readonly interval: Interval;
}

/** What a list of proposals is worth, each a mean over users. */
export interface ListFigures {
  readonly users: number;
  /** Binary relevance, discount log2(rank + 1), ideal of min(k, wanted) hits (Järvelin and Kekäläinen 2002). */
  readonly ndcg: Estimate;
  /** Hits of k. */
  readonly precision: Estimate;
  /** Hits of what was wanted. */
  readonly recall: Estimate;
  /** Users with a hit. */
  readonly hitRate: Estimate;
  /** Share of all items that anybody was proposed. */
  readonly coverage: number;
  /** Mean surprise of a proposed item: -log2 of the share of users who dealt with it (Zhou et al. 2010). */
  readonly novelty: number;
  /** One minus the mean cosine between items of one list, by who dealt with them. */
  readonly diversity: number;
  /** Share of all proposals that fell to the items which make up the most frequent fifth, the next three and the last. */
  readonly exposure: Readonly<Record<ItemGroup, Estimate>>;
  /** What share of dealings fell to those groups: what exposure is to be held against. */
  readonly demand: Readonly<Record<ItemGroup, number>>;
  /** The same nDCG for those of whom at most {@link few} items are known; undefined where there is nobody. */
  readonly coldNdcg: (Estimate & { readonly users: number }) | undefined;
}

export const itemGroups = ["frequent", "middle", "rare"] as const;
export type ItemGroup = (typeof itemGroups)[number];
/** Items known of somebody who counts as new. */
export const few = 5;

const ndcg = ({ proposed, wanted }: Judged, k: number): number => {
  const hits = new Set(Array.from(wanted));
  let [gain, ideal] = [0, 0];
  for (let rank = 0; rank < k; rank++) {
    const discount = 1 / Math.log2(rank + 2);
    if (rank < proposed.length && hits.has(proposed[rank] ?? -1)) gain += discount;
    if (rank < hits.size) ideal += discount;
  }
  return ideal === 0 ? 0 : gain / ideal;
};

/** Mean nDCG of the first `k`; 0 for nobody. */
export const meanNdcg = (judged: readonly Judged[], k: number): number =>
  judged.reduce((sum, each) => sum + ndcg(each, k), 0) / Math.max(1, judged.length);

/** Figures of proposals to the users of `learnt`, `judged[u]` of user `u`; users of whom nothing was wanted do not count. */
export function listFigures(judged: readonly (Judged | undefined)[], learnt: Histories, k: number): ListFigures {
  const frequency = frequencies(learnt);
  const group = groupsOf(frequency);
  const cosine = cosinesAmong(learnt, frequency);
  const asked = judged.flatMap((each, user) => (each && each.wanted.length > 0 ? [{ user, ...each }] : []));
  const lists = asked.map(({ proposed }) => Array.from(proposed).slice(0, k));
  const hits = asked.map(({ wanted }, at) => {
    const right = new Set(Array.from(wanted));
    return (lists[at] ?? []).filter((item) => right.has(item)).length;
  });
  const slots = lists.flat();
  const share = (of: ItemGroup) =>
    estimate(
      lists
        .filter((list) => list.length > 0)
        .map((list) => list.filter((item) => group[item] === of).length / list.length),
    );
  const cold = asked.filter(({ user }) => historyOf(learnt, user).length <= few);
  const people = Math.max(1, usersIn(learnt));
  const total = Math.max(1, learnt.items.length);
  return {
    users: asked.length,
    ndcg: estimate(asked.map((each) => ndcg(each, k))),
    precision: estimate(hits.map((count) => count / k)),
    recall: estimate(hits.map((count, at) => count / Math.max(1, asked[at]?.wanted.length ?? 0))),
    hitRate: estimate(hits.map((count) => (count > 0 ? 1 : 0))),
    coverage: new Set(slots).size / Math.max(1, learnt.width),
    novelty: mean(slots.map((item) => -Math.log2(Math.max(1, frequency[item] ?? 0) / people))),
    diversity: 1 - mean(lists.slice(0, 2000).flatMap((list) => pairsOf(list).map(([a, b]) => cosine(a, b)))),
    exposure: { frequent: share("frequent"), middle: share("middle"), rare: share("rare") },
    demand: Object.fromEntries(
      itemGroups.map((of) => [
        of,
        frequency.reduce((sum, count, item) => sum + (group[item] === of ? count : 0), 0) / total,
      ]),
    ) as Record<ItemGroup, number>,
    coldNdcg: cold.length === 0 ? undefined : { ...estimate(cold.map((each) => ndcg(each, k))), users: cold.length },
  };
}

/** By frequency: the first fifth of the items, the three that follow, the last. */
function groupsOf(frequency: Float64Array): readonly ItemGroup[] {
  const groups: ItemGroup[] = Array.from(frequency, () => "middle");
  const order = Array.from(frequency.keys()).sort((a, b) => (frequency[b] ?? 0) - (frequency[a] ?? 0) || a - b);
  for (const [at, item] of order.entries())
    groups[item] = at < order.length / 5 ? "frequent" : at < (order.length * 4) / 5 ? "middle" : "rare";
  return groups;
}

/** Users are many, and independent. */
const estimate = (values: readonly number[]): Estimate => ({ value: mean(values), interval: aroundMean(values) });

const pairsOf = (list: readonly number[]): readonly (readonly [number, number])[] =>
  list.flatMap((a, at) => list.slice(at + 1).map((b) => [a, b] as const));

/** Cosine of two items by their users, computed when asked for. */
function cosinesAmong(learnt: Histories, frequency: Float64Array): (a: number, b: number) => number {
  const buyers = new Map<number, Set<number>>();
  for (let user = 0; user < usersIn(learnt); user++)
    for (const item of historyOf(learnt, user)) {
      const known = buyers.get(item) ?? new Set<number>();
      known.add(user);
      buyers.set(item, known);
    }
  return (a, b) => {
    const [one, other] = [buyers.get(a), buyers.get(b)];
    if (!one || !other) return 0;
    const [small, large] = one.size < other.size ? [one, other] : [other, one];
    let both = 0;
    for (const user of small) if (large.has(user)) both++;
    return both / Math.sqrt((frequency[a] ?? 1) * (frequency[b] ?? 1));
  };
}
