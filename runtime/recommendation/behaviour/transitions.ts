import { type Histories, historyOf, transposed } from "./histories";
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
  const users = transposed(all);
  const sums = new Float64Array(width);
  const starts = new Uint32Array(width + 1);
  const rows: { readonly targets: Uint32Array; readonly shares: Float32Array }[] = [];
  for (let source = 0; source < width; source++) {
    const touched: number[] = [];
    let sum = shrinkage;
    for (const user of historyOf(users, source)) {
      const history = historyOf(all, user);
      const at = history.indexOf(source);
      for (let steps = 1; steps <= reach && at + steps < history.length; steps++) {
        const target = history[at + steps] ?? 0;
        if (sums[target] === 0) touched.push(target);
        sums[target] = (sums[target] ?? 0) + 1 / steps;
        sum += 1 / steps;
      }
    }
    if (touched.length > most) touched.sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b);
    const targets = Uint32Array.from(touched.slice(0, most)).sort();
    rows.push({ targets, shares: Float32Array.from(targets, (target) => (sums[target] ?? 0) / sum) });
    for (const target of touched) sums[target] = 0;
    starts[source + 1] = (starts[source] ?? 0) + targets.length;
  }
  const [targets, strengths] = [new Uint32Array(starts[width] ?? 0), new Float32Array(starts[width] ?? 0)];
  for (const [source, row] of rows.entries()) {
    targets.set(row.targets, starts[source]);
    strengths.set(row.shares, starts[source]);
  }
  return { starts, targets, strengths };
}
