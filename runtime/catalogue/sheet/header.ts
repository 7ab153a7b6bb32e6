import { isSize } from "../reading/sizes";
import { sizeHeading } from "../reading/options";
import { fieldIn, isHeader, squeezed } from "./headings";
import { type Line, type Placed, overlap } from "./placed";

/** A heading and where it stands. */
export interface Column {
  readonly heading: string;
  readonly left: number;
  readonly right: number;
}

/** The header of a table: its columns from the left, and which lines of the page it takes, the last one not included. */
export interface Header {
  readonly columns: readonly Column[];
  readonly from: number;
  readonly to: number;
}

/** A heading breaks over no more lines than this. */
const deepest = 6;
/** A price as it stands in a row. */
const money = /(€|\beur)\s*\d|\d[.,]\d\d\b/i;
/** Heights of a letter between lines of one header. */
const apart = 2.2;

/** The headers of a page, from the top: where the most headings are known and the fewest are not, in the fewest lines. */
export function headersIn(lines: readonly Line[], rename: (heading: string) => string): readonly Header[] {
  const found = lines
    .flatMap((_, from) =>
      Array.from({ length: deepest }, (__, more) => from + more + 1).flatMap((to) => {
        const header = to <= lines.length ? headerOf(lines, from, to, rename) : undefined;
        return header ? [header] : [];
      }),
    )
    .sort((a, b) => b.known - a.known || a.unknown - b.unknown || a.to - a.from - (b.to - b.from) || a.from - b.from);
  const kept: typeof found = [];
  for (const each of found) if (kept.every(({ from, to }) => each.to <= from || each.from >= to)) kept.push(each);
  return kept.sort((a, b) => a.from - b.from);
}

function headerOf(
  lines: readonly Line[],
  from: number,
  to: number,
  rename: (heading: string) => string,
): (Header & { readonly known: number; readonly unknown: number }) | undefined {
  const these = lines.slice(from, to);
  const close = these.every((line, at) => at === 0 || line.y - (these[at - 1]?.y ?? 0) <= apart * line.size);
  const amount = these.some(({ parts }) => parts.some(({ text }) => money.test(text)));
  if (!close || amount) return undefined; // a row with a price is no part of a header
  const columns = columnsOf(these).map((column) => ({ ...column, heading: rename(column.heading) }));
  const headings = columns.map(({ heading }) => heading);
  if (!isHeader(headings)) return undefined;
  const sizes = headings.some((heading) => isSize(sizeHeading(heading)));
  const known = new Set(headings.map(fieldIn).filter((field) => field !== undefined)).size + (sizes ? 1 : 0);
  const unknown = headings.filter((heading) => fieldIn(heading) === undefined && !isSize(sizeHeading(heading))).length;
  return { columns, from, to, known, unknown };
}

/** Headings by what stands above what. One above several ("Quantities" over "S", "M", "L") belongs to each that says nothing without it. */
function columnsOf(lines: readonly Line[]): readonly Column[] {
  const parts = lines.flatMap(({ parts: each }, line) => each.map((part) => ({ part, line })));
  const over = (one: Placed, line: number) =>
    lines.some(({ parts: each }, at) => at > line && each.filter((other) => overlap(one, other) > 0).length > 1);
  const wide = parts.filter(({ part, line }) => over(part, line));
  const columns: { heading: string; left: number; right: number }[] = [];
  for (const { part, line } of parts) {
    if (wide.some((each) => each.part === part && each.line === line)) continue;
    const [column, ...more] = columns.filter((each) => overlap(each, part) > 0);
    for (const each of more) columns.splice(columns.indexOf(each), 1); // words of one heading, set wide
    const all = [...(column ? [column] : []), ...more];
    const whole = {
      heading: [...all.map(({ heading }) => heading), squeezed(part.text)].join(" "),
      left: Math.min(part.left, ...all.map(({ left }) => left)),
      right: Math.max(part.right, ...all.map(({ right }) => right)),
    };
    if (column) Object.assign(column, whole);
    else columns.push(whole);
  }
  return columns
    .map((column) => {
      const above = wide.find(({ part }) => overlap(part, column) > 0);
      const whole = fieldIn(column.heading) !== undefined || isSize(sizeHeading(column.heading));
      return above && !whole ? { ...column, heading: `${above.part.text} ${column.heading}` } : column;
    })
    .sort((a, b) => a.left - b.left);
}
