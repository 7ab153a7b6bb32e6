import { coOccurrence } from "./co-occurrence";
import { chanceFrom } from "../../segmentation/chance";
import { factors, fit, fitter } from "./factors";
import { falling } from "./falling";
import type { Named } from "./histories";
import { type ItemLinks, added, linkBetween, strongest } from "./item-links";
import { ridge } from "./ridge";
import { transitions } from "./transitions";

/** Everything that is chosen, on validation, and nothing else. */
export interface BehaviourSettings {
  readonly neighbours: number;
  readonly penalty: number;
  readonly dropout: number;
  /** See {@link coOccurrence}. */
  readonly evenness: number;
  /** What an item counts for each newer one in the history; 1 where order says nothing. */
  readonly decay: number;
  /** Weight of what followed what beside what went with what; 0 where order says nothing. */
  readonly transitions: number;
  /** Weight of a second opinion by {@link factors}; 0 without one. */
  readonly factors: number;
  /** What an item counts there that was not dealt with. */
  readonly unseen: number;
}

/**
 * What goes with what: one table of links and, where items are few, vectors of them as a second opinion. It holds items alone and no
 * person: a history is given with each question, so that a new like counts at once and a forgotten one no longer.
 */
export interface BehaviourModel {
  /** The items' names, by number. */
  readonly names: readonly string[];
  readonly links: ItemLinks;
  /** Of {@link factors}, one behind the other; undefined without a second opinion. */
  readonly vectors: Float32Array | undefined;
  readonly settings: BehaviourSettings;
}

/** Links that are kept from one item, where there are too many items for all; what is weaker changes no list. */
const mostLinks = 64;

/** Learns from histories with settings that are given; {@link chooseSettings} finds them. */
export const learn = (all: Learnable, settings: BehaviourSettings): BehaviourModel => learner(all)(settings);

/** Histories of anybody with items that have names. */
type Learnable = Omit<Named, "users">;

/** Learns from the same histories with one set of settings after another; what two sets have in common is done once. */
export function learner(all: Learnable): (settings: BehaviourSettings) => BehaviourModel {
  const pairs = lastOf((evenness: number) => coOccurrence(all, evenness));
  const together = lastOf((neighbours: number, penalty: number, dropout: number, evenness: number) =>
    ridge(pairs(evenness), { neighbours, penalty, dropout }),
  );
  const followed = lastOf(() => transitions(all));
  const linked = lastOf((links: ItemLinks, weight: number, keepsAll: boolean) => {
    const both = weight > 0 ? added(links, followed(), weight) : links;
    return keepsAll ? both : strongest(both, mostLinks);
  });
  const factored = lastOf((unseen: number) => factors(all, unseen, chanceFrom("factors")));
  return (settings) => {
    const { neighbours, penalty, dropout, evenness } = settings;
    const links = linked(
      together(neighbours, penalty, dropout, evenness),
      settings.transitions,
      all.width <= neighbours,
    );
    const vectors = settings.factors > 0 ? factored(settings.unseen) : undefined;
    return { names: all.names, links, vectors, settings };
  };
}

/** The same function, which remembers its last answer. */
function lastOf<A extends readonly unknown[], T>(work: (...args: A) => T): (...args: A) => T {
  let last: { readonly args: A; readonly answer: T } | undefined;
  return (...args) => {
    if (!last?.args.every((arg, at) => arg === args[at])) last = { args, answer: work(...args) };
    return last.answer;
  };
}

/** One item that is proposed. */
export interface Proposal {
  readonly item: number;
  readonly score: number;
}

/** Answers by one model; one per thread, since it keeps its working memory between answers. */
export type Proposer = (
  history: ArrayLike<number>,
  count: number,
  admits?: (item: number) => boolean,
) => readonly Proposal[];

/**
 * The `count` items that a history, oldest first, leads to most strongly, best first, ties as it meets them; none of the history itself.
 * What nothing speaks for is left out, so that there may be fewer.
 */
export function proposer({ names, links, vectors, settings }: BehaviourModel): Proposer {
  const scores = new Float64Array(names.length);
  const touched = new Uint32Array(names.length);
  const keys = new Float64Array(names.length);
  const order = falling(names.length); // whatever may not be shown is found out for few
  const { starts, targets, strengths } = links;
  const vectorOf = vectors && fitter(vectors, settings.unseen);
  return (history, count, admits = () => true) => {
    let seen = 0;
    let weight = 1;
    for (let at = history.length - 1; at >= 0; at--, weight *= settings.decay) {
      if (weight < 1e-4) break;
      const source = history[at] ?? 0;
      const end = starts[source + 1] ?? 0;
      for (let link = starts[source] ?? 0; link < end; link++) {
        const target = targets[link] ?? 0;
        const score = scores[target] ?? 0;
        if (score === 0) touched[seen++] = target;
        scores[target] = score + weight * (strengths[link] ?? 0) || Number.MIN_VALUE;
      }
    }
    if (vectorOf && history.length > 0) {
      const vector = vectorOf(history);
      for (let item = 0; item < names.length; item++) {
        const score = scores[item] ?? 0;
        if (score === 0) touched[seen++] = item;
        scores[item] = score + settings.factors * fit(vector, vectors, item) || Number.MIN_VALUE;
      }
    }
    const own = new Set<number>();
    for (let at = 0; at < history.length; at++) own.add(history[at] ?? 0);
    for (let at = 0; at < seen; at++) {
      const item = touched[at] ?? 0;
      keys[at] = scores[item] ?? 0;
      scores[item] = 0;
    }
    order.over(keys, seen);
    const best: Proposal[] = [];
    while (best.length < count) {
      const at = order.next();
      const score = at === undefined ? 0 : (keys[at] ?? 0);
      if (at === undefined || score <= Number.MIN_VALUE) break;
      const item = touched[at] ?? 0;
      if (!own.has(item) && admits(item)) best.push({ item, score });
    }
    return best;
  };
}

/** The item of a history, oldest first, that leads to another most strongly; undefined when none does. */
export function leading(
  target: number,
  history: ArrayLike<number>,
  { links, settings }: Pick<BehaviourModel, "links" | "settings">,
): number | undefined {
  let [leader, most, weight]: [number | undefined, number, number] = [undefined, 0, 1];
  for (let at = history.length - 1; at >= 0; at--, weight *= settings.decay) {
    const strength = weight * linkBetween(links, history[at] ?? 0, target);
    if (strength > most) [leader, most] = [history[at], strength];
  }
  return leader;
}
