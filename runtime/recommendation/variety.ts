/** How one answer is kept from saying one thing: rules as data, of which the answer to a question of `asked` fields is free. */
export const rules = {
  /** No brand fills more than this share of an answer, unless the shopper asked for brands. */
  mostOfOneBrand: 1 / 3,
  /** One place in so many goes to an item that nobody has liked of late, where the lists name one: what is never shown is never liked. */
  placesForOneNewcomer: 12,
} as const;

/** What the rules ask of an item. */
export interface Varied<Item> {
  readonly brandOf: (item: Item) => unknown;
  /** Nobody has liked it of late. */
  readonly isNew: (item: Item) => boolean;
}

/**
 * The first `count` of a ranking under the rules. The order stays; what a rule holds back comes after all others, so that an answer is
 * never shorter for it.
 */
export function varied<Item>(
  ranked: readonly Item[],
  count: number,
  asksForBrands: boolean,
  { brandOf, isNew }: Varied<Item>,
): readonly Item[] {
  const most = asksForBrands ? Infinity : Math.max(1, Math.ceil(count * rules.mostOfOneBrand));
  const brands = new Map<unknown, number>();
  const held: Item[] = [];
  const first: Item[] = [];
  for (const item of ranked) {
    if (first.length >= count) break;
    const brand = brandOf(item);
    const already = brands.get(brand) ?? 0;
    if (already >= most) held.push(item);
    else {
      first.push(item);
      brands.set(brand, already + 1);
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
