import type { Product } from "../catalogue/product";
import type { Criteria } from "./criteria";
import { plain } from "./words";

/** The catalogue as questions need it: by id, by what is wished, and by the words in which items are described. */
export interface Shelf {
  /** In the order of ids. */
  readonly products: ReadonlyMap<string, Product>;
  /** Items by how many of the stated wishes they fulfil, those that `admit` lets through, at most `count`; ties by id. */
  matching(wishes: Criteria, mentions: Mentions, admit: (id: string) => boolean, count: number): readonly string[];
  /** Of the words that mean nothing by themselves, those in which some product is described, with the products: brands above all. */
  mentioned(unknown: readonly string[]): Mentions;
}

export type Mentions = ReadonlyMap<string, ReadonlySet<string>>;

const shelves = new WeakMap<readonly Product[], Shelf>();

/** The shelf of a list of products, put up once for each list. */
export function shelfOf(list: readonly Product[]): Shelf {
  const known = shelves.get(list) ?? putUp(list);
  shelves.set(list, known);
  return known;
}

/** Wishes whose order of items is remembered; shoppers share tastes, so that few are asked for again and again. */
const remembered = 500;

function putUp(list: readonly Product[]): Shelf {
  const products = new Map(list.map((product) => [product.id, product]));
  const orders = new Map<string, readonly string[]>();
  let terms: ReadonlyMap<string, readonly string[]> | undefined;
  return {
    products,
    mentioned(unknown) {
      const found = new Map<string, ReadonlySet<string>>();
      for (const word of unknown) {
        const ids = word.length > 2 ? (terms ??= termsOf(list)).get(word) : undefined;
        if (ids) found.set(word, new Set(ids));
      }
      return found;
    },
    matching(wishes, mentions, admit, count) {
      const { pieces, colours, patterns, styles, brands, occasions } = wishes;
      const key = JSON.stringify([pieces, colours, patterns, styles, brands, occasions, [...mentions.keys()]]);
      const order = orders.get(key) ?? orderOf(list, wishes, mentions);
      orders.delete(key); // whatever was asked for last stays longest
      orders.set(key, order);
      for (const oldest of orders.keys()) if (orders.size > remembered) orders.delete(oldest);
      return firstOf(order, admit, count);
    },
  };
}

/** The first that are let through, without looking at the others. */
export function firstOf(ids: Iterable<string>, admit: (id: string) => boolean, count: number): readonly string[] {
  const first: string[] = [];
  for (const id of ids) {
    if (first.length >= count) break;
    if (admit(id)) first.push(id);
  }
  return first;
}

/** Every item that fulfils a wish, those that fulfil most first. */
function orderOf(list: readonly Product[], wishes: Criteria, mentions: Mentions): readonly string[] {
  const { pieces, colours, patterns, styles, brands, occasions } = wishes;
  if ([pieces, colours, patterns, styles, brands, occasions].every(({ length }) => length === 0) && mentions.size === 0)
    return [];
  const said = [...mentions.values()];
  const byScore = new Map<number, string[]>();
  for (const product of list) {
    let score = said.reduce((sum, ids) => sum + (ids.has(product.id) ? 0.5 : 0), 0);
    if (pieces.includes(product.piece)) score += 2;
    for (const [at, colour] of product.colours.entries()) if (colours.includes(colour)) score += 2 / (at + 1);
    if (patterns.includes(product.pattern)) score += 1.5;
    if (styles.includes(product.style)) score += 1;
    if (brands.includes(product.brand)) score += 1;
    if (product.occasions.some((occasion) => occasions.includes(occasion))) score += 1;
    if (score === 0) continue;
    const ids = byScore.get(score);
    if (ids) ids.push(product.id);
    else byScore.set(score, [product.id]);
  }
  return [...byScore].sort(([a], [b]) => b - a).flatMap(([, ids]) => ids);
}

function termsOf(list: readonly Product[]): ReadonlyMap<string, readonly string[]> {
  const terms = new Map<string, string[]>();
  for (const { id, title, description, brand } of list)
    for (const term of new Set(plain(`${title} ${description} ${brand}`).split(/[^a-z0-9'-]+/))) {
      const ids = terms.get(term);
      if (ids) ids.push(id);
      else terms.set(term, [id]);
    }
  return terms;
}
