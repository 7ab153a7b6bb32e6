import { type Reading, productsFrom } from "./reading/assemble";
import type { Assumed } from "./reading/parsed";
import { type Field, exampleOf, fieldOf } from "./reading/headings";
import type { Described } from "./reading/rows";
import { distinct } from "./reading/table";

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

/** How many headings a row must have to be a header. */
const leastHeadings = 4;

/** Suppliers' headings say more than their first word ("Ref. supplier", "Taglia IT"); within a header that word is enough. */
const fieldIn = (cell: string): Field | undefined => fieldOf(cell) ?? fieldOf(cell.trim().split(/[\s./(]/)[0] ?? "");

/** The heading of each column, those that are known by an example of their field; undefined when the row is no header. */
function headings(row: readonly string[]): readonly string[] | undefined {
  const fields = row.map(fieldIn);
  const found = new Set(fields.filter((field) => field !== undefined));
  if (
    found.size < leastHeadings ||
    !found.has("price") ||
    !["id", "group", "sku"].some((field) => found.has(field as Field))
  )
    return undefined;
  return row.map((cell, at) => {
    const field = fields[at];
    return field === undefined || fieldOf(cell) !== undefined ? cell : exampleOf(field);
  });
}

/**
 * Products of a supplier's sheet. Columns are found by their headings, in any order; cells in English, French or Italian are put into
 * the catalogue's own words; rows of one reference are its sizes. A row that is no product is answered with its reason: `line`
 * counts the rows under a header, over all tables.
 */
export function productsIn(tables: readonly SheetTable[], assumed: Assumed = {}): Reading {
  let header: readonly string[] | undefined;
  const rows: Described[] = [];
  for (const table of tables)
    for (const row of table.rows) {
      const next = headings(row);
      header = next ? distinct(next) : header; // a table may go on overleaf without its header
      if (next || !header || row.every((cell) => cell.trim() === "")) continue;
      const cells = header.flatMap((name, at) => (name === "" ? [] : [[name, row[at]?.trim() ?? ""] as const]));
      rows.push({ line: rows.length + 1, under: new Map(cells) });
    }
  return productsFrom(rows, [], assumed);
}
