/** Reasons for which a line is no row at all. */
export const malformed = {
  empty: "empty line",
  quotes: "quotes do not match",
  columns: "wrong number of columns",
  bytes: "not UTF-8",
  zero: "a zero byte",
  long: "line too long",
} as const;

const field = /,(?:"(?:[^"]|"")*"|[^",]*)/g;

/**
 * The fields of a record of CSV (RFC 4180), blanks around them taken away; undefined while its quotes are open or misplaced. A
 * field in quotes may hold commas, line breaks and doubled quotes; others may hold no quote.
 */
export function fieldsOf(record: string): readonly string[] | undefined {
  const found = `,${record}`.match(field) ?? [];
  if (found.reduce((sum, { length }) => sum + length, 0) !== record.length + 1) return undefined;
  return found.map((each) => {
    const value = each.startsWith(',"') ? each.slice(2, -1).replaceAll('""', '"') : each.slice(1);
    return value.replace(/^[ \t]+|[ \t]+$/g, "");
  });
}
