/**
 * What leads to what: a sparse matrix in compressed rows, from an item that somebody dealt with to those that may follow. Row `i` has the
 * targets `targets[starts[i] … starts[i + 1] - 1]`, in ascending order, with their strengths.
 */
export interface ItemLinks {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly strengths: Float32Array;
}

/** One item's links, to or from it. */
export interface Links {
  readonly items: Uint32Array;
  readonly strengths: Float32Array | Float64Array;
}

/** Links as rows of sources from links given by target: `of(target)` answers the sources that lead to it. */
export function linksTo(width: number, of: (target: number) => Links): ItemLinks {
  const columns: { readonly items: Uint32Array; readonly strengths: Float32Array }[] = [];
  const starts = new Uint32Array(width + 1);
  for (let target = 0; target < width; target++) {
    const { items, strengths } = of(target);
    columns.push({ items: items.slice(), strengths: Float32Array.from(strengths) });
    for (const source of items) starts[source + 1] = (starts[source + 1] ?? 0) + 1;
  }
  for (let source = 0; source < width; source++) starts[source + 1] = (starts[source + 1] ?? 0) + (starts[source] ?? 0);
  const next = starts.slice();
  const targets = new Uint32Array(starts[width] ?? 0);
  const strengths = new Float32Array(targets.length);
  for (const [target, column] of columns.entries())
    for (let at = 0; at < column.items.length; at++) {
      const source = column.items[at] ?? 0;
      const place = next[source] ?? 0;
      targets[place] = target;
      strengths[place] = column.strengths[at] ?? 0;
      next[source] = place + 1;
    }
  return { starts, targets, strengths };
}

/** Both at once, the second with its weight. */
export function added(one: ItemLinks, other: ItemLinks, weight: number): ItemLinks {
  const width = one.starts.length - 1;
  const starts = new Uint32Array(width + 1);
  const targets = new Uint32Array(one.targets.length + other.targets.length);
  const strengths = new Float32Array(targets.length);
  let to = 0;
  for (let source = 0; source < width; source++) {
    let a = one.starts[source] ?? 0;
    let b = other.starts[source] ?? 0;
    const [endA, endB] = [one.starts[source + 1] ?? 0, other.starts[source + 1] ?? 0];
    while (a < endA || b < endB) {
      const left = a < endA ? (one.targets[a] ?? 0) : Infinity;
      const right = b < endB ? (other.targets[b] ?? 0) : Infinity;
      targets[to] = Math.min(left, right);
      let strength = 0;
      if (left <= right) strength += one.strengths[a++] ?? 0;
      if (right <= left) strength += weight * (other.strengths[b++] ?? 0);
      strengths[to++] = strength;
    }
    starts[source + 1] = to;
  }
  return { starts, targets: targets.slice(0, to), strengths: strengths.slice(0, to) };
}

/** How strongly one item leads to another; 0 without a link. */
export function linkBetween({ starts, targets, strengths }: ItemLinks, source: number, target: number): number {
  let [low, high] = [starts[source] ?? 0, starts[source + 1] ?? 0];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((targets[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  return low < (starts[source + 1] ?? 0) && targets[low] === target ? (strengths[low] ?? 0) : 0;
}

/** At most so many links from each item, those of the greatest strength; links that speak against an item go first. */
export function strongest({ starts, targets, strengths }: ItemLinks, most: number): ItemLinks {
  const width = starts.length - 1;
  const kept = new Uint32Array(width + 1);
  const [into, weights] = [new Uint32Array(targets.length), new Float32Array(targets.length)];
  let to = 0;
  for (let source = 0; source < width; source++) {
    const [start, end] = [starts[source] ?? 0, starts[source + 1] ?? 0];
    const weakest = end - start > most ? (strengths.slice(start, end).sort()[end - start - most] ?? 0) : -Infinity;
    for (let at = start; at < end; at++) {
      const strength = strengths[at] ?? 0;
      if (strength < weakest) continue;
      into[to] = targets[at] ?? 0;
      weights[to++] = strength;
    }
    kept[source + 1] = to;
  }
  return { starts: kept, targets: into.slice(0, to), strengths: weights.slice(0, to) };
}
