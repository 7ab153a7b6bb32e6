import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Intake, NotTaken, Profile } from "../../segmentation/event-store";
import { type Mapping, columnsRead } from "../../segmentation/mapping";
import { type EventFile, digestOf, eventFile, isWholeGzip } from "./duckdb-files";
import { fieldCount, judgement, literal, malformed } from "./duckdb-judgement";

/** All events of this many users are kept, for questions that partial aggregates cannot answer. */
const sampledUsers = 3000;
const longestLine = 1 << 20;
/** A record that goes on over more lines than this is a quote that nobody closed. */
const mostLinesOfARecord = 50;
/** Beyond so many broken lines nobody means them as records of several lines, and they are not gone through one by one. */
const mostBrokenLines = 200_000;
/** From this share of rows on, damaged ids mean a damaged file. */
const damagedShare = 0.1;

export const schema = `
create table if not exists files (
  sha256 varchar primary key, name varchar, mapping varchar, read bigint, kept bigint, quarantined varchar, profile varchar,
  arrival integer
);
create table if not exists quarantine (sha256 varchar, file varchar, line bigint, reason varchar, content varchar);
create table if not exists visits (
  sha256 varchar, user_id varchar, user_session varchar, day date,
  views bigint, carts bigint, removals bigint, purchases bigint,
  amount decimal(38,4), viewed decimal(38,4), weekend bigint, evening bigint,
  first_at timestamp, last_at timestamp
);
create table if not exists tastes (
  sha256 varchar, user_id varchar, kind varchar, value varchar, events bigint, purchases bigint
);
create table if not exists sampled_events (
  sha256 varchar, user_id varchar, hash varchar, user_session varchar, event_time timestamp, event_type varchar,
  price decimal(18,4)
);
create table if not exists seen (day date, hash ubigint);
create table if not exists probe as select hash('penderie', 'probe') as hash;`;

const fileRow = z.object({
  sha256: z.string(),
  name: z.string(),
  mapping: z.string(),
  read: z.coerce.number(),
  kept: z.coerce.number(),
  quarantined: z.string(),
  profile: z.string(),
});
const counts = z.record(z.string(), z.number());
const profileOfText = z.object({
  firstAt: z.string(),
  lastAt: z.string(),
  types: counts,
  missing: counts,
  days: counts,
  prices: counts,
});

/** A row of `files` as what became of that file. */
export function intakeOf(row: unknown): Intake {
  const { sha256, name, read, kept, quarantined, profile } = fileRow.parse(row);
  return {
    kind: "taken",
    name,
    sha256,
    read,
    kept,
    quarantined: counts.parse(JSON.parse(quarantined)),
    profile: profileOfText.parse(JSON.parse(profile)),
    known: true,
  };
}

/** Takes one file in, in one transaction with everything that is made of it. */
export async function takeIn(connection: DuckDBConnection, path: string, mapping: Mapping): Promise<Intake | NotTaken> {
  const name = basename(path);
  const refused = (reason: string): NotTaken => ({ kind: "refused", name, reason });
  const file = await eventFile(path);
  if (file.kind === "unreadable") return refused(file.reason);
  const missing = columnsRead(mapping).filter((column) => !file.header.includes(column));
  if (missing.length > 0)
    return refused(
      `its header has no ${missing.join(", ")}; it has ${file.header.slice(0, 12).join(", ")}. Give a mapping file if this is another log`,
    );
  const sha256 = await digestOf(path);
  const read = createHash("sha256").update(JSON.stringify(mapping)).digest("hex");
  const [known] = await rows(connection, "select * from files where sha256 = $1", [sha256]);
  if (known !== undefined)
    return fileRow.parse(known).mapping === read
      ? intakeOf(known)
      : refused("it was taken in before, by another mapping; fit anew with all files to change how it is read");
  await knowsItsHashes(connection);

  await connection.run("begin");
  try {
    // The checksum is proved beside the reading, on another core.
    const [isWhole] = await Promise.all([
      file.compression === "gzip" ? isWholeGzip(path) : true,
      stage(connection, path, file, mapping),
    ]);
    const reason = isWhole ? await damage(connection) : "its gzip stream is damaged or cut short; fetch the file again";
    if (reason !== undefined) {
      await connection.run("rollback");
      return refused(reason);
    }
    for (const [statement, ...values] of intoPartials(sha256, name)) await connection.run(statement, values);
    const [count] = z
      .array(z.object({ rows: z.coerce.number(), kept: z.coerce.number() }))
      .parse(await rows(connection, countsOf, []));
    const reasons = await counted(
      connection,
      "select reason as value, count(*) as rows from quarantine where sha256 = $1 group by reason order by reason",
      [sha256],
    );
    if (!count || count.kept === 0) {
      await connection.run("rollback");
      return refused(
        !count || count.rows === 0
          ? "it has a header and no rows"
          : `none of its ${count.rows} rows is an event: ${describe(reasons)}`,
      );
    }
    const profile = await profileOf(connection);
    await connection.run("insert into files select $1, $2, $3, $4, $5, $6, $7, count(*) from files", [
      sha256,
      name,
      read,
      BigInt(count.rows),
      BigInt(count.kept),
      JSON.stringify(reasons),
      JSON.stringify(profile),
    ]);
    await connection.run("commit");
    return {
      kind: "taken",
      name,
      sha256,
      read: count.rows,
      kept: count.kept,
      quarantined: reasons,
      profile,
      known: false,
    };
  } catch (error) {
    await connection.run("rollback").catch(() => undefined);
    if (error instanceof Error && /gzip/i.test(error.message))
      return refused("its gzip stream is damaged or cut short; fetch the file again");
    throw error;
  } finally {
    for (const table of ["judged", "unreadable", "unreadable_scans", "records"])
      await connection.run(`drop table if exists ${table}`).catch(() => undefined);
  }
}

