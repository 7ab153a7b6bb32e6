import type { Product } from "../../catalogue/product";
import type { Criteria } from "../criteria";
import { cheapAmong } from "../prices";
import type { Neighbour } from "../vector-index";
import { plain } from "../words/tokens";
import { type Columns, columnsOf, placesBefore } from "./columns";
import { type Admit, type Matching, type Mentions, fulfilling, matchingBy } from "./matching";
import { describedAs, termsOf } from "./terms";

/** The catalogue as questions need it: a product's place stands for it, and equals go by place. */
export interface Shelf {
  /** By place, in the order of ids. */
  readonly products: readonly Product[];
  readonly placeOf: (id: string) => number | undefined;
  readonly columns: Columns;
  /** Each brand, with the words of its name. */
  readonly brands: ReadonlyMap<string, readonly string[]>;
  /** What the stated wishes say of the products. */
  matching(wishes: Criteria, mentions: Mentions): Matching;
  /** What looks like a product, found once while the catalogue is as it is; a search that fails or finds nothing is not. */
  lookalikes(id: string, find: () => Promise<readonly Neighbour[]>): Promise<readonly Neighbour[]>;
  /** A list of ids held against the shelf, once for each list. */
  readonly alignedWith: (ids: readonly string[]) => Alignment;
  /** Of the words that mean nothing by themselves, those in which some product is described, with the products: brands above all. */
  mentioned(unknown: readonly string[]): Mentions;
}

/** Where each of a list's ids stands on the shelf, and each of the shelf's products in the list; -1 for nowhere. */
export interface Alignment {
  readonly places: Int32Array;
  readonly numbers: Int32Array;
}

const shelves = new WeakMap<readonly Product[], PutUp>();
/** The shelf that was put up last: much of it serves the next, since few products change at once. */
let last: PutUp | undefined;

/** The shelf of a list of products, put up once for each list. */
export function shelfOf(list: readonly Product[]): Shelf {
  last = shelves.get(list) ?? putUp(list, last);
  shelves.set(list, last);
  return last;
}

/** Wishes whose order of products is remembered, since shoppers share tastes; they hold at most so many places together. */
const remembered = { wishes: 500, places: 5_000_000 };
/** Products whose lookalikes are remembered. */
const mostAlike = 5000;

interface PutUp extends Shelf {
  readonly kept: {
    readonly places: ReadonlyMap<string, number>;
    readonly aligned: WeakMap<readonly string[], Alignment>;
    readonly alike: Map<string, Promise<readonly Neighbour[]>>;
  };
}

/** Puts up a shelf; what of another one before it has not changed is taken from there. */
export function putUp(products: readonly Product[], before?: PutUp): PutUp {
  const placeBefore = before && placesBefore(products, before.products);
  const columns = columnsOf(products, before && placeBefore && { columns: before.columns, placeBefore });
  const { places, aligned } = before && haveSameIds(products, before.products) ? before.kept : emptyFor(products);
  const isAsDescribed =
    before &&
    places === before.kept.places &&
    products.every((each, place) => isDescribedAs(each, before.products[place]));
  if (isAsDescribed) describedAs(before.products, products);
  const alike = isAsDescribed ? before.kept.alike : new Map<string, Promise<readonly Neighbour[]>>();
  const mostOrders = Math.ceil(Math.min(remembered.wishes, remembered.places / Math.max(1, products.length)));
  const orders = new Map<string, Matching>();
  const isCheap = cheapOn(products);
  return {
    products,
    columns,
    kept: { places, aligned, alike },
    placeOf: (id) => places.get(id),
    brands: new Map(columns.brand.values.map((brand) => [brand, plain(brand).match(/[a-z0-9]{2,}/g) ?? []])),
    mentioned(unknown) {
      const found = new Map<string, ReadonlySet<number>>();
      for (const word of unknown) {
        const described = word.length > 2 ? termsOf(products).get(word) : undefined;
        if (described) found.set(word, new Set(described));
      }
      return found;
    },
    matching(wishes, mentions) {
      const { pieces, colours, patterns, styles, brands, occasions, seasons, cheap } = wishes;
      const lists = [pieces, colours, patterns, styles, brands, occasions, seasons];
      const key = JSON.stringify([...lists, cheap, [...mentions.keys()]]);
      const order = orders.get(key) ?? matchingBy(fulfilling(wishes, mentions, columns, isCheap), columns);
      orders.delete(key); // whatever was asked for last stays longest
      orders.set(key, order);
      const [oldest = ""] = orders.keys();
      if (orders.size > mostOrders) orders.delete(oldest);
      return order;
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
      const known = aligned.get(ids) ?? align(ids, places);
      aligned.set(ids, known);
      return known;
    },
  };
}

const emptyFor = (products: readonly Product[]) => ({
  places: new Map(products.map(({ id }, place) => [id, place])),
  aligned: new WeakMap<readonly string[], Alignment>(),
});

const haveSameIds = (one: readonly Product[], other: readonly Product[]) =>
  one.length === other.length && one.every(({ id }, place) => other[place]?.id === id);

/** Whether a product is written of and shown as before: only what it costs and what is left of it, if anything, is another. */
const isDescribedAs = (now: Product, before: Product | undefined) =>
  now === before ||
  (before !== undefined &&
    now.title === before.title &&
    now.description === before.description &&
    now.brand === before.brand &&
    now.images.join() === before.images.join());

function align(ids: readonly string[], shelf: ReadonlyMap<string, number>): Alignment {
  const places = Int32Array.from(ids, (id) => shelf.get(id) ?? -1);
  const numbers = new Int32Array(shelf.size).fill(-1);
  for (const [number, place] of places.entries()) if (place >= 0) numbers[place] = number;
  return { places, numbers };
}

const cheapOn = (products: readonly Product[]): Admit => {
  const isCheap = cheapAmong(products);
  return (place) => {
    const product = products[place];
    return product !== undefined && isCheap(product);
  };
};

/** Whether the product of an id may be shown; one that is not in the catalogue may not. */
export const byId =
  ({ placeOf }: Pick<Shelf, "placeOf">, admit: Admit) =>
  (id: string): boolean => {
    const place = placeOf(id);
    return place !== undefined && admit(place);
  };

/** Where ids stand; those that are not in the catalogue are left out. */
export const placesOf = ({ placeOf }: Pick<Shelf, "placeOf">, ids: readonly string[]): readonly number[] =>
  ids.flatMap((id) => placeOf(id) ?? []);
