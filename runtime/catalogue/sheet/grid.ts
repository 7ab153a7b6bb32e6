import { plain } from "../../recommendation/words/tokens";
import { priceIn } from "../reading/price";
import { isSize } from "../reading/sizes";
import { sizeHeading } from "../reading/options";
import { otherGoods } from "../reading/shop-words";
import { pieceOf, reader } from "../reading/wording";
import { bandsOf, spansOf } from "./bands";
import type { Column } from "./header";
import { fieldsIn, isReference } from "./headings";
import { type Line, type Placed, overlap } from "./placed";

/** The rows of one table: the cells under each column, and the section in which it stands. */
export interface Grid {
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly section: string | undefined;
  }[];
  /** Why rows could not be told apart. */
  readonly fault?: string;
  /** Lines of the page that the table took. */
  readonly taken: ReadonlySet<Line>;
}

const total = /^(grand |sub|sous)?[- ]?tot(al|ale|als|aux|ali|\.)?\b|^somm[ae]\b|^page \d|^pag/;
const reference = /^(?=.*\d)[\w][\w ./+-]{0,31}$|^[A-Z][A-Z._/-]{2,31}$/;

/** What stands under a header, up to where prose begins: columns by where their headings stand, rows by what each has once. */
export function gridOf(lines: readonly Line[], columns: readonly Column[]): Grid {
  const inside = table(lines, columns);
  const cells = new Map(inside.map((line) => [line, placedIn(line, columns)] as const));
  const fields = fieldsIn(columns.map(({ heading }) => heading));
  const at = (line: Line, column: number) => cells.get(line)?.[column] ?? "";
  const having = (column: number, holds: (text: string) => boolean) =>
    inside.filter((line) => at(line, column) !== "" && holds(at(line, column)));
  const columnsOf = (holds: (column: number) => boolean) =>
    columns.flatMap((_, column) => (holds(column) ? [column] : []));

  const [id] = columnsOf((column) => isReference(fields[column]));
  if (id === undefined) return { rows: [], taken: new Set() };
  const prices = columnsOf((column) => fields[column] === "price" || fields[column] === "cost").map((column) =>
    having(column, (text) => "euros" in priceIn(text) || /\d/.test(text)),
  );
  const numbers = columnsOf(
    (column) => fields[column] === "stock" || isSize(sizeHeading(columns[column]?.heading ?? "")),
  ).map((column) => having(column, (text) => /^\d+$/.test(text)));
  const references = referencesIn(inside, (line) => at(line, id), [...prices, ...numbers].flat());
  const most = [references, ...prices, ...numbers].reduce((one, other) => (other.length > one.length ? other : one));
  if (references.length === 0) return { rows: [], taken: new Set() };

  const anchors = most.map(({ y }) => y);
  const sections = new Map(inside.flatMap((line) => sectionOf(line, columns[id], anchors)));
  const body = inside.filter((line) => !sections.has(line));
  const bands = bandsOf(body, anchors);
  const near = 0.35 * (most[0]?.size ?? 0);
  const spans = spansOf(
    anchors,
    references.map(({ y }) => y),
    near,
  );
  const taken = new Set([...sections.keys(), ...bands.flat().flatMap((place) => body[place] ?? [])]);
  if (!spans)
    return {
      rows: [],
      fault: "its merged cells do not tell which rows belong to which reference; write the reference on every row",
      taken,
    };
  const ofSpan = (row: number) => bands.filter((_, other) => spans[other] === spans[row]).flat();
  const filled = (column: number) =>
    inside.filter((line) => anchors.includes(line.y) && at(line, column) !== "").length;
  const merged = columns.map(
    (_, column) => anchors.length > references.length && filled(column) < 0.8 * anchors.length,
  );
  const rows = anchors.map((y, row) => ({
    cells: columns.map((_, column) =>
      column === id
        ? (references[spans[row] ?? -1]?.text ?? "")
        : (merged[column] ? ofSpan(row) : (bands[row] ?? []))
            .flatMap((place) => (body[place] ? at(body[place], column) : []))
            .filter((text) => text !== "")
            .join(" "),
    ),
    section: [...sections].findLast(([above]) => above.y < y)?.[1],
  }));
  return { rows, taken };
}

/** What names a row, once for each: a reference that breaks after its hyphen is one, a date in a footer stands alone and is none. */
function referencesIn(lines: readonly Line[], said: (line: Line) => string, rows: readonly Line[]) {
  const found: { text: string; y: number; size: number; alone: boolean }[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    const text = said(line);
    if (text === "") continue;
    const before = found.at(-1);
    if (before && last && /[-/_.]$/.test(before.text) && line.y - last.y < 1.6 * line.size) {
      const [from, to] = [last.y, line.y];
      const row = rows.find(({ y }) => y >= from && y <= to);
      found[found.length - 1] = { ...before, text: `${before.text}${text}`, y: row?.y ?? from, alone: false };
    } else found.push({ text, y: line.y, size: line.size, alone: line.parts.length === 1 });
    last = line;
  }
  const named = found.filter(({ text }) => reference.test(text));
  const beside = named.filter(({ alone }) => !alone);
  return beside.length > 0 ? beside : named;
}

/** The lines of a table: without totals, and up to the first that runs on under several headings. */
function table(lines: readonly Line[], columns: readonly Column[]): readonly Line[] {
  const prose = lines.findIndex(({ parts }) =>
    parts.some((part) => part.text.length > 12 && columns.filter((column) => overlap(column, part) > 0).length > 1),
  );
  return lines
    .slice(0, prose < 0 ? lines.length : prose)
    .filter(({ parts }) => !parts.some(({ text }) => total.test(plain(text))));
}

/** Each part is of the column under whose heading it stands, else of the one with which it is aligned best. */
function placedIn({ parts }: Line, columns: readonly Column[]): readonly string[] {
  const cells = columns.map(() => "");
  for (const part of parts) {
    const under = columns.map((column) => overlap(column, part));
    const most = Math.max(...under);
    const column = most > 0 ? under.indexOf(most) : nearest(part, columns);
    cells[column] = `${cells[column] ?? ""} ${part.text}`.trim();
  }
  return cells;
}

function nearest(part: Placed, columns: readonly Column[]): number {
  const far = columns.map(({ left, right }) =>
    Math.min(
      Math.abs(left - part.left),
      Math.abs(right - part.right),
      Math.abs(left + right - part.left - part.right) / 2,
    ),
  );
  return far.indexOf(Math.min(...far));
}

/** A line by itself between rows, as "Dresses", is of all that follow. */
function sectionOf(
  line: Line,
  first: Column | undefined,
  rows: readonly number[],
): readonly (readonly [Line, string])[] {
  if (
    !first ||
    rows.includes(line.y) ||
    !line.parts.every((part) => overlap(first, part) > 0 || part.right < first.left)
  )
    return [];
  const section = sectionIn(line);
  return section === undefined ? [] : [[line, section]];
}

const read = reader();

/** The kind of goods that a line by itself names, "" where its few words name none; undefined where it is no title of a section. */
export function sectionIn(line: Line | undefined): string | undefined {
  const [part, ...more] = line?.parts ?? [];
  if (!part || more.length > 0 || /\d/.test(part.text) || part.text.split(" ").length > 4) return undefined;
  return pieceOf(part.text, "", read).piece !== undefined || otherGoods.test(plain(part.text)) ? part.text : "";
}
