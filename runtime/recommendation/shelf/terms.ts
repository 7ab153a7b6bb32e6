import type { Product } from "../../catalogue/product";
import { plain } from "../words/tokens";

/** The words in which products are described, each with the products, by their places in the list. */
export type Terms = ReadonlyMap<string, readonly number[]>;

const known = new WeakMap<readonly Product[], Terms>();

/** The terms of a list of products, looked for once for each list. */
export function termsOf(products: readonly Product[]): Terms {
  const before = known.get(products);
  if (before) return before;
  const terms = new Map<string, number[]>();
  for (const [place, { title, description, brand }] of products.entries())
    for (const term of new Set(plain(`${title} ${description} ${brand}`).split(/[^a-z0-9'-]+/)))
      listed(terms, term, place);
  known.set(products, terms);
  return terms;
}

/** Says of a list that its products are described as those of one before it are, so that nothing is looked for anew. */
export function describedAs(before: readonly Product[], products: readonly Product[]): void {
  const terms = known.get(before);
  if (terms) known.set(products, terms);
}

/** Adds to the list of a key. */
export function listed<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
