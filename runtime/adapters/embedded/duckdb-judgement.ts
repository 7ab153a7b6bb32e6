import type { Mapping } from "../../segmentation/mapping";

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Reasons for which a line is no row at all; the lines of a record that goes on over several are among them at first. */
export const malformed = {
  empty: "empty line",
  quotes: "quotes do not match",
  columns: "wrong number of columns",
} as const;

/** `2.05E+18`: a spreadsheet has rounded the number for good. */
const rounded = "^[0-9]([.,][0-9]+)?[eE]\\+?[0-9]+$";

/** The fields of a line as a list. A field in quotes may hold commas and doubled quotes; others may hold no quote. */
const fields = `case
        when not contains(text, '"') then string_split(text, ',')
        else list_transform(regexp_extract_all(',' || text, ',(?:"(?:[^"]|"")*"|[^",]*)'), lambda field:
          case when starts_with(field, ',"') then replace(field[3:-2], '""', '"') else field[2:] end)
      end`;
/** Whether those fields make up the whole line; only lines with quotes can fail. */
const quotesMatch = `(not contains(text, '"')
      or list_sum(list_transform(regexp_extract_all(',' || text, ',(?:"(?:[^"]|"")*"|[^",]*)'), lambda field: length(field))) = length(text) + 1)`;

/** Where rows come from, and how their fields are called there. */
interface Source {
  readonly relation: string;
  readonly field: (at: number) => string;
  /** The whole line, asked for only where a row is put aside. */
  readonly text: string;
  /** Whether blanks may stand around a field; taking them away costs as much as all the rest. */
  readonly blanks: boolean;
  /** What keeps a line from being a row at all, as branches of a `case`. */
  readonly exceptions: readonly string[];
  /** Its place in the file, where it is carried along. */
  readonly carried?: string;
}

/** Lines (`row`, `text`) whose fields may be in quotes, each read with care. */
export const carefully = (lines: string, columns: number): Source => ({
  relation: `(select row, text, ${quotesMatch} as quotes_match, ${fields} as fields from ${lines})`,
  field: (at) => `fields[${at}]`,
  text: "text",
  blanks: true,
  carried: "row",
  exceptions: [
    `when text is null or trim(text, ' ' || chr(9)) = '' then ${literal(malformed.empty)}`,
    `when not quotes_match then ${literal(malformed.quotes)}`,
    `when len(fields) <> ${columns} then ${literal(malformed.columns)}`,
  ],
});

/** A stretch without a quote, or a blank beside a comma: DuckDB's own reader splits it and puts lines with too many or few fields aside. */
export function plainly(path: string, columns: number, longestLine: number): Source {
  const names = Array.from({ length: columns }, (_, at) => `f${at + 1}`);
  return {
    relation: `read_csv(${literal(path)}, auto_detect = false, header = false,
        columns = {${names.map((name) => `'${name}': 'VARCHAR'`).join(", ")}}, delim = ',', quote = '', escape = '',
        nullstr = '\u001d\u001e', new_line = '\\n', max_line_size = ${longestLine}, store_rejects = true,
        rejects_table = 'unreadable', rejects_scan = 'unreadable_scans', rejects_limit = 0)`,
    field: (at) => `f${at}`,
    text: `concat_ws(',', ${names.join(", ")})`,
    blanks: false,
    exceptions: [],
  };
}

/**
 * Reads lines as events: the columns of an event file, `hash` of all fields, `reason` where a row is none, and then its
 * `content`. The fields are numbered by the header, so that columns may come in any order. Sessions are only ever told apart, so
 * that 63 bits of a hash stand for them: two sessions of one customer would have to meet in it.
 */
