import { inStock } from "../catalogue/catalogue";
import type { Product } from "../catalogue/product";
import type { Criteria } from "./criteria";
import { cheapAmong } from "./prices";
import type { Neighbour } from "./vector-index";
import { termsOf } from "./terms";
import { plain } from "./words/tokens";

/** The catalogue as questions need it: by id, by what is wished, and by the words in which items are described. */
export interface Shelf {
  /** In the order of ids. */
  readonly products: ReadonlyMap<string, Product>;
  /** Those of which some size can be bought: nothing else is ever shown. */
  readonly stocked: ReadonlyMap<string, Product>;
  /** Each brand, with the words of its name. */
  readonly brands: ReadonlyMap<string, readonly string[]>;
  /** What the stated wishes say of the items. */
  matching(wishes: Criteria, mentions: Mentions): Matching;
  /** What looks like an item, found once while the catalogue is as it is; a search that fails or finds nothing is not. */
  lookalikes(id: string, find: () => Promise<readonly Neighbour[]>): Promise<readonly Neighbour[]>;
  /** The products in stock of a list of ids, place by place, found once for each list. */
  alignedWith(ids: readonly string[]): readonly (Product | undefined)[];
  /** Of the words that mean nothing by themselves, those in which some product is described, with the products: brands above all. */
  mentioned(unknown: readonly string[]): Mentions;
}

/** Whether an item may be shown at all. */
export type Admit = (product: Product) => boolean;

/** Items by how many of the wishes they fulfil. */
export interface Matching {
  /** The first that are let through, at most `count`, each with its rank; ties by id. */
  first(admit: Admit, count: number): readonly Ranked[];
  /** From 1, the same for all that fulfil as much; undefined when an item fulfils none. */
  rankOf(id: string): number | undefined;
}

export interface Ranked {
  readonly id: string;
  readonly rank: number;
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
/** Items whose lookalikes are remembered. */
const mostAlike = 5000;

function putUp(list: readonly Product[]): Shelf {
  const products = new Map(list.map((product) => [product.id, product]));
  const stocked = new Map(list.filter(inStock).map((product) => [product.id, product]));
  const orders = new Map<string, Order>();
  const alike = new Map<string, Promise<readonly Neighbour[]>>();
  const aligned = new WeakMap<readonly string[], readonly (Product | undefined)[]>();
  return {
    products,
    stocked,
    brands: new Map(list.map(({ brand }) => [brand, plain(brand).match(/[a-z0-9]{2,}/g) ?? []])),
    mentioned(unknown) {
      const found = new Map<string, ReadonlySet<string>>();
      for (const word of unknown) {
        const ids = word.length > 2 ? termsOf(list).get(word) : undefined;
        if (ids) found.set(word, new Set(ids));
      }
      return found;
    },
    matching(wishes, mentions) {
      const key = JSON.stringify([...listsOf(wishes), wishes.cheap, [...mentions.keys()]]);
      const order = orders.get(key) ?? orderOf(stocked.values(), wishes, mentions, cheapAmong(list));
      orders.delete(key); // whatever was asked for last stays longest
      orders.set(key, order);
      const [oldest = ""] = orders.keys();
      if (orders.size > remembered) orders.delete(oldest);
      return {
        first(admit, count) {
          const first: Ranked[] = [];
          for (const { rank, products } of order.degrees)
            for (const { id } of firstOf(products, admit, count - first.length)) first.push({ id, rank });
          return first;
        },
        rankOf(id) {
          const product = products.get(id);
          return product && order.ranks.get(fulfilment(product, wishes, mentions, cheapAmong(list)));
        },
      };
    },
    lookalikes(id, find) {
      const known = alike.get(id);
      if (known) return known;
      const [oldest = ""] = alike.keys();
      if (alike.size >= mostAlike) alike.delete(oldest);
      const found = find();
      alike.set(id, found);
      found.then(
        ({ length }) => length === 0 && alike.delete(id), // its vector may be on the way
        () => alike.delete(id),
      );
      return found;
    },
    alignedWith(ids) {
      const known = aligned.get(ids) ?? ids.map((id) => stocked.get(id));
      aligned.set(ids, known);
      return known;
    },
  };
}

/** The same, asked by id; what is not in stock may not be shown. */
export const byId =
  ({ stocked }: Pick<Shelf, "stocked">, admit: Admit) =>
  (id: string): boolean => {
    const product = stocked.get(id);
    return product !== undefined && admit(product);
  };

/** The first that are let through, without looking at the others. */
export function firstOf<T>(all: Iterable<T>, admit: (each: T) => boolean, count: number): readonly T[] {
  const first: T[] = [];
  for (const each of all) {
    if (first.length >= count) break;
    if (admit(each)) first.push(each);
  }
  return first;
}

/** Every item that fulfils a wish, by how much it fulfils, those that fulfil most first; and the rank of each degree of fulfilment. */
interface Order {
  readonly degrees: readonly { readonly rank: number; readonly products: readonly Product[] }[];
  readonly ranks: ReadonlyMap<number, number>;
}

function orderOf(
  list: Iterable<Product>,
  wishes: Criteria,
  mentions: Mentions,
  cheap: (product: Product) => boolean,
): Order {
  if (listsOf(wishes).every(({ length }) => length === 0) && !wishes.cheap && mentions.size === 0)
    return { degrees: [], ranks: new Map() };
  const equals = new Map<number, Product[]>();
  for (const product of list) {
    const score = fulfilment(product, wishes, mentions, cheap);
    if (score === 0) continue;
    const alike = equals.get(score);
    if (alike) alike.push(product);
    else equals.set(score, [product]);
  }
  const ranks = new Map<number, number>();
  let rank = 1;
  const degrees = [...equals]
    .sort(([a], [b]) => b - a)
    .map(([score, products]) => {
      const degree = { rank, products };
      ranks.set(score, rank);
      rank += products.length;
      return degree;
    });
  return { degrees, ranks };
}

const listsOf = ({ pieces, colours, patterns, styles, brands, occasions, seasons }: Criteria) => [
  pieces,
  colours,
  patterns,
  styles,
  brands,
  occasions,
  seasons,
];

/** How much of the wishes an item fulfils; 0 for none. */
function fulfilment(
  product: Product,
  wishes: Criteria,
  mentions: Mentions,
  cheap: (product: Product) => boolean,
): number {
  let score = 0;
  for (const ids of mentions.values()) if (ids.has(product.id)) score += 0.5;
  if (wishes.pieces.includes(product.piece)) score += 2;
  for (const [at, colour] of product.colours.entries()) if (wishes.colours.includes(colour)) score += 2 / (at + 1);
  if (wishes.patterns.includes(product.pattern)) score += 1.5;
  if (wishes.styles.includes(product.style)) score += 1;
  if (wishes.brands.includes(product.brand)) score += 1;
  if (product.occasions.some((occasion) => wishes.occasions.includes(occasion))) score += 1;
  if (wishes.seasons.includes(product.season)) score += 1;
  if (wishes.cheap && cheap(product)) score += 1;
  return score;
}
