import type { SheetTable } from "../sheets";
import { cardsIn } from "./cards";
import { gridOf, sectionIn } from "./grid";
import { type Column, headersIn } from "./header";
import { readable } from "./headings";
import { type Placed, linesOf } from "./placed";

/** The text of one page; its number is from 1. */
export interface SheetPage {
  readonly page: number;
  readonly texts: readonly Placed[];
}

const pictureOnly =
  "it is a picture without text; in Azure Document Intelligence reads it (docs/recommendation.md), or ask for the sheet as it was before it was scanned";

const unknownForm =
  "it has prices, and neither a header with a reference and a price nor blocks such as “Ref.: A1, Price: 39.90 €” that are understood; say with --mapping which heading is which, or put its products into a table";

/** What a price looks like anywhere. */
const money = /(€|\beur\b)\s*\d|\d[.,]\d\d\s*(€|eur\b)|^\d{1,4}[.,]\d\d$/i;

/**
 * The tables of a sheet, from where its text stands: those under a header, which may go on overleaf without it; else one for the
 * blocks of a page in which each product has its labels.
 */
export function tablesOf(
  pages: readonly SheetPage[],
  rename: (heading: string) => string = (heading) => heading,
): readonly SheetTable[] {
  const tables: SheetTable[] = [];
  let columns: readonly Column[] | undefined;
  let section = "";
  for (const { page, texts } of pages) {
    const lines = linesOf(texts);
    const headers = headersIn(lines, rename);
    const taken = new Set(headers.flatMap(({ from, to }) => lines.slice(from, to)));
    const under = [...(columns ? [{ columns, from: 0, to: 0 }] : []), ...headers];
    let rest = 0;
    for (const [at, header] of under.entries()) {
      section = sectionIn(lines[header.from - 1]) ?? section;
      const grid = gridOf(lines.slice(header.to, under[at + 1]?.from), header.columns);
      columns = header.columns;
      if (grid.rows.length === 0 && grid.fault === undefined) continue;
      for (const line of grid.taken) taken.add(line);
      rest += grid.rows.length + (grid.fault === undefined ? 0 : 1);
      const headings = readable(columns.map(({ heading }) => heading));
      tables.push({
        page,
        rows: [
          ["category", ...headings],
          ...grid.rows.map(({ cells, section: own }) => [(section = own ?? section), ...cells]),
        ],
        ...(grid.fault !== undefined && { fault: grid.fault }),
      });
    }
    const cards = cardsIn(
      lines.filter((line) => !taken.has(line)),
      rename,
    );
    if (cards.length > 0) tables.push({ page, rows: tableOf(cards.map(({ said }) => said)) });
    const fault = faultOf(texts);
    if (cards.length === 0 && rest === 0 && fault !== undefined) tables.push({ page, rows: [], fault });
  }
  return tables;
}

/** Why a page of which nothing was read is one that should have been; a cover or terms are not. */
function faultOf(texts: readonly Placed[]): string | undefined {
  if (texts.length === 0) return pictureOnly;
  return texts.filter(({ text }) => money.test(text)).length > 1 ? unknownForm : undefined;
}

function tableOf(cards: readonly ReadonlyMap<string, string>[]): readonly (readonly string[])[] {
  const labels = [...new Set(cards.flatMap((said) => [...said.keys()]))];
  return [readable(labels), ...cards.map((said) => labels.map((label) => said.get(label) ?? ""))];
}
