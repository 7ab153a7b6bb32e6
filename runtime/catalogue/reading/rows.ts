import { type Field, fieldOf, lists } from "./headings";

/** One row of a file by the headings it has there; `line` is where it stands, counted as the file's reader says. */
export interface Described {
  readonly line: number;
  readonly under: ReadonlyMap<string, string>;
}

/** A row, or a part of a product, that could not be read; `id` where it is known which product it was about. */
export interface Refusal {
  readonly line: number;
  readonly reason: string;
  readonly id?: string;
}

/** A row with what it says of a product, by field. */
export interface Row extends Described {
  readonly fields: ReadonlyMap<Field, string>;
}

/** What shops' software calls a row, under headings such as "Type". */
const softwares = /^(simple|variable|variation|configurable|grouped|bundle|virtual)$/i;

/**
 * What a row says, by field: under the first heading of that field that has something, or, for lists, under all of them, joined by `|`. The
 * other headings that say something are passed over.
 */
export function rowOf(described: Described, passedOver: Set<string>): Row {
  const fields = new Map<Field, string>();
  for (const [heading, text] of described.under) {
    if (text === "") continue;
    const field = fieldOf(heading);
    if (field === "piece" && softwares.test(text)) continue;
    const before = field && fields.get(field);
    if (field !== undefined && before === undefined) fields.set(field, text);
    else if (field !== undefined && lists.has(field)) fields.set(field, `${before ?? ""}|${text}`);
    else passedOver.add(heading);
  }
  return { ...described, fields };
}

/** The heading of a field in these rows, whether or not anything stands under it. */
export function headingIn(rows: readonly Described[], field: Field): string | undefined {
  for (const { under } of rows) for (const heading of under.keys()) if (fieldOf(heading) === field) return heading;
  return undefined;
}
