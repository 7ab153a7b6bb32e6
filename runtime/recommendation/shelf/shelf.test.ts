import fc from "fast-check";
import { withChanges } from "../../catalogue/catalogue";
import { type Product, product } from "../../catalogue/product";
import { colours, occasions, patterns, pieces, seasons, styles } from "../../catalogue/vocabulary";
import { merge, question } from "../criteria";
import type { Wishes } from "../words/words";
import { admitting } from "./matching";
import { putUp } from "./shelf";

const some = <T extends string>(of: readonly T[], most: number) =>
  fc.uniqueArray(fc.constantFrom(...of), { maxLength: most });
const sizes = ["S", "M", "L"] as const;
const made = fc
  .record({
    piece: fc.constantFrom(...pieces.slice(0, 3)),
    style: fc.constantFrom(...styles.slice(0, 2)),
    pattern: fc.constantFrom(...patterns.slice(0, 2)),
    season: fc.constantFrom(...seasons, "all-year" as const),
    brand: fc.constantFrom("Filo", "Corte & Filo", "Nord"),
    title: fc.constantFrom("Linen dress", "Silk skirt"),
    colours: fc.uniqueArray(fc.constantFrom(...colours.slice(0, 3)), { minLength: 1, maxLength: 3 }),
    occasions: some(occasions.slice(0, 2), 2),
    markets: some(["IT", "FR"], 2),
    price: fc.integer({ min: 1, max: 5 }),
    stock: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 3 }),
  })
  .map(
    ({ stock, ...rest }) =>
      (id: string): Product =>
        product.parse({
          ...rest,
          id,
          variants: stock.map((left, at) => ({ sku: `${id}-${at}`, size: sizes[at] ?? "S", stock: left })),
        }),
  );
const id = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const change = fc.tuple(id, fc.option(made, { nil: undefined })).map(([at, make]) => [at, make?.(at)] as const);
/** Lists of products, each with a few changes to the one before. */
const lists = fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 5 }).map((rounds) => {
  const all: (readonly Product[])[] = [];
  for (const round of rounds) all.push(withChanges(all.at(-1) ?? [], new Map(round)));
  return all;
});
const wishes = fc
  .record({
    said: fc.record({
      pieces: some(pieces.slice(0, 3), 2),
      colours: some(colours.slice(0, 3), 2),
      patterns: some(patterns.slice(0, 2), 1),
      styles: some(styles.slice(0, 2), 1),
      occasions: some(occasions.slice(0, 2), 1),
      seasons: some(seasons, 1),
      sizes: some(sizes, 2),
      budget: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      least: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      without: fc.record({
        pieces: some(pieces.slice(0, 3), 1),
        colours: some(colours.slice(0, 3), 1),
        patterns: some(patterns.slice(0, 2), 1),
        styles: some(styles.slice(0, 2), 1),
      }),
    }),
    brands: some(["Filo", "Nord"], 1),
    market: fc.option(fc.constantFrom("IT", "FR"), { nil: undefined }),
  })
  .map(({ said, brands, market }) =>
    merge(question.parse({ brands, market }), { ...said, unknown: [] } as Wishes, undefined),
  );

describe("a shelf", () => {
  it("that was put up from the one before is as if it were put up anew", () => {
    fc.assert(
      fc.property(lists, wishes, (rounds, wanted) => {
        let shelf: ReturnType<typeof putUp> | undefined;
        for (const list of rounds) {
          shelf = putUp(list, shelf);
          expect(seenOf(shelf, wanted)).toEqual(seenOf(putUp([...list]), wanted));
        }
      }),
    );
  });

  it("shows what breaks no wish and is in stock, and nothing else", () => {
    fc.assert(
      fc.property(lists, wishes, (rounds, wanted) => {
        const list = rounds.at(-1) ?? [];
        const admit = admitting(wanted, putUp(list).columns);
        expect(list.filter((_, place) => admit(place))).toEqual(list.filter((each) => breaksNothing(each, wanted)));
      }),
    );
  });
});

type Wanted = ReturnType<typeof merge>;

/** Everything that can be asked of a shelf. */
function seenOf(shelf: ReturnType<typeof putUp>, wanted: Wanted) {
  const ids = ["h", "a", "nothing", "c"];
  const mentions = shelf.mentioned(["linen", "silk", "nord", "nothing"]);
  const order = shelf.matching(wanted, mentions);
  const { places, numbers } = shelf.alignedWith(listed);
  return {
    products: shelf.products,
    places: ids.map((each) => shelf.placeOf(each)),
    mentions: [...mentions].map(([term, of]) => [term, [...of]]),
    order: order.first(() => true, 5),
    ranks: shelf.products.map((_, place) => order.rankOf(place)),
    admitted: shelf.products.map((_, place) => admitting(wanted, shelf.columns)(place)),
    aligned: [[...places], [...numbers]],
    brands: shelf.products.map(({ brand }, place) => [
      brand,
      shelf.columns.brand.values[shelf.columns.brand.codes[place] ?? -1],
      shelf.brands.get(brand),
    ]),
  };
}
const listed = ["b", "h", "nothing", "a"];

const breaksNothing = ({ price, markets, piece, pattern, style, colours: own, variants }: Product, wanted: Wanted) =>
  variants.some(({ stock }) => stock > 0) &&
  price <= (wanted.budget ?? Infinity) &&
  price >= (wanted.least ?? 0) &&
  (wanted.market === undefined || markets.includes(wanted.market)) &&
  (wanted.sizes.length === 0 || variants.some(({ size, stock }) => stock > 0 && wanted.sizes.includes(size))) &&
  (wanted.pieces.length === 0 || wanted.pieces.includes(piece)) &&
  !wanted.without.pieces.includes(piece) &&
  !wanted.without.patterns.includes(pattern) &&
  !wanted.without.styles?.includes(style) &&
  !own.some((colour) => wanted.without.colours.includes(colour));
