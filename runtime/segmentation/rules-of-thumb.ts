import type { Columns } from "./preparation";
import { type Tree, grow } from "./tree";

/** One condition on one feature, in its own unit. */
export interface Condition {
  readonly feature: string;
  readonly atLeast?: number;
  readonly below?: number;
}

/** What most of a segment have in common, as a person would say it. */
export interface Rule {
  readonly conditions: readonly Condition[];
  /** Of unseen customers who meet the conditions, the share that is in the segment. */
  readonly precision: number;
  /** Of unseen customers of the segment, the share that meets the conditions. */
  readonly recall: number;
}

interface Known {
  readonly columns: Columns;
  readonly labels: Int32Array;
}

/** The end of a tree of three questions, "this segment or another?", at which most of the segment arrive. */
export function ruleFor(segment: number, seen: Known, unseen: Known, names: readonly string[]): Rule {
  const mine = (labels: Int32Array) => labels.map((label) => (label === segment ? 1 : 0));
  const tree = grow(seen.columns, mine(seen.labels), names, 2, { depth: 3, fewest: 20 });
  const conditions = simplified(busiest(tree));
  const meets = (row: number) =>
    conditions.every(({ feature, atLeast = -Infinity, below = Infinity }) => {
      const value = unseen.columns[feature]?.[row] ?? 0;
      return value >= atLeast && value < below;
    });
  const rows = Array.from(unseen.labels, (_, row) => row);
  const met = rows.filter(meets);
  const both = met.filter((row) => unseen.labels[row] === segment).length;
  const own = rows.filter((row) => unseen.labels[row] === segment).length;
  return { conditions, precision: both / Math.max(1, met.length), recall: both / Math.max(1, own) };
}

/** The way to the end with the most customers of the segment among the ends where they are the majority. */
function busiest(
  tree: Tree,
  way: readonly Condition[] = [],
): { readonly way: readonly Condition[]; readonly own: number } {
  if ("counts" in tree) {
    const [others = 0, own = 0] = tree.counts;
    return { way, own: own >= others ? own : own / 1000 };
  }
  const { feature, below } = tree;
  const less = busiest(tree.less, [...way, { feature, below }]);
  const more = busiest(tree.more, [...way, { feature, atLeast: below }]);
  return less.own >= more.own ? less : more;
}

/** Several conditions on one feature as one. */
function simplified({ way }: { readonly way: readonly Condition[] }): readonly Condition[] {
  const merged = new Map<string, { atLeast: number; below: number }>();
  for (const { feature, atLeast = -Infinity, below = Infinity } of way) {
    const known = merged.get(feature) ?? { atLeast: -Infinity, below: Infinity };
    merged.set(feature, { atLeast: Math.max(known.atLeast, atLeast), below: Math.min(known.below, below) });
  }
  return [...merged].map(([feature, { atLeast, below }]) => ({
    feature,
    ...(atLeast > -Infinity && { atLeast }),
    ...(below < Infinity && { below }),
  }));
}
