import { eventTypes } from "../mapping";
import { type Rows, noted } from "./block";
import { mixed } from "./hash";
import { isEvening, isWeekend } from "./times";

/**
 * Partial aggregates of events in memory, as `../partials.ts` says them in SQL: a row for each user, session and day, and one
 * for each user and brand, user and category. Two rows of the same key are as good as one: all that is in them is added up later.
 */
export interface Tally {
  /** How many events may go in. */
  readonly capacity: number;
  readonly add: (rows: Rows, at: number) => void;
  /** Begins anew, in the same memory. */
  readonly clear: () => void;
  readonly visits: Table;
  readonly brands: Table;
  readonly categories: Table;
  /** A row for each user of whom something is noted. */
  readonly dealings: Table;
}

/** Rows whose numbers lie side by side, since they are counted together. */
export interface Table {
  readonly count: () => number;
  /** One column of all rows, raised by a number. */
  readonly integers: (column: number, raised?: number) => Int32Array<ArrayBuffer>;
  readonly doubles: (column: number) => Float64Array<ArrayBuffer>;
}

/**
 * Columns of a visit: integers, of which `types` are as many as there are event types, and doubles. Users are numbers of the block's,
 * times microseconds, amounts ten-thousandths.
 */
export const visit = {
  ...{ user: 0, sessionLow: 1, sessionHigh: 2, day: 3, types: 4, weekend: 8, evening: 9 },
  ...{ amount: 0, viewed: 1, firstAt: 2, lastAt: 3 },
} as const;
/** Columns of a taste: integers. */
export const taste = { user: 0, word: 1, events: 2, purchases: 3 } as const;
/** Columns of a dealing: integers, the second of them unused. */
export const dealing = { user: 0, reduced: 2, priced: 3, soldOut: 4, stocked: 5 } as const;

const [view, purchase] = [eventTypes.indexOf("view"), eventTypes.indexOf("purchase")];

