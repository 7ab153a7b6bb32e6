import type { Points } from "./clustering";

/**
 * Labels by Ward's hierarchy: the two clusters whose union raises the inertia least are joined until k are left, found by the
 * nearest-neighbour chain in n² time and memory. Sources: Ward (1963), doi:10.1080/01621459.1963.10500845; Murtagh (1983),
 * doi:10.1093/comjnl/26.4.354; update by Lance and Williams (1967).
 */
export function ward({ values, dimensions: d }: Points, k: number): Int32Array {
  const n = values.length / d;
  const far = new Float64Array(n * n);
  for (let one = 0; one < n; one++)
    for (let other = 0; other < one; other++) {
      let sum = 0;
      for (let at = 0; at < d; at++) sum += ((values[one * d + at] ?? 0) - (values[other * d + at] ?? 0)) ** 2;
      far[one * n + other] = far[other * n + one] = sum;
    }
  const size = new Float64Array(n).fill(1);
  const alive = new Uint8Array(n).fill(1);
  const joins: { readonly one: number; readonly other: number; readonly cost: number }[] = [];
  const chain: number[] = [];
  while (joins.length < n - 1) {
    if (chain.length === 0) chain.push(alive.indexOf(1));
    const last = chain.at(-1) ?? 0;
    const before = chain.at(-2);
    let [nearest, least] = [before ?? -1, before === undefined ? Infinity : (far[last * n + before] ?? Infinity)];
    for (let other = 0; other < n; other++)
      if (other !== last && alive[other] === 1 && (far[last * n + other] ?? 0) < least)
        [nearest, least] = [other, far[last * n + other] ?? 0];
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [one, other] = [Math.min(last, nearest), Math.max(last, nearest)];
    joins.push({ one, other, cost: least });
    alive[other] = 0;
    const [a, b] = [size[one] ?? 1, size[other] ?? 1];
    for (let third = 0; third < n; third++) {
      if (third === one || alive[third] !== 1) continue;
      const c = size[third] ?? 1;
      const joined =
        ((a + c) * (far[one * n + third] ?? 0) + (b + c) * (far[other * n + third] ?? 0) - c * least) / (a + b + c);
      far[one * n + third] = far[third * n + one] = joined;
    }
    size[one] = a + b;
  }
  // The chain finds joins out of order; the cheapest n − k of them are the hierarchy cut at k.
  const parent = Int32Array.from({ length: n }, (_, at) => at);
  const root = (at: number): number => {
    let found = at;
    while (parent[found] !== found) found = parent[found] ?? found;
    return found;
  };
  for (const { one, other } of joins.sort((x, y) => x.cost - y.cost).slice(0, n - k)) parent[root(other)] = root(one);
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, at) => {
    const own = root(at);
    if (!numbers.has(own)) numbers.set(own, numbers.size);
    return numbers.get(own) ?? 0;
  });
}
