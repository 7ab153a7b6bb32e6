import type { Profile } from "../event-store";
import { eventTypes } from "../mapping";
import { type Rows, missing } from "./block";
import { ofOne } from "./decimals";
import { dayText, timeText } from "./times";

const increase = (counts: Int32Array, at: number) => {
  counts[at] = (counts[at] ?? 0) + 1;
};

/** What the kept rows of one file are like, counted as they come. */
export interface Likeness {
  readonly add: (rows: Rows, at: number) => void;
  /** Undefined where there was none. */
  readonly profile: () => Profile | undefined;
}

/** Quarters of powers of ten, from .0001 on; one more for what costs nothing. */
const [lowest, classes] = [-16, 80];

export function likeness(): Likeness {
  const [types, prices] = [new Int32Array(eventTypes.length), new Int32Array(classes)];
  const without = { category_id: 0, category_code: 0, brand: 0 };
  const days = new Map<number, number>();
  let [first, last, free, lastDay, onLastDay] = [Infinity, -Infinity, 0, NaN, 0];
  const settleDay = () => {
    if (onLastDay > 0) days.set(lastDay, (days.get(lastDay) ?? 0) + onLastDay);
    onLastDay = 0;
  };
  return {
    add(rows, at) {
      const [time, day, price, lacks] = [
        rows.time[at] ?? 0,
        rows.day[at] ?? 0,
        rows.price[at] ?? 0,
        rows.missing[at] ?? 0,
      ];
      increase(types, rows.type[at] ?? 0);
      if (time < first) first = time;
      if (time > last) last = time;
      if (day !== lastDay) {
        settleDay();
        lastDay = day;
      }
      onLastDay++;
      if (price === 0) free++;
      else increase(prices, Math.floor(Math.log10(price / ofOne) * 4) - lowest);
      if (lacks === 0) return;
      if ((lacks & missing.category_id) !== 0) without.category_id++;
      if ((lacks & missing.category_code) !== 0) without.category_code++;
      if ((lacks & missing.brand) !== 0) without.brand++;
    },
    profile() {
      settleDay();
      if (first > last) return undefined;
      const counted = (entries: readonly (readonly [string, number])[]) =>
        Object.fromEntries(entries.filter(([, count]) => count > 0));
      const byDay = [...days].sort(([one], [other]) => one - other);
      return {
        firstAt: timeText(first),
        lastAt: timeText(last),
        types: counted(eventTypes.map((type, at) => [type, types[at] ?? 0])),
        missing: { ...without },
        days: Object.fromEntries(byDay.map(([day, count]) => [dayText(day), count])),
        prices: counted([
          ...Array.from(prices, (count, at) => [String(at + lowest), count] as const),
          ["free", free] as const,
        ]),
      };
    },
  };
}
