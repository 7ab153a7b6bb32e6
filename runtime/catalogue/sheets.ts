import { readWishes } from "../recommendation/words";
import { type Parsed, checked } from "./import";
import { patterns, styles } from "./vocabulary";

/** One table of a supplier's sheet: its rows of cells, the header among them, top to bottom. */
export interface SheetTable {
  /** From 1. */
  readonly page: number;
  readonly rows: readonly (readonly string[])[];
}

/** Port: the tables of a PDF. */
export interface SheetReader {
  /** Undefined when it is no PDF, or one that cannot be opened. */
  tables(pdf: Uint8Array): Promise<readonly SheetTable[] | undefined>;
}

/** How suppliers head a column, in English, French and Italian. */
const columns = {
  id: /^(ref|reference|référence|article|art|item|code|codice|sku|style (no|code))\b/i,
  title: /^(name|title|description|designation|désignation|libellé|nome|descrizione|product|produit|prodotto)\b/i,
  brand: /^(brand|marque|marca|label)\b/i,
  piece: /^(type|category|catégorie|categoria|piece|pièce|capo|garment)\b/i,
  style: /^(style|stile)\b/i,
  pattern: /^(pattern|motif|fantasia)\b/i,
  colours: /^(colou?rs?|couleurs?|color[ei]|tinta)\b/i,
  price: /^(price|prix|prezzo|rrp|retail|pvc|eur)\b/i,
  size: /^(sizes?|tailles?|taglia|taglie)\b/i,
  stock: /^(stock|qty|quantity|quantité|quantità|qté|pcs|pieces available|disponibil)/i,
  image: /^(image|photo|picture|visuel|foto|immagine)\b/i,
} as const;
type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];

/** How many headings a row must have to be a header. */
const leastHeadings = 4;

function headings(row: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const found = new Map<Column, number>();
  for (const [at, cell] of row.entries()) {
    const name = names.find((each) => !found.has(each) && columns[each].test(cell.trim()));
    if (name !== undefined) found.set(name, at);
  }
  return found.size >= leastHeadings && found.has("id") && found.has("price") ? found : undefined;
}

/** "€ 1.299,90", "39.90 EUR", "39,9": euros; NaN where there is none. */
export function euros(text: string): number {
  const digits = text.replace(/[^\d.,]/g, "");
  const decimal = /[.,](\d{1,2})$/.exec(digits)?.[1] ?? "";
  const whole = decimal === "" ? digits : digits.slice(0, -decimal.length - 1);
  return digits === "" ? NaN : Number(`${whole.replace(/[.,]/g, "")}.${decimal || "0"}`);
}

/**
 * Products of a supplier's sheet. Columns are found by their headings, in any order; cells in English, French or Italian are put into
 * the catalogue's own words; rows of one reference are its sizes. A row that is no product is answered with its reason: `line`
 * counts the rows under a header, over all tables.
 */
export function productsIn(tables: readonly SheetTable[]): readonly Parsed[] {
  let header: ReadonlyMap<Column, number> | undefined;
  let line = 0;
  const products = new Map<string, { line: number; fields: Record<string, unknown>; variants: object[] }>();
  const refused: Parsed[] = [];
  for (const { rows } of tables)
    for (const row of rows) {
      const next = headings(row);
      header = next ?? header; // a table may go on overleaf without its header
      if (next || !header || row.every((cell) => cell.trim() === "")) continue;
      line++;
      const cell = (column: Column) => row[header?.get(column) ?? -1]?.trim() ?? "";
      const id = cell("id").replace(/[^A-Za-z0-9_-]+/g, "-");
      if (id === "") {
        refused.push({ line, reason: `id: the row “${row.join(" | ").slice(0, 60)}” has no reference` });
        continue;
      }
      const known = products.get(id);
      const variants = sizesIn(id, cell("size"), cell("stock"));
      if (known) known.variants.push(...variants);
      else products.set(id, { line, fields: fieldsOf(id, cell), variants });
    }
  const read = [...products.values()].map(({ line: at, fields, variants }) => checked({ ...fields, variants }, at));
  return [...read, ...refused].sort((a, b) => a.line - b.line);
}

function fieldsOf(id: string, cell: (column: Column) => string): Record<string, unknown> {
  const said = readWishes([cell("piece"), cell("colours"), cell("pattern"), cell("title")].join(", "));
  const tones = readWishes(cell("colours")).colours;
  const named = <T extends string>(list: readonly T[], text: string) =>
    list.find((each) => each === text.toLowerCase());
  const pattern = named(patterns, cell("pattern")) ?? said.patterns[0];
  return {
    id,
    title: cell("title") || id,
    brand: cell("brand"),
    piece: said.pieces[0],
    style: named(styles, cell("style")) ?? said.styles[0] ?? "casual",
    ...(pattern !== undefined && { pattern }),
    colours: tones.length > 0 ? tones : said.colours,
    price: euros(cell("price")),
    ...(/^[\w-]+\.(jpe?g|png|webp)$/.test(cell("image")) && { images: [cell("image")] }),
  };
}

/** "S M L" or "S/M/L" with one stock for all, or one size a row. */
function sizesIn(id: string, sizes: string, stock: string): object[] {
  const each = sizes.split(/[\s,/;]+/).filter((size) => size !== "");
  const pieces = Number(/\d+/.exec(stock)?.[0] ?? 0);
  return (each.length > 0 ? each : ["one"]).map((size) => ({ sku: `${id}-${size}`, size, stock: pieces }));
}
