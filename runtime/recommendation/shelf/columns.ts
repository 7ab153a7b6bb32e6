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
  /** The code of each value, by its text. */
  readonly codeOf: ReadonlyMap<string, number>;
}

/** What questions are held against: properties that are one word, and those that are several. */
const single = {
  piece: ({ piece }: Product): string => piece,
  pattern: ({ pattern }: Product): string => pattern,
  style: ({ style }: Product): string => style,
  season: ({ season }: Product): string => season,
  brand: ({ brand }: Product): string => brand,
} as const;
const several = {
  colours: ({ colours }: Product): readonly string[] => colours,
  occasions: ({ occasions }: Product): readonly string[] => occasions,
  markets: ({ markets }: Product): readonly string[] => markets,
  /** Those that can be bought. */
  sizes: ({ variants }: Product): readonly string[] =>
    variants.filter(({ stock }) => stock > 0).map(({ size }) => size),
} as const;

export interface Columns
  extends
    Readonly<Record<keyof typeof single, Column<string>>>,
    Readonly<Record<keyof typeof several, Column<readonly string[]>>> {
  readonly price: Float64Array;
  /** 1 where some size can be bought. */
  readonly stocked: Uint8Array;
}

/** Columns of a list that came before, and where in it the very same product lay that lies at a place now; -1 for none. */
export interface Before {
  readonly columns: Columns;
  readonly placeBefore: Int32Array;
}

/** The columns of a list of products; those of a list before spare a look at each product that is the same. */
export function columnsOf(products: readonly Product[], before?: Before): Columns {
  const word = (name: keyof typeof single) => columnOf(products, single[name], before, before?.columns[name]);
  const words = (name: keyof typeof several) => columnOf(products, several[name], before, before?.columns[name]);
  return {
    piece: word("piece"),
    pattern: word("pattern"),
    style: word("style"),
    season: word("season"),
    brand: word("brand"),
    colours: words("colours"),
    occasions: words("occasions"),
    markets: words("markets"),
    sizes: words("sizes"),
    price: filled(new Float64Array(products.length), products, ({ price }) => price, before, before?.columns.price),
    stocked: filled(new Uint8Array(products.length), products, stockOf, before, before?.columns.stocked),
  };
}

const stockOf = (product: Product) => (inStock(product) ? 1 : 0);

function columnOf<T extends string | readonly string[]>(
  products: readonly Product[],
  property: (product: Product) => T,
  before: Before | undefined,
  old: Column<T> | undefined,
): Column<T> {
  const codeOf = new Map(old?.codeOf);
  const values = [...(old?.values ?? [])];
  const coded = (product: Product) => {
    const value = property(product);
    const key = typeof value === "string" ? value : value.join("\0");
    const code = codeOf.get(key) ?? values.push(value) - 1;
    codeOf.set(key, code);
    return code;
  };
  return { codes: filled(new Uint32Array(products.length), products, coded, before, old?.codes), values, codeOf };
}

/** Numbers by place, taken over from before where the product is the same. */
function filled<Numbers extends Uint8Array | Uint32Array | Float64Array>(
  numbers: Numbers,
  products: readonly Product[],
  of: (product: Product) => number,
  before: Before | undefined,
  old: Numbers | undefined,
): Numbers {
  for (const [place, product] of products.entries()) {
    const earlier = before?.placeBefore[place] ?? -1;
    numbers[place] = earlier >= 0 ? (old?.[earlier] ?? 0) : of(product);
  }
  return numbers;
}

/** Where in a list before the very same product lay that lies at a place now, -1 for none; both in the order of ids. */
export function placesBefore(products: readonly Product[], before: readonly Product[]): Int32Array {
  let earlier = 0;
  return Int32Array.from(products, (product) => {
    for (;;) {
      const other = before[earlier];
      if (other === product) return earlier++;
      if (other === undefined || other.id > product.id) return -1;
      earlier++;
    }
  });
}
