import { inStock } from "../../catalogue/catalogue";
import type { Product } from "../../catalogue/product";

/**
 * One property of every product, by place: a code each, and the value that each code stands for. Where a question is held against tens of
 * thousands of products, its answer for each value is found once, and memory is read in which neighbours lie side by side (dictionary
 * encoding: Abadi, Madden and Ferreira 2006, doi:10.1145/1142473.1142548).
 */
export interface Column<T> {
  readonly codes: Uint32Array;
  readonly values: readonly T[];
}

/** What questions are held against. */
const properties = {
  piece: ({ piece }: Product) => piece,
  pattern: ({ pattern }: Product) => pattern,
  style: ({ style }: Product) => style,
  season: ({ season }: Product) => season,
  brand: ({ brand }: Product) => brand,
  colours: ({ colours }: Product) => colours,
  occasions: ({ occasions }: Product) => occasions,
  markets: ({ markets }: Product) => markets,
  /** Those that can be bought. */
  sizes: ({ variants }: Product) => variants.filter(({ stock }) => stock > 0).map(({ size }) => size),
} as const;
type Property = keyof typeof properties;

export type Columns = {
  readonly [P in Property]: Column<ReturnType<(typeof properties)[P]>>;
} & {
  readonly price: Float64Array;
  /** 1 where some size can be bought. */
  readonly stocked: Uint8Array;
};

export const columnsOf = (products: readonly Product[]): Columns => ({
  piece: column(products, properties.piece),
  pattern: column(products, properties.pattern),
  style: column(products, properties.style),
  season: column(products, properties.season),
  brand: column(products, properties.brand),
  colours: column(products, properties.colours),
  occasions: column(products, properties.occasions),
  markets: column(products, properties.markets),
  sizes: column(products, properties.sizes),
  price: Float64Array.from(products, ({ price }) => price),
  stocked: Uint8Array.from(products, (product) => (inStock(product) ? 1 : 0)),
});

function column<T extends string | readonly string[]>(
  products: readonly Product[],
  property: (product: Product) => T,
): Column<T> {
  const codes = new Uint32Array(products.length);
  const known = new Map<string, number>();
  const values: T[] = [];
  for (const [place, product] of products.entries()) {
    const value = property(product);
    const key = typeof value === "string" ? value : value.join("\0");
    const code = known.get(key) ?? values.push(value) - 1;
    known.set(key, code);
    codes[place] = code;
  }
  return { codes, values };
}