const describe = (reasons: Readonly<Record<string, number>>) =>
  Object.entries(reasons)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(", ");

async function rows(
  connection: DuckDBConnection,
  text: string,
  values: readonly string[],
): Promise<readonly unknown[]> {
  return (await connection.runAndReadAll(text, [...values])).getRowObjectsJson();
}

async function counted(
  connection: DuckDBConnection,
  text: string,
  values: readonly string[] = [],
): Promise<Readonly<Record<string, number>>> {
  const found = z
    .array(z.object({ value: z.string(), rows: z.coerce.number() }))
    .parse(await rows(connection, text, values));
  return Object.fromEntries(found.map(({ value, rows: count }) => [value, count]));
}

/** Duplicates across files are known by DuckDB's hash; another release that hashes differently must not miss them silently. */
async function knowsItsHashes(connection: DuckDBConnection): Promise<void> {
  const [same] = z
    .array(z.object({ same: z.boolean() }))
    .parse(await rows(connection, "select hash = hash('penderie', 'probe') as same from probe", []));
  if (!same?.same)
    throw new Error(
      "this event store was made by a release that hashes rows differently, so that duplicates could not be found; fit anew",
    );
}

/**
 * Reads a file into `judged`. Line by line, and not record by record: so that a quote that nobody closes costs one row and not
 * all that follow, and every line is accounted for. Lines that are no UTF-8 or too long end in `unreadable`.
 */
async function stage(
  connection: DuckDBConnection,
  path: string,
  { compression, header }: EventFile,
  mapping: Mapping,
): Promise<void> {
  const lines = `(select row_number() over () as row, text from read_csv(${literal(path)}, auto_detect = false, header = false,
      compression = '${compression}', columns = {'text': 'VARCHAR'}, delim = '\u001d\u001e\u001f\u001c', quote = '', escape = '',
      strict_mode = false, max_line_size = ${longestLine}, store_rejects = true, rejects_table = 'unreadable',
      rejects_scan = 'unreadable_scans', rejects_limit = 0))`;
  await connection.run(
    `create temp table judged as select * from (${judgement(lines, header, mapping)}) all_lines where row > 1`,
  );
  await joinRecords(connection, header, mapping);
  await connection.run(`create temp table repeated as
    select hash, min(row) as first_row from judged where reason is null group by hash having count(*) > 1`);
  await connection.run(`update judged set reason = 'duplicate', content = ${contentOf}
    from repeated where judged.hash = repeated.hash and judged.row > repeated.first_row and judged.reason is null`);
  await connection.run("drop table repeated");
  await connection.run(`update judged set reason = 'duplicate of a row in another file', content = ${contentOf}
    where reason is null and hash in (
      select hash from seen where day between
        (select min(cast(event_time as date)) from judged where reason is null) and
        (select max(cast(event_time as date)) from judged where reason is null))`);
}

const contentOf = `concat_ws(',', strftime(event_time, '%Y-%m-%d %H:%M:%S'), event_type, product_id, category_id, category_code,
  brand, price, user_id, user_session)`;

/** Finds the records whose quoted fields hold line breaks among the broken lines, and judges each as one row. */
async function joinRecords(connection: DuckDBConnection, header: readonly string[], mapping: Mapping): Promise<void> {
  const broken = z.array(z.object({ row: z.coerce.number(), content: z.string(), reason: z.string() })).parse(
    await rows(
      connection,
      `select row, content, reason from judged
       where reason in (${Object.values(malformed).map(literal).join(", ")})
         and exists (select 1 from judged where reason = ${literal(malformed.quotes)})
       order by row limit ${mostBrokenLines}`,
      [],
    ),
  );
  const records: { readonly first: number; readonly last: number; readonly text: string }[] = [];
  for (let at = 0; at < broken.length; at++) {
    const first = broken[at];
    if (first?.reason !== malformed.quotes) continue;
    let text = first.content;
    for (let next = at + 1; next <= at + mostLinesOfARecord; next++) {
      const line = broken[next];
      // Only broken lines may be inside a record: a line that is an event of its own is taken for one.
      if (line?.row !== first.row + next - at) break;
      text += `\n${line.content}`;
      const count = fieldCount(text);
      if (count === undefined) continue;
      if (count === header.length) {
        records.push({ first: first.row, last: line.row, text });
        at = next;
      }
      break;
    }
  }
  if (records.length === 0) return;
  await connection.run("create temp table records (row bigint, last bigint, text varchar)");
  for (const { first, last, text } of records)
    await connection.run("insert into records values ($1, $2, $3)", [BigInt(first), BigInt(last), text]);
  await connection.run("delete from judged using records where judged.row between records.row and records.last");
  await connection.run(`insert into judged ${judgement("records", header, mapping)}`);
}

