import type { Mapping } from "../mapping";
import { type Known, type Shelf, type Word, notesOf } from "../merchandise";
import { type Aside, type Block, contentOf, missing } from "./block";
import type { Dictionary } from "./dictionary";
import { placeField, textOf } from "./fields";
import { hashInto } from "./hash";
import { judge } from "./judge";
import { fieldsOf, malformed } from "./record";
import { dayOf } from "./times";

/** Nobody writes an event in a longer line. */
const longestLine = 1 << 20;
/** A record that goes on over more lines than this is a quote that nobody closed. */
const mostLinesOfARecord = 50;
/** Beyond so many quotes that nobody closed none is looked for any more, and each costs its own line alone. */
const mostOpenQuotes = 10_000;

/** Answers of `split` where a line has no end that could be used. */
const [withCare, incomplete] = [-1, -2];
const [newline, carriageReturn, comma, quote, blank] = [0x0a, 0x0d, 0x2c, 0x22, 0x20];

export interface EventReader {
  /**
   * Reads lines of a block from where it was read to, as far as they are there and it has room for their rows; `last` where
   * nothing comes behind them. Every line becomes a row or is put aside.
   */
  readonly read: (block: Block, last: boolean) => void;
}

/**
 * A reader of the lines behind a header. A line without a quote or a blank beside a comma is split where its bytes lie, once it is
 * known to be text; any other is read with care. Both are judged alike. `isErased` tells customers of whom nothing may be kept, where there are any; `shelf` knows the products.
 */
