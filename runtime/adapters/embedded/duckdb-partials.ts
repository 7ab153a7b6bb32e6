import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { duckdb } from "../../segmentation/dialect";
import type { Profile } from "../../segmentation/event-store";
import { tastesOf, visitsOf } from "../../segmentation/partials";
import { literal, malformed } from "./duckdb-judgement";

/** All events of this many users are kept, for questions that partial aggregates cannot answer. */
const sampledUsers = 3000;

export const schema = `
create table if not exists files (
  sha256 varchar primary key, name varchar, mapping varchar, read bigint, kept bigint, quarantined varchar, profile varchar,
  arrival integer
);
create table if not exists quarantine (
  sha256 varchar, file varchar, line bigint, reason varchar, content varchar, user_id varchar
);
create table if not exists visits (
  arrival integer, user_id varchar, session bigint, day date,
  views bigint, carts bigint, removals bigint, purchases bigint,
  amount decimal(38,4), viewed decimal(38,4), weekend bigint, evening bigint,
  first_at timestamp, last_at timestamp
);
create table if not exists tastes (
  arrival integer, user_id varchar, kind varchar, value varchar, events bigint, purchases bigint
);
create table if not exists sampled_events (
  arrival integer, user_id varchar, hash bigint, session bigint, event_time timestamp, event_type varchar, price decimal(18,4)
);
create table if not exists forgotten (hash ubigint);
create table if not exists seen (arrival integer, day date, hash ubigint);
create table if not exists probe as select hash('penderie', 'probe') as hash;`;

/** Whose rows are being taken in: the file's identity, its name, and its number in the order of arrival. */
export interface Arrival {
  readonly sha256: string;
  readonly name: string;
  readonly number: number;
  /** What the list of erased customers is hashed with. */
  readonly salt: string;
}

/** What is known of the rows in `judged`: where they are from, and how to find their lines again. */
export interface Judged {
  /** Lines of the file before them. */
  readonly before: number;
  /** The expression of a row's number among the rows that could be read, from 1. */
  readonly row: string;
  /** A query of `row` and `text`, asked only where a row turns out to repeat another. */
  readonly lines: string;
}

/** Who is meant by an entry of `forgotten`: a hash with a salt that lies elsewhere, so that the list alone names nobody. */
export const forgottenHash = (salt: string, user: string): string => `hash(concat(${literal(salt)}, ${user}))`;

/** Puts rows of customers aside who asked to be erased; of such a row nothing is kept but that it was there. */
export async function leaveOutForgotten(connection: DuckDBConnection, salt: string): Promise<void> {
  if (await any(connection, "forgotten"))
    await connection.run(`update judged set reason = 'customer was erased', content = ''
      where reason is null and ${forgottenHash(salt, "user_id")} in (select hash from forgotten)`);
}

/** Puts rows aside that say again what an earlier row says, in this file or in another. */
export async function findDuplicates(
  connection: DuckDBConnection,
  { number }: Arrival,
  { row, lines }: Judged,
): Promise<void> {
  await connection.run(`create or replace temp table repeated as
    select hash from judged where reason is null group by hash having count(*) > 1`);
  if (await any(connection, "repeated"))
    await connection.run(`update judged set reason = 'duplicate'
      from (select hash, min(${row}) as first_row from judged where reason is null and hash in (from repeated) group by hash) first
      where judged.hash = first.hash and ${row} > first.first_row and judged.reason is null`);
  await connection.run(`create or replace temp table repeated as
    select seen.hash, min(seen.arrival) as arrival from seen join judged on judged.hash = seen.hash
    where judged.reason is null and seen.day between
      (select min(cast(event_time as date)) from judged where reason is null) and
      (select max(cast(event_time as date)) from judged where reason is null)
    group by seen.hash`);
  if (await any(connection, "repeated"))
    await connection.run(`update judged
    set reason = case when repeated.arrival = ${number} then 'duplicate' else 'duplicate of a row in another file' end
    from repeated where judged.hash = repeated.hash and judged.reason is null`);
  if (await any(connection, "judged where reason is not null and content is null"))
    await connection.run(`update judged set content = lines.text from (${lines}) lines
      where judged.reason is not null and judged.content is null and lines.row = ${row}`);
}

const any = async (connection: DuckDBConnection, rows: string): Promise<boolean> =>
  (await connection.runAndReadAll(`select 1 from ${rows} limit 1`)).currentRowCount > 0;

