import type { Product } from "../catalogue/product";

/** How one answer is kept from saying one thing: rules as data, of which the answer to a question of `asked` fields is free. */
export const rules = {
  /** No brand fills more than this share of an answer, unless the shopper asked for brands. */
  mostOfOneBrand: 1 / 3,
  /** One place in so many goes to an item that nobody has liked yet, where the lists name one: what is never shown is never liked. */
  placesForOneNewcomer: 12,
} as const;

/**
 * The first `count` of a ranking under the rules. The order stays; what a rule holds back comes after all others, so that an answer is
 * never shorter for it. `isNew` says of whom nobody knows yet.
 */
export function varied(
  ranked: readonly Product[],
  count: number,
  asksForBrands: boolean,
  isNew: (item: Product) => boolean,
): readonly Product[] {
  const most = asksForBrands ? Infinity : Math.max(1, Math.ceil(count * rules.mostOfOneBrand));
  const brands = new Map<string, number>();
  const held: Product[] = [];
  const first: Product[] = [];
  for (const item of ranked) {
    if (first.length >= count) break;
    const already = brands.get(item.brand) ?? 0;
    if (already >= most) held.push(item);
    else {
      first.push(item);
      brands.set(item.brand, already + 1);
    }
  }
  const chosen = [...first, ...held].slice(0, count);
  const places = Math.floor(count / rules.placesForOneNewcomer);
  const missing = places - chosen.filter(isNew).length;
  if (missing <= 0) return chosen;
  const there = new Set(chosen);
  const newcomers = ranked.filter((item) => !there.has(item) && isNew(item)).slice(0, missing);
  return [...chosen.slice(0, count - newcomers.length), ...newcomers];
}
