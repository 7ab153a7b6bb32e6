import { coOccurrence, nearestCompanions } from "./co-occurrence";
import { type Histories, frequencies } from "./histories";
import { linksTo } from "./item-links";
import { type BehaviourSettings, proposer } from "./model";

/** Answers to a history: numbers of items, best first. */
export type Ranker = (history: ArrayLike<number>, count: number) => readonly number[];

/** The same for everybody: what most dealt with, but what one has. */
export function popularity(all: Histories): Ranker {
  const frequency = frequencies(all);
  const order = Array.from(frequency.keys()).sort((a, b) => (frequency[b] ?? 0) - (frequency[a] ?? 0) || a - b);
  return (history, count) => {
    const own = new Set(Array.from(history));
    const list: number[] = [];
    for (let at = 0; at < order.length && list.length < count; at++) {
      const item = order[at] ?? 0;
      if (!own.has(item)) list.push(item);
    }
    return list;
  };
}

/** The plain peer: the hundred nearest items of each by cosine, summed over the history. */
export function nearestItems(all: Histories): Ranker {
  const pairs = coOccurrence(all, 0);
  const links = linksTo(all.width, (target) => {
    const items = nearestCompanions(pairs, target, 100);
    const { items: beside, strengths } = pairs.beside(target);
    const counts = new Map(Array.from(beside, (item, at) => [item, strengths[at] ?? 0]));
    const cosines = Float64Array.from(
      items,
      (item) => (counts.get(item) ?? 0) / Math.sqrt((pairs.own[item] ?? 1) * (pairs.own[target] ?? 1)),
    );
    return { items, strengths: cosines };
  });
  const answer = proposer({ names: Array.from(pairs.own, () => ""), links, vectors: undefined, settings: plain });
  return (history, count) => answer(history, count).map(({ item }) => item);
}

const plain: BehaviourSettings = {
  neighbours: 100,
  penalty: 0,
  dropout: 0,
  evenness: 0,
  decay: 1,
  transitions: 0,
  factors: 0,
  unseen: 0,
};

/** A ranker's answers, filled up by another's where it has too few. */
export const filledUp =
  (first: Ranker, second: Ranker): Ranker =>
  (history, count) => {
    const list = first(history, count);
    if (list.length >= count) return list;
    const there = new Set(list);
    const rest = second(history, count * 2).filter((item) => !there.has(item));
    return [...list, ...rest].slice(0, count);
  };