/** From `judged` and `unreadable` to the tables. */
export async function absorb(connection: DuckDBConnection, arrival: Arrival, judged: Judged): Promise<void> {
  const file = `${literal(arrival.sha256)}, ${literal(arrival.name)}`;
  const { number } = arrival;
  for (const statement of [
    // Unreadable lines have no place in the count of rows, so that a row's line is its place and those before it.
    `insert into quarantine
     select ${file}, ${judged.before} + ${judged.row} + (
       select count(*) from (select line - row_number() over (order by line) + 1 as place from (select distinct line from unreadable)) u
       where u.place <= ${judged.row}
     ), reason, left(content, 2000), case when content <> '' then user_id end
     from judged where reason is not null`,
    `insert into quarantine
     select ${file}, ${judged.before} + line, case
         when any_value(error_type) = 'LINE SIZE OVER MAXIMUM' then 'line too long'
         when any_value(error_type) not like '%COLUMNS' then 'not UTF-8'
         when trim(any_value(csv_line), ' ' || chr(9)) = '' then ${literal(malformed.empty)}
         else ${literal(malformed.columns)}
       end, left(any_value(csv_line), 2000), null
     from unreadable group by line`,
    `create or replace temp table arrived as ${visitsOf(kept, duckdb)}`,
    `insert into visits select ${number}, * from arrived`,
    `insert into tastes select ${number}, * from (${tastesOf(kept, "brand")}) brands`,
    `insert into tastes select ${number}, * from (${tastesOf(kept, "category")}) categories`,
    // Keeping the smallest hashes means that whoever is in the sample now has been in it since their first event.
    `create or replace temp table smallest as
     select user_id, any_value(hash) as hash from (
       select distinct user_id, ${userHash} as hash from arrived union select distinct user_id, hash from sampled_events
     ) everybody group by user_id order by hash limit ${sampledUsers}`,
    `insert into sampled_events
     select ${number}, user_id, smallest.hash, session, event_time, event_type, price
     from judged join smallest using (user_id) where reason is null`,
    "delete from sampled_events where hash > (select max(hash) from smallest)",
    `insert into seen select ${number}, cast(event_time as date), hash from judged where reason is null`,
  ])
    await connection.run(statement);
}

const kept = "(select * from judged where reason is null) kept";
const userHash = "cast(hash(user_id) >> 1 as bigint)";

/** How many rows `judged` and `unreadable` hold together, and how many of them are events. */
export async function countsOf(
  connection: DuckDBConnection,
): Promise<{ readonly read: number; readonly kept: number }> {
  const found = await connection.runAndReadAll(`select
    (select count(*) from judged) + (select count(distinct line) from unreadable) as read,
    (select count(*) from judged where reason is null) as kept`);
  return z.object({ read: z.coerce.number(), kept: z.coerce.number() }).parse(found.getRowObjectsJson()[0]);
}

type Counts = Readonly<Record<string, number>>;

/** What the kept rows in `judged`, which `absorb` has seen, are like; undefined where there is none. */
export async function profileOf(connection: DuckDBConnection): Promise<Profile | undefined> {
  const found = await connection.runAndReadAll(
    `select * from (
       select strftime(min(first_at), '%Y-%m-%d %H:%M:%S') as first_at, strftime(max(last_at), '%Y-%m-%d %H:%M:%S') as last_at
       from arrived) span
     cross join (
       select count(*) filter (where no_category) as category_id, count(*) filter (where no_code) as category_code,
         count(*) filter (where brand is null) as brand
       from judged where reason is null) without`,
  );
  const { first_at: firstAt, last_at: lastAt, ...missing } = whole.parse(found.getRowObjectsJson()[0]);
  if (firstAt === null || lastAt === null) return undefined;
  return {
    firstAt,
    lastAt,
    types: await counted(
      connection,
      `select value, rows from (
         select unnest(['cart', 'purchase', 'remove_from_cart', 'view']) as value,
           unnest([sum(carts), sum(purchases), sum(removals), sum(views)]) as rows from arrived) counted where rows > 0`,
    ),
    missing,
    days: await counted(
      connection,
      `select cast(day as varchar) as value, cast(sum(views + carts + removals + purchases) as bigint) as rows
       from arrived group by day order by day`,
    ),
    prices: await counted(
      connection,
      `select case when price = 0 then 'free' else cast(cast(floor(log10(price) * 4) as integer) as varchar) end as value,
         cast(sum(rows) as bigint) as rows
       from (select price, count(*) as rows from judged where reason is null group by price) priced group by 1 order by 1`,
    ),
  };
}

const whole = z.object({
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
  category_id: z.coerce.number(),
  category_code: z.coerce.number(),
  brand: z.coerce.number(),
});

/** Two profiles as one. */
export function together(one: Profile | undefined, other: Profile | undefined): Profile | undefined {
  if (!one || !other) return one ?? other;
  const sum = (a: Counts, b: Counts): Counts =>
    Object.fromEntries(
      [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((key) => [key, (a[key] ?? 0) + (b[key] ?? 0)]),
    );
  return {
    firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
    lastAt: one.lastAt > other.lastAt ? one.lastAt : other.lastAt,
    types: sum(one.types, other.types),
    missing: sum(one.missing, other.missing),
    days: sum(one.days, other.days),
    prices: sum(one.prices, other.prices),
  };
}

/** The rows of a query of `value` and `rows`, as counts by value. */
export async function counted(
  connection: DuckDBConnection,
  text: string,
  values: readonly string[] = [],
): Promise<Counts> {
  const found = await connection.runAndReadAll(text, [...values]);
  return Object.fromEntries(
    z
      .array(z.object({ value: z.string(), rows: z.coerce.number() }))
      .parse(found.getRowObjectsJson())
      .map(({ value, rows }) => [value, rows]),
  );
}
