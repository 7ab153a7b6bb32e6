import { createHash } from "node:crypto";
import { createReadStream, mkdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import type { EventStore, Intake, NotTaken } from "../../segmentation/event-store";
import { type Mapping, columnsRead } from "../../segmentation/mapping";

export interface DuckdbEventsOptions {
  /** Where tables and spilled data live. */
  readonly folder: string;
  /** @default "1GB"; beyond it DuckDB spills to the folder */
  readonly memory?: string;
}

/** All events of this many users are kept, for questions that partial aggregates cannot answer. */
const sampledUsers = 3000;

/**
 * Event files in DuckDB, in process and out of core. Ids stay text from the first byte to the last, so that none is rounded;
 * prices are decimals; times are UTC. Every row of a file is kept or put into `quarantine` with its reason, in one transaction
 * with everything that is made of it.
 */
export async function duckdbEvents({ folder, memory = "1GB" }: DuckdbEventsOptions): Promise<EventStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const instance = await DuckDBInstance.create(join(folder, "events.duckdb"), {
    memory_limit: memory,
    temp_directory: join(folder, "spill"),
    preserve_insertion_order: "true",
    threads: "2",
  });
  const connection = await instance.connect();
  await connection.run(schema);
  return {
    add: (path, mapping) => addFile(connection, path, mapping),
    async files() {
      const reader = await connection.runAndReadAll("select * from files order by arrival");
      return reader.getRowObjectsJson().map((row) => intake(row, true));
    },
    async run({ text, parameters = {}, parse }) {
      const used = Object.fromEntries(Object.entries(parameters).filter(([name]) => text.includes(`$${name}`)));
      const reader = await connection.runAndReadAll(text, used);
      return reader.getRowObjectsJson().map((row) => parse(row));
    },
    async write(text, path, format) {
      const options = format === "csv" ? "format csv, header" : "format parquet";
      await connection.run(`copy (${text}) to '${path.replaceAll("'", "''")}' (${options})`);
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Forgets every event file that was taken into a folder; versions fitted on them stay. */
export async function forgetEvents(folder: string): Promise<void> {
  for (const file of ["events.duckdb", "events.duckdb.wal"]) await rm(join(folder, file), { force: true });
}

const schema = `
create table if not exists files (
  sha256 varchar primary key, name varchar, read bigint, kept bigint, quarantined varchar, arrival integer
);
create table if not exists quarantine (sha256 varchar, line bigint, reason varchar, content varchar);
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
  sha256 varchar, user_id varchar, hash varchar, user_session varchar, event_time timestamp, event_type varchar, price decimal(18,4)
);`;

const fileRow = z.object({
  sha256: z.string(),
  name: z.string(),
  read: z.coerce.number(),
  kept: z.coerce.number(),
  quarantined: z.string(),
});

function intake(row: unknown, known: boolean): Intake {
  const { quarantined, ...file } = fileRow.parse(row);
  return {
    kind: "taken",
    ...file,
    known,
    quarantined: z.record(z.string(), z.number()).parse(JSON.parse(quarantined)),
  };
}

async function addFile(connection: DuckDBConnection, path: string, mapping: Mapping): Promise<Intake | NotTaken> {
  const name = basename(path);
  const header = await headerOf(path);
  if (typeof header === "string") return { kind: "refused", name, reason: header };
  const missing = columnsRead(mapping).filter((column) => !header.includes(column));
  if (missing.length > 0)
    return {
      kind: "refused",
      name,
      reason: `its header has no ${missing.join(", ")}; it has ${header.slice(0, 12).join(", ")}. Give a mapping file if this is another log`,
    };
  const sha256 = await digestOf(path);
  const before = await connection.runAndReadAll("select * from files where sha256 = $1", [sha256]);
  const [seen] = before.getRowObjectsJson();
  if (seen) return intake(seen, true);

  await connection.run("begin");
  try {
    const refusal = await stage(connection, path, header, mapping);
    if (refusal !== undefined) {
      await connection.run("rollback");
      return { kind: "refused", name, reason: refusal };
    }
    for (const statement of intoPartials) await connection.run(statement, statement.includes("$1") ? [sha256] : []);
    const [counts] = (await connection.runAndReadAll(countsOf, [sha256])).getRowObjectsJson();
    const { rows, kept } = z.object({ rows: z.coerce.number(), kept: z.coerce.number() }).parse(counts);
    const reasons = (
      await connection.runAndReadAll(
        "select reason, count(*) as rows from quarantine where sha256 = $1 group by reason order by reason",
        [sha256],
      )
    ).getRowObjectsJson();
    const quarantined = Object.fromEntries(
      z
        .array(z.object({ reason: z.string(), rows: z.coerce.number() }))
        .parse(reasons)
        .map(({ reason, rows: count }) => [reason, count]),
    );
    if (kept === 0) {
      await connection.run("rollback");
      return {
        kind: "refused",
        name,
        reason:
          rows === 0 ? "it has a header and no rows" : `none of its ${rows} rows is an event: ${describe(quarantined)}`,
      };
    }
    await connection.run("insert into files select $1, $2, $3, $4, $5, count(*) from files", [
      sha256,
      name,
      BigInt(rows),
      BigInt(kept),
      JSON.stringify(quarantined),
    ]);
    await connection.run("commit");
    return { kind: "taken", name, sha256, read: rows, kept, quarantined, known: false };
  } catch (error) {
    await connection.run("rollback").catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    if (/gzip|GZIP|compress|miniz/i.test(message))
      return { kind: "refused", name, reason: "its gzip stream is damaged or cut short; fetch the file again" };
    throw error;
  } finally {
    for (const table of ["staged", "judged", "malformed", "malformed_scans"])
      await connection.run(`drop table if exists ${table}`).catch(() => undefined);
  }
}

const describe = (reasons: Readonly<Record<string, number>>) =>
  Object.entries(reasons)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(", ");

/** Reads the file as text into `judged`, each row with the reason for which it is no event, if any; or says why it cannot. */
async function stage(
  connection: DuckDBConnection,
  path: string,
  header: readonly string[],
  mapping: Mapping,
): Promise<string | undefined> {
  const columns = header.map((column) => `${quoted(column)}: 'VARCHAR'`).join(", ");
  await connection.run(`create temp table staged as
    select * from read_csv('${path.replaceAll("'", "''")}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
      columns = {${columns}}, store_rejects = true, rejects_table = 'malformed', rejects_scan = 'malformed_scans', rejects_limit = 0,
      strict_mode = true, null_padding = false, max_line_size = 1048576)`);
  const own = sqlColumns(mapping);
  const excepted = mapping.except.map(
    ({ column, beginsWith, reason }) => `when starts_with(${name(column)}, ${text(beginsWith)}) then ${text(reason)}`,
  );
  await connection.run(`create temp table judged as
    with read as (
      select ${Object.entries(own)
        .map(([column, sql]) => `${sql} as ${column}`)
        .join(",\n")},
        case ${excepted.join(" ")} when false then '' end as exception,
        to_json(staged) as content
      from staged
    ),
    numbered as (
      select *, row_number() over (
        partition by event_time, event_type, product_id, category_id, brand, price, user_id, user_session
      ) as occurrence
      from read
    )
    select *, case
      when exception is not null then exception
      when event_time is null then 'no time'
      when event_type is null then 'unknown event type'
      when coalesce(user_id, '') = '' then 'no user'
      when regexp_matches(user_id, '^[0-9.]+[eE]\\+[0-9]+$') or regexp_matches(product_id, '^[0-9]\\.[0-9]+[eE]\\+[0-9]+$') then 'id damaged by a spreadsheet'
      when coalesce(product_id, '') = '' then 'no product'
      when coalesce(user_session, '') = '' then 'no session'
      when price is null then 'no price'
      when price < 0 then 'negative price'
      when price = 0 and event_type = 'purchase' then 'purchase for nothing'
      when occurrence > 1 then 'duplicate'
    end as reason
    from numbered`);
  const [damage] = (
    await connection.runAndReadAll(
      `select count(*) filter (where regexp_matches(category_id, '^[0-9](\\.[0-9]+)?[eE]\\+[0-9]+$')) as damaged, count(*) as rows from judged`,
    )
  ).getRowObjectsJson();
  const { damaged, rows } = z.object({ damaged: z.coerce.number(), rows: z.coerce.number() }).parse(damage);
  return damaged > 0 && damaged >= rows / 10
    ? `${damaged} of its ${rows} category ids are written like 2.05E+18: a spreadsheet has rounded them for good. Fetch the original file`
    : undefined;
}

function sqlColumns({ columns, timeFormats }: Mapping): Readonly<Record<string, string>> {
  const from = (source: Mapping["columns"]["product_id"]): string => {
    if ("always" in source) return text(source.always);
    if ("missing" in source) return "cast(null as varchar)";
    const column = `trim(${name(source.column)})`;
    return source.without === undefined
      ? column
      : `case when ends_with(${column}, ${text(source.without)}) then left(${column}, length(${column}) - ${source.without.length}) else ${column} end`;
  };
  const { event_type: type, price, event_time: time } = columns;
  const types =
    "always" in type
      ? text(type.always)
      : `case trim(${name(type.column)}) ${Object.entries(type.values)
          .map(([theirs, ours]) => `when ${text(theirs)} then ${text(ours)}`)
          .join(" ")} end`;
  const amount = `try_cast(${name(price.column)} as decimal(18,4))`;
  return {
    event_time: `coalesce(${timeFormats.map((format) => `try_strptime(trim(${name(time.column)}), ${text(format)})`).join(", ")})`,
    event_type: types,
    product_id: from(columns.product_id),
    category_id: from(columns.category_id),
    category_code: from(columns.category_code),
    brand: from(columns.brand),
    price:
      price.times === undefined
        ? amount
        : `try_cast(${amount} * try_cast(${name(price.times)} as decimal(18,4)) as decimal(18,4))`,
    user_id: from(columns.user_id),
    user_session: from(columns.user_session),
  };
}

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
const text = quoted;
const name = (column: string) => `"${column.replaceAll('"', '""')}"`;

/** From `judged` to the partial tables; `$1` is the file. */
const intoPartials: readonly string[] = [
  `insert into quarantine select $1, null, reason, content from judged where reason is not null`,
  `insert into quarantine select $1, line, 'malformed row', left(any_value(csv_line), 2000) from malformed group by line`,
  `insert into visits
   select $1, user_id, user_session, cast(event_time as date),
     count(*) filter (where event_type = 'view'), count(*) filter (where event_type = 'cart'),
     count(*) filter (where event_type = 'remove_from_cart'), count(*) filter (where event_type = 'purchase'),
     coalesce(sum(price) filter (where event_type = 'purchase'), 0), coalesce(sum(price) filter (where event_type = 'view'), 0),
     count(*) filter (where isodow(event_time) > 5), count(*) filter (where hour(event_time) >= 18),
     min(event_time), max(event_time)
   from judged where reason is null group by user_id, user_session, cast(event_time as date)`,
  `insert into tastes
   select $1, user_id, kind, value, count(*), count(*) filter (where event_type = 'purchase')
   from (
     select user_id, event_type, 'brand' as kind, brand as value from judged where reason is null and brand <> ''
     union all
     select user_id, event_type, 'category', coalesce(nullif(category_code, ''), category_id) from judged where reason is null
   ) each where value <> '' group by user_id, kind, value`,
  `insert into sampled_events
   select $1, user_id, md5(user_id), user_session, event_time, event_type, price from judged
   where reason is null and md5(user_id) <= coalesce(
     (select max(hash) from sampled_events having count(distinct user_id) >= ${sampledUsers}), 'g')`,
  // Keeping the smallest hashes means that whoever is in the sample now has been in it since their first event.
  `delete from sampled_events where hash > coalesce(
     (select max(hash) from (select distinct hash from sampled_events order by hash limit ${sampledUsers})), 'g')`,
];
const countsOf = `select
  (select count(*) from judged) + (select count(distinct line) from malformed) as rows,
  (select count(*) from judged where reason is null) as kept, $1 as sha256`;

/** The names in a file's first line, or why there are none. */
async function headerOf(path: string): Promise<readonly string[] | string> {
  let size: number;
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return "it is a folder; name the event files in it";
    size = stat.size;
  } catch {
    return "there is no such file";
  }
  if (size === 0) return "it is empty";
  const bytes = createReadStream(path);
  const stream = path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const header = line
        .replace(/^\uFEFF/, "")
        .split(",")
        .map((column) => column.trim().replace(/^"|"$/g, ""));
      if (line.includes("\0")) return "it is no text";
      const twice = header.find((column, at) => header.indexOf(column) !== at);
      return twice === undefined ? header : `its header names ${twice} twice`;
    }
    return "it is empty";
  } catch {
    return "it is no gzip file, whatever its name says";
  } finally {
    bytes.destroy();
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