export function judgement(source: Source, header: readonly string[], mapping: Mapping): string {
  const at = (column: string) => source.field(header.indexOf(column) + 1);
  const tidy = (field: string) => (source.blanks ? `trim(${field})` : field);
  const own = Object.entries(mapped(mapping, (column) => tidy(at(column)))).map(
    ([column, sql]) => `${sql} as ${column}`,
  );
  // By name, so that the same row of a file with its columns in another order is known again.
  const all = [...header].sort().map(at);
  const excepted = mapping.except.map(
    ({ column, beginsWith, reason }) =>
      `when starts_with(${at(column)}, ${literal(beginsWith)}) then ${literal(reason)}`,
  );
  const exceptions = [...source.exceptions, ...excepted];
  const damaged = (column: string) =>
    `when (contains(${column}, 'E') or contains(${column}, 'e')) and regexp_matches(${column}, '${rounded}') then 'id damaged by a spreadsheet'`;
  const carried = source.carried === undefined ? "" : `${source.carried}, `;
  return `with named as (
      select *, hash(${all.join(", ")}) as hash,
        ${exceptions.length > 0 ? `case ${exceptions.join("\n          ")} end` : "cast(null as varchar)"} as exception,
        ${own.join(",\n        ")}
      from ${source.relation}
    ),
    reasoned as (
      select *, case
        when exception is not null then exception
        when event_time is null then 'no time'
        when event_type is null then 'unknown event type'
        when coalesce(user_id, '') = '' then 'no user'
        ${["user_id", "product_id", "category_id"].map(damaged).join("\n        ")}
        when coalesce(product_id, '') = '' then 'no product'
        when coalesce(user_session, '') = '' then 'no session'
        when price is null then 'no price'
        when price < 0 then 'negative price'
        when price = 0 and event_type = 'purchase' then 'purchase for nothing'
      end as reason
      from named
    )
    select ${carried}event_time, event_type, coalesce(nullif(category_code, ''), nullif(category_id, '')) as category,
      coalesce(category_code, '') = '' as no_code, coalesce(category_id, '') = '' as no_category,
      nullif(brand, '') as brand, price, user_id, cast(hash(user_session) >> 1 as bigint) as session, hash, reason,
      case when reason is not null then coalesce(${source.text}, '') end as content
    from reasoned`;
}

/** How each of our columns is made of theirs; `at` gives the field of one of their columns. */
function mapped({ columns, timeFormats }: Mapping, at: (column: string) => string): Readonly<Record<string, string>> {
  const from = (source: Mapping["columns"]["product_id"]): string => {
    if ("always" in source) return literal(source.always);
    if ("missing" in source) return "cast(null as varchar)";
    const value = at(source.column);
    return source.without === undefined
      ? value
      : `case when ends_with(${value}, ${literal(source.without)}) then left(${value}, length(${value}) - ${source.without.length}) else ${value} end`;
  };
  const { event_type: type, price, event_time: time } = columns;
  const types =
    "always" in type
      ? literal(type.always)
      : `case ${at(type.column)} ${Object.entries(type.values)
          .map(([theirs, ours]) => `when ${literal(theirs)} then ${literal(ours)}`)
          .join(" ")} end`;
  const decimal = (column: string) => `try_cast(${at(column)} as decimal(18,4))`;
  return {
    event_time: `coalesce(${timeFormats.map((format) => `try_strptime(${at(time.column)}, ${literal(format)})`).join(", ")})`,
    event_type: types,
    product_id: from(columns.product_id),
    category_id: from(columns.category_id),
    category_code: from(columns.category_code),
    brand: from(columns.brand),
    price:
      price.times === undefined
        ? decimal(price.column)
        : `try_cast(${decimal(price.column)} * ${decimal(price.times)} as decimal(18,4))`,
    user_id: from(columns.user_id),
    user_session: from(columns.user_session),
  };
}

/** How many fields a record has, in the same reading as `fields`; undefined while its quotes are open or misplaced. */
export function fieldCount(record: string): number | undefined {
  const found = `,${record}`.match(/,(?:"(?:[^"]|"")*"|[^",]*)/g) ?? [];
  const length = found.reduce((sum, field) => sum + field.length, 0);
  return length === record.length + 1 ? found.length : undefined;
}
