import type { Product } from "./product";

/** Port: the products that can be recommended. A product that was put is found by the next call; a withdrawn one is not. */
export interface Catalogue {
  put(product: Product): Promise<void>;
  /** Withdrawing what is not there is no fault. */
  withdraw(id: string): Promise<void>;
  get(id: string): Promise<Product | undefined>;
  /** Every product, ordered by id; the same list while nothing has changed, and another one when something has. */
  list(): Promise<readonly Product[]>;
}

/** Whether any size can be bought. */
export const inStock = (product: Product): boolean => product.variants.some(({ stock }) => stock > 0);

/** Products by id as they are from now on; undefined for those that are withdrawn. */
export type Changes = ReadonlyMap<string, Product | undefined>;

/** A list in the order of ids with changes made to it, in that order again. */
export function withChanges(list: readonly Product[], changes: Changes): readonly Product[] {
  const parts: (readonly Product[])[] = [];
  let from = 0;
  for (const [id, item] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const to = firstAtOrAfter(id, list, from);
    parts.push(list.slice(from, to), item ? [item] : []);
    from = list[to]?.id === id ? to + 1 : to;
  }
  return [...parts, list.slice(from)].flat();
}

function firstAtOrAfter(id: string, list: readonly Product[], from: number): number {
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle]?.id ?? "") < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
