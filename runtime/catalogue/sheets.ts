import { type Reading, productsFrom } from "./reading/assemble";
import type { Assumed } from "./reading/parsed";
import type { Described, Refusal } from "./reading/rows";
import type { Renaming } from "./reading/mapping";
import { distinct } from "./reading/table";
import { isHeader, readable } from "./sheet/headings";

/** One table of a supplier's sheet: its rows of cells, the header among them, top to bottom. */
export interface SheetTable {
  /** From 1. */
  readonly page: number;
  readonly rows: readonly (readonly string[])[];
  /** Why what stands there could not be read. */
  readonly fault?: string;
}

/** Port: the tables of a PDF. */
export interface SheetReader {
  /** Undefined when it is no PDF, or one that cannot be opened. */
  tables(pdf: Uint8Array, rename?: (heading: string) => string): Promise<readonly SheetTable[] | undefined>;
}

/**
 * Products of a supplier's sheet. Columns are found by their headings, in any order; cells in English, French or Italian are put into
 * the catalogue's own words; rows of one reference are its sizes. A row that is no product is answered with its page and its reason:
 * `line` counts the rows under a header, over all tables.
 */
export function productsIn(
  tables: readonly SheetTable[],
  assumed: Assumed = {},
  inOurs: Renaming["inOurs"] = (row) => row,
): Reading {
  let header: readonly string[] | undefined;
  const rows: Described[] = [];
  const faults: Refusal[] = [];
  const pages: number[] = [];
  for (const { page, rows: cells, fault } of tables) {
    if (fault !== undefined) faults.push({ line: rows.length + 1, reason: `page ${page}: ${fault}` });
    for (const row of cells) {
      const next = isHeader(row);
      header = next ? distinct(readable(row)) : header; // a table may go on overleaf without its header
      if (next || !header || row.every((cell) => cell.trim() === "")) continue;
      const under = header.flatMap((name, at) => (name === "" ? [] : [[name, row[at]?.trim() ?? ""] as const]));
      rows.push(inOurs({ line: rows.length + 1, under: new Map(under) }));
      pages[rows.length] = page;
    }
  }
  const { parsed, notes } = productsFrom(rows, [], assumed);
  const placed = parsed.map((each) =>
    "reason" in each ? { ...each, reason: `page ${pages[each.line] ?? 1}: ${each.reason}` } : each,
  );
  return { parsed: [...placed, ...faults].sort((a, b) => a.line - b.line), notes: rows.length > 0 ? notes : [] };
}