/** A tally of at most `capacity` events. */
export function tally(capacity: number): Tally {
  const visits = table(capacity, 10, 4);
  const [brands, categories] = [table(capacity, 4, 0), table(capacity, 4, 0)];
  const dealings = table(capacity, 6, 0);
  const { whole, real } = visits;

  /** Where the numbers of a row's visit begin, a new one where it is the first of its key or its sums would no longer be exact. */
  function visitOf({ user, session, day, price }: Rows, at: number): number {
    const who = user[at] ?? 0;
    const low = session[2 * at] ?? 0;
    const high = session[2 * at + 1] ?? 0;
    const when = day[at] ?? 0;
    const { slots, stride } = visits;
    let slot = mixed(low ^ Math.imul(who, 0x9e3779b1) ^ Math.imul(when, 0x85ebca6b)) & (slots.length - 1);
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      const row = (held - 1) * stride;
      if (
        whole[row] === who &&
        whole[row + visit.sessionLow] === low &&
        whole[row + visit.sessionHigh] === high &&
        whole[row + visit.day] === when
      ) {
        const sums = visits.realOf(row);
        const most = Math.max(real[sums + visit.amount] ?? 0, real[sums + visit.viewed] ?? 0);
        if (most + (price[at] ?? 0) <= Number.MAX_SAFE_INTEGER) return row;
        break;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    const row = visits.begin(slot);
    whole[row] = who;
    whole[row + visit.sessionLow] = low;
    whole[row + visit.sessionHigh] = high;
    whole[row + visit.day] = when;
    const sums = visits.realOf(row);
    real[sums + visit.firstAt] = Infinity;
    real[sums + visit.lastAt] = -Infinity;
    return row;
  }

  /** Where the numbers of a user's row begin, a new one where there is none with this `second` beside them. */
  function rowOf(of: GrowingTable, user: number, second: number): number {
    const { slots, stride, whole } = of;
    let slot = mixed(Math.imul(user, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) & (slots.length - 1);
    let held = slots[slot] ?? 0;
    while (held !== 0 && !(whole[(held - 1) * stride] === user && whole[(held - 1) * stride + 1] === second)) {
      slot = (slot + 1) & (slots.length - 1);
      held = slots[slot] ?? 0;
    }
    if (held !== 0) return (held - 1) * stride;
    const row = of.begin(slot);
    whole[row] = user;
    whole[row + 1] = second;
    return row;
  }

  function addTaste(tastes: GrowingTable, user: number, word: number, bought: boolean): void {
    if (word < 0) return;
    const row = rowOf(tastes, user, word);
    increase(tastes.whole, row + taste.events);
    if (bought) increase(tastes.whole, row + taste.purchases);
  }

  function addDealing(user: number, notes: number): void {
    const row = rowOf(dealings, user, 0);
    for (const name of ["priced", "reduced", "stocked", "soldOut"] as const)
      if ((notes & noted[name]) !== 0) increase(dealings.whole, row + dealing[name]);
  }

  return {
    capacity,
    add(rows, at) {
      const row = visitOf(rows, at);
      const sums = visits.realOf(row);
      const type = rows.type[at] ?? 0;
      const time = rows.time[at] ?? 0;
      const day = rows.day[at] ?? 0;
      increase(whole, row + visit.types + type);
      if (type === purchase) real[sums + visit.amount] = (real[sums + visit.amount] ?? 0) + (rows.price[at] ?? 0);
      if (type === view) real[sums + visit.viewed] = (real[sums + visit.viewed] ?? 0) + (rows.price[at] ?? 0);
      if (isWeekend(day)) increase(whole, row + visit.weekend);
      if (isEvening(time, day)) increase(whole, row + visit.evening);
      if (time < (real[sums + visit.firstAt] ?? 0)) real[sums + visit.firstAt] = time;
      if (time > (real[sums + visit.lastAt] ?? 0)) real[sums + visit.lastAt] = time;
      const user = rows.user[at] ?? 0;
      const notes = rows.notes[at] ?? 0;
      if (notes !== 0) addDealing(user, notes);
      addTaste(brands, user, rows.brand[at] ?? -1, type === purchase);
      addTaste(categories, user, rows.category[at] ?? -1, type === purchase);
    },
    clear() {
      for (const each of [visits, brands, categories, dealings]) each.clear();
    },
    ...{ visits, brands, categories, dealings },
  };
}

const increase = (counts: Int32Array, at: number) => {
  counts[at] = (counts[at] ?? 0) + 1;
};

interface GrowingTable extends Table {
  /** Where in `whole` the rows of which keys begin, counted in rows from 1; twice as many as there will be keys. */
  readonly slots: Int32Array;
  /** Integers from one row to the next; a row's doubles lie behind its integers, in the same memory. */
  readonly stride: number;
  readonly whole: Int32Array;
  readonly real: Float64Array;
  readonly realOf: (row: number) => number;
  /** Where a new row begins, known by a slot from now on. */
  readonly begin: (slot: number) => number;
  readonly clear: () => void;
}

/** A table of at most `capacity` rows of an even number of integers, and of doubles. */
function table(capacity: number, integers: number, doubles: number): GrowingTable {
  const stride = integers + 2 * doubles;
  const memory = new ArrayBuffer(4 * stride * capacity);
  const [whole, real] = [new Int32Array(memory), new Float64Array(memory)];
  const slots = new Int32Array(1 << Math.ceil(Math.log2(2 * capacity + 2)));
  let count = 0;
  const realOf = (row: number) => (row + integers) >> 1;
  return {
    ...{ slots, stride, whole, real, realOf },
    begin(slot) {
      slots[slot] = ++count;
      return (count - 1) * stride;
    },
    clear() {
      whole.fill(0, 0, count * stride);
      slots.fill(0);
      count = 0;
    },
    count: () => count,
    integers: (column, raised = 0) => filled(count, (row) => (whole[row * stride + column] ?? 0) + raised),
    doubles(column) {
      const found = new Float64Array(count);
      for (let row = 0; row < count; row++) found[row] = real[realOf(row * stride) + column] ?? 0;
      return found;
    },
  };
}

export function filled(length: number, value: (at: number) => number): Int32Array<ArrayBuffer> {
  const found = new Int32Array(length);
  for (let at = 0; at < length; at++) found[at] = value(at);
  return found;
}
