import { type Dictionary, dictionary } from "./dictionary";

/** Events in columns, in the order of the file. Times are microseconds from 1970 (UTC), prices ten-thousandths. */
export interface Rows {
  count: number;
  readonly capacity: number;
  /** Numbers of the block's users. */
  readonly user: Int32Array;
  /** A hash of 63 bits, low half first: sessions are only ever told apart, and within one customer. */
  readonly session: Int32Array<ArrayBuffer>;
  readonly time: Float64Array;
  readonly day: Int32Array<ArrayBuffer>;
  /** An index of `eventTypes`. */
  readonly type: Uint8Array;
  readonly price: Float64Array;
  /** Numbers of the block's words; -1 for none. */
  readonly brand: Int32Array;
  readonly category: Int32Array;
  /** Which optional columns are empty: bits of `missing`. */
  readonly missing: Uint8Array;
  /** What the shop's catalogue and stock say of the row: bits of `noted`. */
  readonly notes: Uint8Array;
  /** A hash of all fields, low half first. */
  readonly hash: Int32Array<ArrayBuffer>;
  /** The row's bytes in the block, and its line in the file. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly line: Float64Array;
}

/** Of a purchase: its list price is known, and less was paid. Of a view: the stock is known, and there was none. */
export const noted = { priced: 1, reduced: 2, stocked: 4, soldOut: 8 } as const;
/** Optional columns that are empty in a row. */
export const missing = { category_id: 1, category_code: 2, brand: 4 } as const;

/** A row that is no event: its line and content, and whom it names. */
export interface Aside {
  readonly line: number;
  readonly reason: string;
  readonly content: string;
  readonly user: string | null;
}

/** Some megabytes of a file, and what has been read of them. */
export interface Block {
  readonly bytes: Uint8Array;
  /** How many bytes hold something, and how many of them have been read. */
  filled: number;
  read: number;
  readonly rows: Rows;
  /** The texts that its rows speak of by number. */
  readonly users: Dictionary;
  readonly words: Dictionary;
  /** Which of the users were erased, and are not to come back. */
  readonly erased: Set<number>;
  readonly asides: Aside[];
}

/** Room for `size` bytes and for as many rows as may come in them; more end the block early. */
export function emptyBlock(size: number): Block {
  const capacity = Math.ceil(size / 64) + 1;
  const rows: Rows = {
    count: 0,
    capacity,
    user: new Int32Array(capacity),
    session: new Int32Array(2 * capacity),
    time: new Float64Array(capacity),
    day: new Int32Array(capacity),
    type: new Uint8Array(capacity),
    price: new Float64Array(capacity),
    brand: new Int32Array(capacity),
    category: new Int32Array(capacity),
    missing: new Uint8Array(capacity),
    notes: new Uint8Array(capacity),
    hash: new Int32Array(2 * capacity),
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    line: new Float64Array(capacity),
  };
  const bytes = new Uint8Array(size);
  return {
    ...{ bytes, filled: 0, read: 0, rows },
    ...{ users: dictionary(), words: dictionary(), erased: new Set(), asides: [] },
  };
}

/** Begins anew with what is left of another block, in the same memory. */
export function refill(block: Block, rest: Uint8Array): void {
  block.bytes.set(rest);
  block.filled = rest.length;
  block.read = 0;
  block.rows.count = 0;
  block.users.clear();
  block.words.clear();
  block.erased.clear();
  block.asides.length = 0;
}

const longestContent = 2000;

/** The bytes `start` to `end` as text, the first two thousand characters of it. */
export const contentOf = (bytes: Uint8Array, start: number, end: number): string =>
  new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + 4 * longestContent))).slice(0, longestContent);
