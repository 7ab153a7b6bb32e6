import { fieldOf } from "./headings";
import type { Described, Refusal } from "./rows";

/** One record of a CSV file: its cells, and the line on which it begins. */
export interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Port: the records of a CSV text (RFC 4180 with another delimiter). Throws an `Error` that names the line of a mistake. */
export type ParseTable = (text: string, delimiter: string) => readonly Cells[];

export type TableRead =
  { readonly rows: readonly Described[]; readonly refused: readonly Refusal[] } | { readonly unreadable: string };

const delimiters = [",", ";", "\t", "|"];
/** Lines in which the header is looked for: titles and dates may stand above it. */
const searched = 20;

/** Rows of a table whose delimiter and header are found by the headings that are known. */
export function tableIn(text: string, parse: ParseTable, rename: (heading: string) => string): TableRead {
  const head = headerIn(text, (heading) => fieldOf(rename(heading)));
  if (!head)
    return {
      unreadable: `none of its first lines has headings that are known; the first is “${text.trim().split("\n")[0]?.trim().slice(0, 120) ?? ""}”. Head the columns such as reference, name, brand, category, colour, size, price, stock, image (docs/recommendation.md), or say which is which with --mapping FILE, in which stands ${exampleLine(text)}`,
    };
  let records: readonly Cells[];
  try {
    records = parse(text, head.delimiter);
  } catch (error) {
    return {
      unreadable: `cannot be read: ${error instanceof Error ? error.message : String(error)}; a quote must be closed, and doubled within a quoted cell`,
    };
  }
  const [header, ...body] = records.filter(({ line }) => line >= head.line);
  const names = distinct(header?.cells ?? []);
  const width = names.findLastIndex((name) => name !== "") + 1;
  const rows: Described[] = [];
  const refused: Refusal[] = [];
  for (const { line, cells } of body) {
    const extra = cells.slice(width).some((cell) => cell !== "");
    if (cells.length < width || extra)
      refused.push({
        line,
        reason: `the row has ${cells.length} cells under ${width} headings; put a cell that contains “${head.delimiter === "\t" ? "tab" : head.delimiter}” into quotes`,
      });
    else if (cells.some((cell, at) => cell !== header?.cells[at]))
      // a header again, as where files were put together, is no row
      rows.push({
        line,
        under: new Map(names.flatMap((name, at) => (name === "" ? [] : [[name, cells[at] ?? ""] as const]))),
      });
  }
  return { rows, refused };
}

/** What to write into a mapping, by the first heading of a text that has none that is known. */
const exampleLine = (text: string) =>
  `“columns: { id: { column: ${
    text
      .trim()
      .split(/[,;\t|\r\n]/)[0]
      ?.trim()
      .slice(0, 40) ?? ""
  } } }”`;

/** The line and delimiter with the most known headings: at least two. */
function headerIn(
  text: string,
  fieldOf: (heading: string) => string | undefined,
): { readonly line: number; readonly delimiter: string } | undefined {
  let best: { line: number; delimiter: string; known: number } | undefined;
  for (const [at, content] of text.split("\n", searched).entries())
    for (const delimiter of delimiters) {
      const cells = content.split(delimiter).map((cell) => cell.trim().replace(/^"|"$/g, ""));
      const known = new Set(cells.map((cell) => fieldOf(cell)).filter((field) => field !== undefined)).size;
      if (known >= 2 && known > (best?.known ?? 0)) best = { line: at + 1, delimiter, known };
    }
  return best;
}

/** Headings that stand twice get a number, so that neither hides the other. */
export const distinct = (headings: readonly string[]): readonly string[] =>
  headings.map((heading, at) => {
    const before = headings.slice(0, at).filter((each) => each === heading).length;
    return heading !== "" && before > 0 ? `${heading} ${before + 1}` : heading;
  });
