import { type CoOccurrence, coOccurrence } from "./co-occurrence";
import type { Histories } from "./histories";
import { type ItemLinks, added, linkBetween } from "./item-links";
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
}

/**
 * What goes with what, in one table of links whatever it was learnt from. It holds items alone and no person: a history is given
 * with each question, so that a new like counts at once and a forgotten one no longer.
 */
export interface BehaviourModel {
  /** The items' names, by number. */
  readonly names: readonly string[];
  readonly links: ItemLinks;
  /** How often each item was dealt with: what is proposed where nothing is linked. */
  readonly frequency: Float64Array;
  readonly settings: BehaviourSettings;
}

/** Learns from histories with settings that are given; {@link chooseSettings} finds them. */
export function learn(
  all: Histories & { readonly names: readonly string[] },
  settings: BehaviourSettings,
  pairs: CoOccurrence = coOccurrence(all, settings.evenness),
): BehaviourModel {
  const together = ridge(pairs, settings);
  const links = settings.transitions > 0 ? added(together, transitions(all), settings.transitions) : together;
  const frequency = new Float64Array(all.width);
  for (const item of all.items) frequency[item] = (frequency[item] ?? 0) + 1;
  return { names: all.names, links, frequency, settings };
}

/** One item that is proposed, and why: the item of the history that leads to it most. */
export interface Proposal {
  readonly item: number;
  readonly score: number;
  readonly because: number;
}

/** Answers by one model; one per thread, since it keeps its working memory between answers. */
export type Proposer = (
  history: ArrayLike<number>,
  count: number,
  admits?: (item: number) => boolean,
) => readonly Proposal[];

/**
 * The `count` items that a history, oldest first, leads to most strongly, best first, ties by number; none of the history itself. Only
 * links of positive strength count, so that there may be fewer.
 */
export function proposer({ names, links, settings }: Pick<BehaviourModel, "names" | "links" | "settings">): Proposer {
  const scores = new Float64Array(names.length);
  const touched = new Uint32Array(names.length);
  const { starts, targets, strengths } = links;
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
    const own = new Set<number>();
    for (let at = 0; at < history.length; at++) own.add(history[at] ?? 0);
    const best: { item: number; score: number }[] = [];
    for (let at = 0; at < seen; at++) {
      const item = touched[at] ?? 0;
      const score = scores[item] ?? 0;
      scores[item] = 0;
      const last = best.length === count ? best[count - 1] : undefined;
      if (score <= Number.MIN_VALUE || (last && (score < last.score || (score === last.score && item > last.item))))
        continue;
      if (own.has(item) || !admits(item)) continue;
      if (last) best.pop();
      let place = best.length;
      while (place > 0) {
        const other = best[place - 1];
        if (!other || other.score > score || (other.score === score && other.item < item)) break;
        place--;
      }
      best.splice(place, 0, { item, score });
    }
    return best.map(({ item, score }) => ({ item, score, because: leading(item, history, links, settings.decay) }));
  };
}

/** The item of a history that leads to another most strongly. */
function leading(target: number, history: ArrayLike<number>, links: ItemLinks, decay: number): number {
  let [leader, most, weight] = [-1, -Infinity, 1];
  for (let at = history.length - 1; at >= 0; at--, weight *= decay) {
    const strength = weight * linkBetween(links, history[at] ?? 0, target);
    if (strength > most) [leader, most] = [history[at] ?? 0, strength];
  }
  return leader;
}