/** Why the file as a whole is not to be trusted, if so. */
async function damage(connection: DuckDBConnection): Promise<string | undefined> {
  const [found] = z
    .array(z.object({ damaged: z.coerce.number(), rows: z.coerce.number() }))
    .parse(
      await rows(
        connection,
        "select count(*) filter (where reason = 'id damaged by a spreadsheet') as damaged, count(*) as rows from judged",
        [],
      ),
    );
  return found && found.damaged > 0 && found.damaged >= found.rows * damagedShare
    ? `${found.damaged} of its ${found.rows} rows have ids written like 2.05E+18: a spreadsheet has rounded them for good. Fetch the original file`
    : undefined;
}

/** From `judged` to the tables, each statement with its values; `$1` is the file. */
function intoPartials(sha256: string, file: string): readonly (readonly [string, ...string[]])[] {
  return [
    // Unreadable lines have no place in the count of rows, so that a row's line is its place and those before it.
    [
      `insert into quarantine
       select $1, $2, row + (
         select count(*) from (select line - row_number() over (order by line) + 1 as place from (select distinct line from unreadable)) u
         where u.place <= judged.row
       ), reason, left(content, 2000)
       from judged where reason is not null`,
      sha256,
      file,
    ],
    [
      `insert into quarantine
       select $1, $2, line, case any_value(error_type) when 'LINE SIZE OVER MAXIMUM' then 'line too long' else 'not UTF-8' end,
         left(any_value(csv_line), 2000)
       from unreadable group by line`,
      sha256,
      file,
    ],
    [
      `insert into visits
       select $1, user_id, user_session, cast(event_time as date),
         count(*) filter (where event_type = 'view'), count(*) filter (where event_type = 'cart'),
         count(*) filter (where event_type = 'remove_from_cart'), count(*) filter (where event_type = 'purchase'),
         coalesce(sum(price) filter (where event_type = 'purchase'), 0),
         coalesce(sum(price) filter (where event_type = 'view'), 0),
         count(*) filter (where isodow(event_time) > 5), count(*) filter (where hour(event_time) >= 18),
         min(event_time), max(event_time)
       from judged where reason is null group by user_id, user_session, cast(event_time as date)`,
      sha256,
    ],
    [
      `insert into tastes
       select $1, user_id, kind, value, count(*), count(*) filter (where event_type = 'purchase')
       from (
         select user_id, event_type, 'brand' as kind, brand as value from judged where reason is null
         union all
         select user_id, event_type, 'category', coalesce(category_code, category_id) from judged where reason is null
       ) each where value is not null group by user_id, kind, value`,
      sha256,
    ],
    // Keeping the smallest hashes means that whoever is in the sample now has been in it since their first event.
    [
      `create or replace temp table threshold as
       select coalesce(max(hash), '') as hash from (
         select md5(user_id) as hash from (select distinct user_id from judged where reason is null) found
         union select hash from sampled_events
         order by hash limit ${sampledUsers}
       ) smallest`,
    ],
    [
      `insert into sampled_events
       select $1, user_id, md5(user_id), user_session, event_time, event_type, price from judged
       where reason is null and md5(user_id) <= (select hash from threshold)`,
      sha256,
    ],
    ["delete from sampled_events where hash > (select hash from threshold)"],
    ["insert into seen select cast(event_time as date) as day, hash from judged where reason is null order by day"],
  ];
}

const countsOf = `select
  (select count(*) from judged) + (select count(distinct line) from unreadable) as rows,
  (select count(*) from judged where reason is null) as kept`;

async function profileOf(connection: DuckDBConnection): Promise<Profile> {
  const by = (value: string) =>
    counted(
      connection,
      `select cast(${value} as varchar) as value, count(*) as rows from judged where reason is null group by 1 order by 1`,
    );
  const [span] = z.array(z.object({ first_at: z.string(), last_at: z.string() })).parse(
    await rows(
      connection,
      `select strftime(min(event_time), '%Y-%m-%d %H:%M:%S') as first_at, strftime(max(event_time), '%Y-%m-%d %H:%M:%S') as last_at
       from judged where reason is null`,
      [],
    ),
  );
  const missing = await counted(
    connection,
    `select value, rows from (
       select unnest(['category_id', 'category_code', 'brand']) as value,
         unnest([count(*) - count(category_id), count(*) - count(category_code), count(*) - count(brand)]) as rows
       from judged where reason is null) columns_without`,
  );
  return {
    firstAt: span?.first_at ?? "",
    lastAt: span?.last_at ?? "",
    types: await by("event_type"),
    missing,
    days: await by("cast(event_time as date)"),
    prices: await by(
      "case when price = 0 then 'free' else cast(cast(floor(log10(price) * 4) as integer) as varchar) end",
    ),
  };
}
