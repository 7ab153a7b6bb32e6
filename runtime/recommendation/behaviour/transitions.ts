import { type Histories, historyOf, usersIn } from "./histories";
import type { ItemLinks } from "./item-links";

/** How many steps later an item still counts as following, by 1/steps. */
const reach = 10;
/** Added to an item's sum before it is divided by it: what followed once proves little. */
const shrinkage = 5;
/** Followers that are kept of one item. */
const most = 200;

/** What followed what: from each item to those dealt with soon after it, as shares of all that followed. */
export function transitions(all: Histories): ItemLinks {
  const { width } = all;
  const follows: Map<number, number>[] = Array.from({ length: width }, () => new Map<number, number>());
  for (let user = 0; user < usersIn(all); user++) {
    const history = historyOf(all, user);
    for (let at = 0; at < history.length; at++) {
      const followers = follows[history[at] ?? 0];
      for (let steps = 1; steps <= reach && at + steps < history.length; steps++) {
        const item = history[at + steps] ?? 0;
        followers?.set(item, (followers.get(item) ?? 0) + 1 / steps);
      }
    }
  }
  const starts = new Uint32Array(width + 1);
  const rows = follows.map((followers, source) => {
    const sum = [...followers.values()].reduce((total, each) => total + each, shrinkage);
    const kept = [...followers].sort(([a, one], [b, other]) => other - one || a - b).slice(0, most);
    starts[source + 1] = (starts[source] ?? 0) + kept.length;
    return kept.sort(([a], [b]) => a - b).map(([item, count]) => [item, count / sum] as const);
  });
  const links = rows.flat();
  return {
    starts,
    targets: Uint32Array.from(links, ([item]) => item),
    strengths: Float32Array.from(links, ([, share]) => share),
  };
}
