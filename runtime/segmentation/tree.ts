import type { Columns } from "./preparation";

/** A decision: customers with less of a feature than `below` go one way, others the other. */
export interface Split {
  readonly feature: string;
  readonly below: number;
  readonly less: Tree;
  readonly more: Tree;
}
/** An end: how many of each label came here. */
interface Leaf {
  readonly counts: readonly number[];
}
export type Tree = Split | Leaf;

export interface TreeOptions {
  readonly depth: number;
  /** Least number of customers at an end. */
  readonly fewest: number;
}

/** A tree by Gini impurity (Breiman et al. 1984, CART), over features in their own units. The same lesson, the same tree. */
export function grow(
  columns: Columns,
  labels: Int32Array,
  names: readonly string[],
  k: number,
  options: TreeOptions,
  rows: readonly number[] = Array.from(labels, (_, row) => row),
): Tree {
  const counts = countsOf(rows, labels, k);
  const leaf: Leaf = { counts: [...counts] };
  if (options.depth === 0 || rows.length < 2 * options.fewest || counts.filter((count) => count > 0).length < 2)
    return leaf;
  let best: { gain: number; feature: string; below: number } | undefined;
  const whole = impurity(counts, rows.length) * rows.length;
  for (const feature of names) {
    const values = columns[feature] ?? new Float64Array();
    const ordered = [...rows].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    const left = new Float64Array(k);
    for (let at = 0; at < ordered.length - 1; at++) {
      const label = labels[ordered[at] ?? 0] ?? 0;
      left[label] = (left[label] ?? 0) + 1;
      const [here, next] = [values[ordered[at] ?? 0] ?? 0, values[ordered[at + 1] ?? 0] ?? 0];
      if (here === next || at + 1 < options.fewest || ordered.length - at - 1 < options.fewest) continue;
      const right = counts.map((count, index) => count - (left[index] ?? 0));
      const gain =
        whole -
        impurity(left, at + 1) * (at + 1) -
        impurity(right, ordered.length - at - 1) * (ordered.length - at - 1);
      if (gain > (best?.gain ?? 1e-9)) best = { gain, feature, below: (here + next) / 2 };
    }
  }
  if (!best) return leaf;
  const { feature, below } = best;
  const values = columns[feature] ?? new Float64Array();
  const deeper = { ...options, depth: options.depth - 1 };
  const part = (keeps: (value: number) => boolean) =>
    grow(
      columns,
      labels,
      names,
      k,
      deeper,
      rows.filter((row) => keeps(values[row] ?? 0)),
    );
  return { feature, below, less: part((value) => value < below), more: part((value) => value >= below) };
}

/** The label that most of those had who came to the same end. */
export function labelOf(tree: Tree, columns: Columns, row: number): number {
  const { counts } = endOf(tree, columns, row);
  return counts.indexOf(Math.max(...counts));
}

function endOf(tree: Tree, columns: Columns, row: number): Leaf {
  return "counts" in tree
    ? tree
    : endOf((columns[tree.feature]?.[row] ?? 0) < tree.below ? tree.less : tree.more, columns, row);
}

function countsOf(rows: readonly number[], labels: Int32Array, k: number): Float64Array {
  const counts = new Float64Array(k);
  for (const row of rows) counts[labels[row] ?? 0] = (counts[labels[row] ?? 0] ?? 0) + 1;
  return counts;
}

const impurity = (counts: Float64Array, total: number): number =>
  1 - counts.reduce((sum, count) => sum + (count / total) ** 2, 0);