export function eventReader(
  header: readonly string[],
  mapping: Mapping,
  isErased: ((user: string) => boolean) | undefined,
  shelf?: Shelf,
): EventReader {
  const { fields, ...judged } = judge(header, mapping);
  const columns = header.length;
  let scratch = new Uint8Array(1 << 12);
  const [decoder, encoder] = [new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }), new TextEncoder()];
  let line = 1; // the header
  let openQuotes = 0;
  let inLongLine = false;

  /**
   * Splits the line at `from` and answers where it ends; -1 where it has to be read with care, -2 where its end is not there yet.
   * The hot loop: every byte of a file passes here.
   */
  function split(bytes: Uint8Array, from: number, filled: number, last: boolean): number {
    const { starts, ends, alls, lanes } = fields;
    let field = 0;
    let start = from;
    let all = 0;
    let whole = 0;
    for (let at = from; ; at++) {
      let byte = 0;
      while (at < filled && (byte = bytes[at] ?? 0) > comma) {
        all |= byte;
        at++;
      }
      if (at === filled) {
        if (!last) return incomplete;
        byte = newline;
      }
      const next = at + 1 < filled ? (bytes[at + 1] ?? 0) : newline;
      const isEnd = byte === newline || (byte === carriageReturn && next === newline && at + 1 < filled);
      if (byte === comma || isEnd) {
        if (field === columns) return withCare;
        starts[field] = start;
        ends[field] = at;
        alls[field] = all;
        hashInto(lanes, field, bytes, start, at);
        field++;
        start = at + 1;
        whole |= all;
        all = 0;
        if (isEnd) return field === columns && at > from && (whole < 0x80 || isText(bytes, from, at)) ? at : withCare;
      } else if (byte <= blank && (byte !== blank || at === start || next <= comma)) return withCare;
      else if (byte === quote) return withCare;
    }
  }

  function isText(bytes: Uint8Array, start: number, end: number): boolean {
    try {
      decoder.decode(bytes.subarray(start, end));
      return true;
    } catch {
      return false;
    }
  }

  /** Puts the values of a record that was read with care where a line's fields would be. */
  function place(values: readonly string[]): void {
    const most = values.reduce((sum, { length }) => sum + 3 * length, 0);
    if (scratch.length < most) scratch = new Uint8Array(2 * most);
    let at = 0;
    fields.bytes = scratch;
    values.forEach((value, column) => {
      const { written } = encoder.encodeInto(value, scratch.subarray(at));
      placeField(fields, column, at, at + written);
      at += written;
    });
  }

  /** The line at `from`, as text or the reason why it is none, and where the next begins; undefined where its end is not there yet. */
  function lineAt(
    { bytes, filled }: Block,
    from: number,
    last: boolean,
  ): { readonly text: string | undefined; readonly end: number; readonly next: number } | undefined {
    if (from >= filled) return undefined;
    const found = bytes.subarray(0, filled).indexOf(newline, from);
    if (found < 0 && !last) return undefined;
    const stop = found < 0 ? filled : found;
    const end = stop > from && bytes[stop - 1] === carriageReturn ? stop - 1 : stop;
    let text: string | undefined;
    try {
      text = decoder.decode(bytes.subarray(from, end));
    } catch {
      text = undefined;
    }
    return { text, end, next: found < 0 ? filled : found + 1 };
  }

  /** Reads the record at `from` with care; answers where the next begins, undefined where more of the file is needed. */
  function readWithCare(block: Block, from: number, last: boolean): number | undefined {
    const found = lineAt(block, from, last);
    if (found === undefined) return undefined;
    const { text, end, next } = found;
    if (text === undefined || next - from > longestLine) {
      aside(block, text === undefined ? malformed.bytes : malformed.long, from, end);
      return next;
    }
    if (text.trim() === "" || text.includes("\0")) {
      aside(block, text.includes("\0") ? malformed.zero : malformed.empty, from, end);
      return next;
    }
    const values = fieldsOf(text);
    if (values?.length === columns) {
      place(values);
      settle(block, from, end);
      return next;
    }
    if (values !== undefined) {
      aside(block, malformed.columns, from, end);
      return next;
    }
    const record = openQuotes < mostOpenQuotes ? recordFrom(block, text, next, last) : "none";
    if (record === "more") return undefined;
    if (record === "none") {
      openQuotes++;
      aside(block, malformed.quotes, from, end);
      return next;
    }
    place(record.values);
    settle(block, from, record.end);
    line += record.lines;
    return record.next;
  }

  /**
   * The record that begins with an open quote and goes on over the next lines. Only broken lines may be inside of it: a line that is
   * a row of its own is taken for one.
   */
  function recordFrom(block: Block, begun: string, from: number, last: boolean) {
    let [text, next] = [begun, from];
    for (let lines = 1; lines <= mostLinesOfARecord; lines++) {
      const found = lineAt(block, next, last);
      if (found === undefined) return last || next - from > 4 * longestLine ? "none" : "more";
      if (found.text === undefined || found.text.includes("\0") || fieldsOf(found.text)?.length === columns)
        return "none";
      text += `\n${found.text}`;
      if (text.length > longestLine) return "none";
      next = found.next;
      const values = found.text.includes('"') ? fieldsOf(text) : undefined;
      if (values === undefined) continue;
      return values.length === columns ? { values, lines, end: found.end, next } : "none";
    }
    return "none";
  }

  /** Makes a row of the fields at hand, or puts it aside. */
  function settle(block: Block, start: number, end: number): void {
    const { rows, users, words, erased } = block;
    const { user_id: user, user_session: session, category_id: category, category_code: code, brand } = judged.columns;
    const { starts, ends, lanes } = fields;
    const [firsts, seconds] = lanes;
    const reason = judged.reasonAgainst();
    if (reason !== undefined) {
      const who = starts[user] === ends[user] ? null : textOf({ ...fields, bytes: judged.bytesOf(user) }, user);
      if (who !== null && isErased?.(who) === true) asideErased(block);
      else aside(block, reason, start, end, who);
      return;
    }
    const known = users.size();
    const number = numberIn(users, user);
    if (number === known && isErased?.(users.text(number)) === true) erased.add(number);
    if (erased.size > 0 && erased.has(number)) {
      asideErased(block);
      return;
    }
    const at = rows.count;
    rows.user[at] = number;
    rows.session[2 * at] = firsts[session] ?? 0;
    rows.session[2 * at + 1] = (seconds[session] ?? 0) & 0x7fffffff;
    rows.time[at] = judged.found.time;
    rows.day[at] = dayOf(judged.found.time);
    rows.type[at] = judged.found.type;
    rows.price[at] = judged.found.price;
    const [noCategory, noCode, noBrand] = [
      starts[category] === ends[category],
      starts[code] === ends[code],
      starts[brand] === ends[brand],
    ];
    const product = shelf && productOn(shelf);
    rows.brand[at] = noBrand ? wordIn(words, product?.brand) : numberIn(words, brand);
    rows.category[at] = !noCode
      ? numberIn(words, code)
      : product?.code !== undefined || noCategory
        ? wordIn(words, product?.code)
        : numberIn(words, category);
    rows.notes[at] = product ? notesOf(product, judged.found, rows.day[at] ?? 0) : 0;
    rows.missing[at] =
      (noCategory ? missing.category_id : 0) | (noCode ? missing.category_code : 0) | (noBrand ? missing.brand : 0);
    judged.hashOf(rows.hash, 2 * at);
    rows.start[at] = start;
    rows.end[at] = end;
    rows.line[at] = line;
    rows.count = at + 1;
  }

  function productOn({ find }: Shelf): Known | undefined {
    const { product_id: item } = judged.columns;
    const { starts, ends, lanes } = fields;
    const [firsts, seconds] = lanes;
    return find(judged.bytesOf(item), starts[item] ?? 0, ends[item] ?? 0, firsts[item] ?? 0, seconds[item] ?? 0);
  }

  function numberIn(dictionary: Dictionary, column: number): number {
    const { starts, ends, lanes } = fields;
    const [firsts, seconds] = lanes;
    return dictionary.numberOf(
      judged.bytesOf(column),
      starts[column] ?? 0,
      ends[column] ?? 0,
      firsts[column] ?? 0,
      seconds[column] ?? 0,
    );
  }

  function aside(block: Block, reason: string, start: number, end: number, user: string | null = null): void {
    block.asides.push({ line, reason, content: contentOf(block.bytes, start, end), user });
  }

  function asideErased(block: Block): void {
    block.asides.push(ofErased(line));
  }

  return {
    read(block, last) {
      const { bytes, rows } = block;
      if (inLongLine) skipLongLine(block);
      while (block.read < block.filled && rows.count < rows.capacity && !inLongLine) {
        fields.bytes = bytes;
        const end = split(bytes, block.read, block.filled, last);
        if (end >= 0) {
          line++;
          if (end - block.read > longestLine) aside(block, malformed.long, block.read, end);
          else settle(block, block.read, end);
          block.read = Math.min(block.filled, end + (bytes[end] === carriageReturn ? 2 : 1));
          continue;
        }
        if (end === -2) {
          if (block.filled - block.read > longestLine) beginLongLine(block);
          return;
        }
        line++;
        const next = readWithCare(block, block.read, last);
        if (next === undefined) {
          line--;
          if (block.filled - block.read > longestLine && !last) beginLongLine(block);
          return;
        }
        block.read = next;
      }
    },
  };

  function beginLongLine(block: Block): void {
    if (block.bytes.subarray(0, block.filled).indexOf(newline, block.read) >= 0) return; // a record of several lines
    line++;
    aside(block, malformed.long, block.read, block.filled);
    block.read = block.filled;
    inLongLine = true;
  }

  function skipLongLine(block: Block): void {
    const end = block.bytes.subarray(0, block.filled).indexOf(newline, block.read);
    block.read = end < 0 ? block.filled : end + 1;
    inLongLine = end < 0;
  }
}

/** Of a row of an erased customer nothing is kept but that it was there. */
export const ofErased = (line: number): Aside => ({ line, reason: "customer was erased", content: "", user: null });

const wordIn = (words: Dictionary, word: Word | undefined): number =>
  word === undefined ? -1 : words.numberOf(word.bytes, 0, word.bytes.length, word.first, word.second);
