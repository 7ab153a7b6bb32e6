import { type Fields, textOf } from "./fields";

const second = 1_000_000;
const day = 86_400 * second;

/** What a letter of a time's format stands for, as a regular expression; the letters are strftime's. */
const letters: Readonly<Record<string, string>> = {
  Y: "(?<Y>\\d{4})",
  y: "(?<y>\\d{2})",
  m: "(?<m>\\d{1,2})",
  b: "(?<b>[A-Za-z]{3})",
  B: "(?<B>[A-Za-z]+)",
  d: "(?<d>\\d{1,2})",
  H: "(?<H>\\d{1,2})",
  I: "(?<I>\\d{1,2})",
  p: "(?<p>[AaPp][Mm])",
  M: "(?<M>\\d{1,2})",
  S: "(?<S>\\d{1,2})",
  f: "(?<f>\\d{1,9})",
  z: "(?<z>Z|[+-]\\d{2}:?(?:\\d{2})?)",
  "%": "%",
};
const months = [
  ...["january", "february", "march", "april", "may", "june", "july"],
  ...["august", "september", "october", "november", "december"],
];

/** What keeps a format from being read: letters that are not known here, or that stand in it twice. */
export function formatFaults(format: string): readonly string[] {
  const found = [...format.matchAll(/%(.?)/gs)].map(([, letter = ""]) => letter);
  return found.flatMap((letter, at) => {
    if (!(letter in letters)) return [`%${letter} is not known; known are %${Object.keys(letters).join(" %")}`];
    return letter !== "%" && found.indexOf(letter) < at ? [`%${letter} stands twice`] : [];
  });
}

/** Reads a time by one format: microseconds from 1970-01-01 00:00:00 UTC, or NaN. A day that no calendar has is no time. */
function byFormat(format: string): (text: string) => number {
  const pattern = new RegExp(
    `^${format.replace(/%(.)|[^%]/gs, (found, letter: string | undefined) => (letter === undefined ? found.replace(/[\\^$.*+?()[\]{}|]/, "\\$&") : (letters[letter] ?? "(?!)")))}$`,
  );
  return (text) => {
    const matched = pattern.exec(text);
    if (matched === null) return NaN;
    const found = matched.groups;
    const part = (letter: string, otherwise: number) => Number(found?.[letter] ?? otherwise);
    const short = part("y", 70);
    const year = part("Y", short < 69 ? 2000 + short : 1900 + short); // POSIX: 69 to 99 are of the last century
    const named = found?.["B"] ?? found?.["b"];
    const month =
      named === undefined
        ? part("m", 1)
        : months.findIndex((name) => (found?.["B"] ? name : name.slice(0, 3)) === named.toLowerCase()) + 1;
    const date = part("d", 1);
    const half = found?.["p"]?.toLowerCase();
    const twelve = part("I", 0);
    if (found?.["I"] !== undefined && (twelve < 1 || twelve > 12)) return NaN;
    const hour = found?.["I"] === undefined ? part("H", 0) : (twelve % 12) + (half === "pm" ? 12 : 0);
    const [minute, seconds] = [part("M", 0), part("S", 0)];
    const midnight = new Date(0);
    midnight.setUTCFullYear(year, month - 1, date);
    if (month < 1 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date) return NaN;
    if (hour > 23 || minute > 59 || seconds > 59) return NaN;
    const fraction = Number((found?.["f"] ?? "").padEnd(6, "0").slice(0, 6));
    return midnight.getTime() * 1000 + ((hour * 60 + minute) * 60 + seconds) * second + fraction - offset(found?.["z"]);
  };
}

/** `+02:00` in microseconds. */
function offset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const digits = zone.replace(/\D/g, "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60 * second;
}

/** Reads a field as a time in one of the formats, tried in turn; those like `2019-10-01 00:00:00 UTC` without making a text of it. */
export function times(formats: readonly string[]): (fields: Fields, column: number) => number {
  const readers = formats.map(byFormat);
  const common = "%Y-%m-%d %H:%M:%S";
  const tails = formats
    .filter((format) => format.startsWith(common) && !format.slice(common.length).includes("%"))
    .map((format) => new TextEncoder().encode(format.slice(common.length)));
  let [lastDate, lastMidnight] = [-1, 0];
  const pair = (bytes: Uint8Array, at: number) => {
    const tens = (bytes[at] ?? 0) - 48;
    const ones = (bytes[at + 1] ?? 0) - 48;
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NaN : tens * 10 + ones;
  };
  const fixed = (bytes: Uint8Array, start: number): number => {
    if (bytes[start + 4] !== 45 || bytes[start + 7] !== 45 || bytes[start + 10] !== 32) return NaN;
    if (bytes[start + 13] !== 58 || bytes[start + 16] !== 58) return NaN;
    const date =
      ((pair(bytes, start) * 100 + pair(bytes, start + 2)) * 100 + pair(bytes, start + 5)) * 100 +
      pair(bytes, start + 8);
    const hour = pair(bytes, start + 11);
    const minute = pair(bytes, start + 14);
    const seconds = pair(bytes, start + 17);
    if (!(hour < 24 && minute < 60 && seconds < 60)) return NaN;
    if (date !== lastDate) {
      const midnight = new Date(0);
      const [month, dayOfMonth] = [Math.floor(date / 100) % 100, date % 100];
      midnight.setUTCFullYear(Math.floor(date / 10_000), month - 1, dayOfMonth);
      if (!(midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === dayOfMonth)) return NaN;
      [lastDate, lastMidnight] = [date, midnight.getTime() * 1000];
    }
    return lastMidnight + ((hour * 60 + minute) * 60 + seconds) * second;
  };
  const endsWith = (bytes: Uint8Array, end: number, tail: Uint8Array) => {
    for (let at = 1; at <= tail.length; at++) if (bytes[end - at] !== tail[tail.length - at]) return false;
    return true;
  };
  return (fields, column) => {
    const start = fields.starts[column] ?? 0;
    const end = fields.ends[column] ?? 0;
    for (const tail of tails)
      if (end - start === 19 + tail.length && endsWith(fields.bytes, end, tail)) {
        const found = fixed(fields.bytes, start);
        if (!Number.isNaN(found)) return found;
      }
    const written = textOf(fields, column);
    for (const reader of readers) {
      const found = reader(written);
      if (!Number.isNaN(found)) return found;
    }
    return NaN;
  };
}

/** The day of a time in microseconds, counted from 1970-01-01. */
export const dayOf = (time: number): number => Math.floor(time / day);

/** Whether a day is a Saturday or a Sunday; 1970-01-01 was a Thursday. */
export const isWeekend = (dayNumber: number): boolean => (((dayNumber + 3) % 7) + 7) % 7 >= 5;

/** Whether a time is from 18:00 on. */
export const isEvening = (time: number, dayNumber: number): boolean => time - dayNumber * day >= 18 * 3600 * second;

/** The day of a date such as 2019-10-01, counted from 1970-01-01. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** `2019-10-01 00:00:00` of a time, and `2019-10-01` of a day. */
export const timeText = (time: number): string =>
  new Date(Math.floor(time / second) * 1000).toISOString().slice(0, 19).replace("T", " ");
export const dayText = (dayNumber: number): string => new Date(dayNumber * 86_400_000).toISOString().slice(0, 10);
