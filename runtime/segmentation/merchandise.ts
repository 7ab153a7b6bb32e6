import { z } from "zod";
import { noted } from "./intake/block";
import { decimal } from "./intake/decimals";
import { type Dictionary, dictionary } from "./intake/dictionary";
import { hashInto } from "./intake/hash";
import { dayNumber } from "./intake/times";
import { eventTypes } from "./mapping";
import type { SqlEngine } from "./sql-engine";

/** What a shop has beside its log: its products, and how many of them there were. Either may be empty. */
export interface Merchandise {
  readonly products: readonly Product[];
  readonly stock: readonly StockLevel[];
}

const text = z.string().default("");
const product = z.object({
  product_id: z.string().min(1, "a product"),
  category_code: text,
  brand: text,
  /** Before any reduction, in the currency of the log. */
  list_price: text.refine((price) => price === "" || decimal(price) > 0, "a price above 0, or nothing"),
});
export type Product = Readonly<z.infer<typeof product>>;

/** So many pieces from this day on, until the product's next line. */
const stockLevel = z.object({
  product_id: z.string().min(1, "a product"),
  from: z.iso.date("a day such as 2019-11-29"),
  quantity: z.string().regex(/^\d+$/, "a whole number"),
});
export type StockLevel = Readonly<z.infer<typeof stockLevel>>;

/** The rows of a catalogue (`product_id,category_code,brand,list_price`). Throws one `Error` that names the bad rows. */
export const productsOf = (rows: readonly unknown[]): readonly Product[] => rowsOf(product, rows);
/** The rows of a stock file (`product_id,from,quantity`). Throws one `Error` that names the bad rows. */
export const stockOf = (rows: readonly unknown[]): readonly StockLevel[] => rowsOf(stockLevel, rows);

const mostMistakes = 20;

function rowsOf<Row>(shape: z.ZodType<Row>, rows: readonly unknown[]): readonly Row[] {
  const parsed = rows.map((row) => shape.safeParse(row));
  const mistakes = parsed.flatMap(({ error }, at) =>
    (error?.issues ?? []).map(({ path, message }) => `row ${at + 1}, ${path.join(".")}: ${message}`),
  );
  if (mistakes.length > 0)
    throw new Error(
      [
        ...mistakes.slice(0, mostMistakes),
        ...(mistakes.length > mostMistakes ? [`and ${mistakes.length - mostMistakes} more`] : []),
      ].join("\n"),
    );
  return parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
}

/** A text as bytes with its hash, as dictionaries want it. */
export interface Word {
  readonly bytes: Uint8Array;
  readonly first: number;
  readonly second: number;
}

/** What is known of one product while a file is read. */
export interface Known {
  readonly brand: Word | undefined;
  readonly code: Word | undefined;
  /** Ten-thousandths. */
  readonly listPrice: number | undefined;
  /** How many there were by day; undefined where nothing is known of it. */
  readonly quantityOn: ((day: number) => number | undefined) | undefined;
}

export interface Shelf {
  /** The product of these bytes, whose hash is `first` and `second`. */
  readonly find: (bytes: Uint8Array, start: number, end: number, first: number, second: number) => Known | undefined;
}

/** Products by their ids, as bytes. */
export function shelfOf({ products, stock }: Merchandise): Shelf {
  const ids: Dictionary = dictionary();
  const numberOf = (id: string) => {
    const { bytes, first, second } = word(id);
    return ids.numberOf(bytes, 0, bytes.length, first, second);
  };
  const levels = new Map<number, { readonly from: number; readonly quantity: number }[]>();
  for (const { product_id: id, from, quantity } of stock) {
    const own = levels.get(numberOf(id)) ?? [];
    own.push({ from: dayNumber(from), quantity: Number(quantity) });
    levels.set(numberOf(id), own);
  }
  const listed = new Map(products.map((each) => [numberOf(each.product_id), each]));
  const known = Array.from({ length: ids.size() }, (_, number): Known => {
    const of = listed.get(number);
    const own = levels.get(number)?.sort((one, other) => one.from - other.from);
    return {
      brand: of === undefined || of.brand === "" ? undefined : word(of.brand),
      code: of === undefined || of.category_code === "" ? undefined : word(of.category_code),
      listPrice: of === undefined || of.list_price === "" ? undefined : decimal(of.list_price),
      quantityOn: own && ((day) => own.findLast(({ from }) => from <= day)?.quantity),
    };
  });
  return {
    find(bytes, start, end, first, second) {
      const number = ids.find(bytes, start, end, first, second);
      return number === undefined ? undefined : known[number];
    },
  };
}

function word(value: string): Word {
  const bytes = new TextEncoder().encode(value);
  const lanes = [new Int32Array(1), new Int32Array(1)] as const;
  hashInto(lanes, 0, bytes, 0, bytes.length);
  return { bytes, first: lanes[0][0] ?? 0, second: lanes[1][0] ?? 0 };
}

const [view, purchase] = [eventTypes.indexOf("view"), eventTypes.indexOf("purchase")];
/** Less than the list price by so much is a reduction, and not a rounding. */
const reduction = 0.01;

/** What is to be noted of an event with a product: bits of `noted`. The type is an index of `eventTypes`, the price ten-thousandths. */
export function notesOf(
  { listPrice, quantityOn }: Known,
  { type, price }: { readonly type: number; readonly price: number },
  day: number,
): number {
  if (type === purchase && listPrice !== undefined)
    return noted.priced | (price < listPrice * (1 - reduction) ? noted.reduced : 0);
  const quantity = type === view ? quantityOn?.(day) : undefined;
  return quantity === undefined ? 0 : noted.stocked | (quantity === 0 ? noted.soldOut : 0);
}

/** How one segment deals with prices and stock; undefined where nothing is known. */
export interface Dealing {
  /** Share of purchases, of those whose list price is known, that cost less than it. */
  readonly reduced: number | undefined;
  readonly purchases: number;
  /** Share of views, of those whose stock is known, of what there was none of. */
  readonly soldOut: number | undefined;
  readonly views: number;
}

const row = z.object({
  segment: z.coerce.number(),
  reduced: z.coerce.number(),
  priced: z.coerce.number(),
  sold_out: z.coerce.number(),
  stocked: z.coerce.number(),
});

/** Every segment's dealings, in the order of the segments; none where no file was joined with a catalogue or stock. */
export async function dealingsOf(
  engine: SqlEngine,
  assigned: string,
  asOf: string,
  k: number,
): Promise<readonly Dealing[]> {
  const rows = await engine.run({
    text: `select a.segment, sum(d.reduced) as reduced, sum(d.priced) as priced, sum(d.sold_out) as sold_out,
      sum(d.stocked) as stocked from dealings d join (${assigned}) a on a.user_id = d.user_id group by a.segment`,
    parameters: { as_of: asOf },
    parse: (value) => row.parse(value),
  });
  if (rows.length === 0) return [];
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
  return Array.from({ length: k }, (_, segment) => {
    const found = rows.find((each) => each.segment === segment);
    const { reduced, priced, sold_out: soldOut, stocked } = found ?? { reduced: 0, priced: 0, sold_out: 0, stocked: 0 };
    return { reduced: share(reduced, priced), purchases: priced, soldOut: share(soldOut, stocked), views: stocked };
  });
}
