import { type Mapping, eventTypes } from "../mapping";
import { decimal, decimalOfBytes, product } from "./decimals";
import { type Fields, emptyFields, placeField, textOf } from "./fields";
import { columnKey, mixed } from "./hash";
import { times } from "./times";

/** What the last judged row says; valid until the next is judged. */
export interface Judgement {
  time: number;
  /** An index of `eventTypes`. */
  type: number;
  price: number;
}

export interface Judge {
  readonly fields: Fields;
  /** Why the row in `fields` is no event; undefined where it is one. */
  readonly reasonAgainst: () => string | undefined;
  readonly found: Judgement;
  /** The hash of all fields of the file's row, whatever the order of its columns. */
  readonly hashOf: (into: Int32Array, at: number) => void;
  /** Which of the fields are whom and what, and the bytes in which they lie. */
  readonly columns: Readonly<Record<Named, number>>;
  readonly bytesOf: (column: number) => Uint8Array;
}
type Named = "user_id" | "user_session" | "product_id" | "category_id" | "category_code" | "brand";
const named: readonly Named[] = ["user_id", "user_session", "product_id", "category_id", "category_code", "brand"];

export const damagedId = "id damaged by a spreadsheet";
/** `2.05E+18`: a spreadsheet has rounded the number for good. */
const rounded = /^[0-9]([.,][0-9]+)?[eE]\+?[0-9]+$/;
/** Letters have this bit, digits and points have not. */
const letter = 0x40;

/** Judges rows of files with this header, as this mapping reads them; every row is an event or is told why not. */
export function judge(header: readonly string[], mapping: Mapping): Judge {
  const fields = emptyFields(header.length + named.length);
  const indexOf = (column: string) => header.indexOf(column);
  const byName = [...header].sort();
  const keys = Int32Array.from(header, (column) => columnKey(byName.indexOf(column)));

  /** What the mapping makes of the file's fields, row by row, in columns behind them. */
  const made: (() => void)[] = [];
  const columns = Object.fromEntries(
    named.map((name, at) => {
      const [source, own] = [mapping.columns[name], header.length + at];
      if ("column" in source && source.without === undefined) return [name, indexOf(source.column)];
      if ("column" in source) made.push(cut(indexOf(source.column), source.without ?? "", own));
      return [name, own]; // nothing is ever written there where the column is missing
    }),
  ) as Record<Named, number>;
  const { user_id: user, user_session: session, product_id: item, category_id: category } = columns;
  const constants = new Map(
    named.flatMap((name) => {
      const source = mapping.columns[name];
      return "always" in source ? [[columns[name], new TextEncoder().encode(source.always)]] : [];
    }),
  );
  for (const [column, bytes] of constants) {
    placeField(fields, column, 0, bytes.length, bytes);
    fields.alls[column] = 0; // what a mapping says is not questioned
  }

  const time = indexOf(mapping.columns.event_time.column);
  const clock = times(mapping.timeFormats);
  const typeOf = typeReader(mapping.columns.event_type, indexOf);
  const price = indexOf(mapping.columns.price.column);
  const pieces = mapping.columns.price.times;
  const except = mapping.except.map(({ column, beginsWith, reason }) => ({
    column: indexOf(column),
    head: new TextEncoder().encode(beginsWith),
    reason,
  }));
  const { starts, ends, alls } = fields;
  const [firsts, seconds] = fields.lanes;
  const isEmpty = (column: number) => starts[column] === ends[column];
  const isRounded = (column: number) => ((alls[column] ?? 0) & letter) !== 0 && rounded.test(textOf(fields, column));
  const found: Judgement = { time: NaN, type: -1, price: NaN };

  return {
    fields,
    found,
    columns,
    bytesOf: (column) => (constants.size === 0 ? fields.bytes : (constants.get(column) ?? fields.bytes)),
    reasonAgainst() {
      for (const make of made) make();
      for (const { column, head, reason } of except) if (beginsWith(column, head)) return reason;
      found.time = clock(fields, time);
      if (Number.isNaN(found.time)) return "no time";
      found.type = typeOf(fields);
      if (found.type < 0) return "unknown event type";
      if (isEmpty(user)) return "no user";
      if (isRounded(user) || isRounded(item) || isRounded(category)) return damagedId;
      if (isEmpty(item)) return "no product";
      if (isEmpty(session)) return "no session";
      found.price = decimalOfBytes(fields.bytes, starts[price] ?? 0, ends[price] ?? 0);
      if (pieces !== undefined) found.price = product(found.price, decimal(textOf(fields, indexOf(pieces))));
      if (Number.isNaN(found.price)) return "no price";
      if (found.price < 0) return "negative price";
      if (found.price === 0 && eventTypes[found.type] === "purchase") return "purchase for nothing";
      return undefined;
    },
    hashOf(into, place) {
      let first = 0;
      let second = 0;
      for (let column = 0; column < keys.length; column++) {
        const key = keys[column] ?? 0;
        first = (first + mixed((firsts[column] ?? 0) ^ key)) | 0;
        second = (second + mixed(((seconds[column] ?? 0) + key) | 0)) | 0;
      }
      into[place] = first;
      into[place + 1] = second;
    },
  };

  function beginsWith(column: number, head: Uint8Array): boolean {
    const start = starts[column] ?? 0;
    return (ends[column] ?? 0) - start >= head.length && head.every((byte, at) => fields.bytes[start + at] === byte);
  }

  /** A column like another, without a text at its end. */
  function cut(column: number, tail: string, own: number): () => void {
    const bytes = new TextEncoder().encode(tail);
    return () => {
      const [start, end] = [starts[column] ?? 0, ends[column] ?? 0];
      const behind = end - bytes.length;
      const has = behind >= start && bytes.every((byte, at) => fields.bytes[behind + at] === byte);
      placeField(fields, own, start, has ? behind : end);
    };
  }
}

/** The index in `eventTypes` of what a row says, -1 where it is none of them. */
function typeReader(
  type: Mapping["columns"]["event_type"],
  indexOf: (column: string) => number,
): (fields: Fields) => number {
  if ("always" in type) {
    const constant = eventTypes.indexOf(type.always);
    return () => constant;
  }
  const column = indexOf(type.column);
  const known = Object.entries(type.values).map(([theirs, ours]) => ({
    bytes: new TextEncoder().encode(theirs),
    index: eventTypes.indexOf(ours),
  }));
  return ({ bytes, starts, ends }) => {
    const start = starts[column] ?? 0;
    const length = (ends[column] ?? 0) - start;
    for (const each of known) {
      if (each.bytes.length !== length) continue;
      let at = 0;
      while (at < length && each.bytes[at] === bytes[start + at]) at++;
      if (at === length) return each.index;
    }
    return -1;
  };
}
