import type { Name } from "./names";

/** Customers of a bounded sample who were in one segment under the earlier version and are in another one now. */
export interface Flow {
  /** Ids of segments. */
  readonly from: string;
  readonly to: string;
  /** Of the sampled customers whom both versions know, in [0, 1]. */
  readonly share: number;
}

/** The version that was in force, and where it puts the customers of the sample. */
interface Earlier {
  readonly model: { readonly segments: readonly Name[] };
  readonly labels: Int32Array;
}

/** From this overlap on (Jaccard index) a segment is still the same people. */
const same = 0.5;

/**
 * The names that segments keep: the pair of an earlier and a new segment with the largest overlap is matched first, then the next of
 * what is left, as long as they are the same people. Hennig (2007), doi:10.1016/j.csda.2006.11.025, takes the same index and
 * the same half as the least that lets a cluster be recognised.
 */
export function continuing(
  { model, labels: before }: Earlier,
  after: Int32Array,
  k: number,
): readonly (Name | undefined)[] {
  const names: (Name | undefined)[] = Array.from({ length: k }, () => undefined);
  const pairs = model.segments
    .flatMap((segment, from) =>
      Array.from({ length: k }, (_, to) => ({ segment, from, to, overlap: jaccard(before, from, after, to) })),
    )
    .filter(({ overlap }) => overlap >= same)
    .sort((a, b) => b.overlap - a.overlap || a.from - b.from || a.to - b.to);
  const taken = new Set<number>();
  for (const { segment, from, to } of pairs) {
    if (taken.has(from) || names[to]) continue;
    taken.add(from);
    const { id, english, french, actions } = segment;
    names[to] = { id, english, french, actions };
  }
  return names;
}

/** Every way that somebody of the sample went, the most used first. */
export function flowsBetween(
  { model, labels: before }: Earlier,
  after: Int32Array,
  names: readonly Name[],
): readonly Flow[] {
  const counts = new Map<string, number>();
  for (const [row, to] of after.entries()) {
    const way = `${before[row] ?? 0} ${to}`;
    counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return [...counts]
    .map(([way, customers]) => {
      const [from = 0, to = 0] = way.split(" ").map(Number);
      return {
        from: model.segments[from]?.id ?? "",
        to: names[to]?.id ?? "",
        share: customers / Math.max(1, after.length),
      };
    })
    .sort((a, b) => b.share - a.share || (a.from + a.to < b.from + b.to ? -1 : 1));
}

function jaccard(one: Int32Array, of: number, other: Int32Array, with_: number): number {
  let [both, either] = [0, 0];
  for (const [row, label] of one.entries()) {
    const [here, there] = [label === of, other[row] === with_];
    if (here && there) both++;
    if (here || there) either++;
  }
  return both / Math.max(1, either);
}
