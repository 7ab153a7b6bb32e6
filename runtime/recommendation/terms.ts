import type { Product } from "../catalogue/product";
import { plain } from "./words/tokens";

/** The words in which products are described, each with the products, by id. */
export type Terms = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<readonly Product[], Terms>();

/** The terms of a list of products, looked for once for each list. */
export function termsOf(products: readonly Product[]): Terms {
  const before = known.get(products);
  if (before) return before;
  const terms = new Map<string, string[]>();
  for (const { id, title, description, brand } of products)
    for (const term of new Set(plain(`${title} ${description} ${brand}`).split(/[^a-z0-9'-]+/)))
      listed(terms, term, id);
  known.set(products, terms);
  return terms;
}

/** Adds to the list of a key. */
export function listed(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
