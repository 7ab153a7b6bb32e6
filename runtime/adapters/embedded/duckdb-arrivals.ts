import { BIGINT, DOUBLE, type DuckDBConnection, INTEGER, UBIGINT } from "@duckdb/node-api";
import { z } from "zod";
import type { Intake } from "../../segmentation/event-store";
import type { Aside, Block, Rows } from "../../segmentation/intake/block";
import { eventTypes } from "../../segmentation/mapping";
import { type Sample, sample } from "../../segmentation/intake/sample";
import { type Tally, dealing, filled, taste, visit } from "../../segmentation/intake/tally";
import { type Column, type Part, stage } from "./duckdb-columns";

export const schema = `
create table if not exists files (
  sha256 varchar primary key, name varchar, mapping varchar, read bigint, kept bigint, quarantined varchar, profile varchar,
  arrival integer
);
create table if not exists quarantine (
  sha256 varchar, file varchar, line bigint, reason varchar, content varchar, user_id varchar
);
create table if not exists visits (
  arrival integer, user_id varchar using compression uncompressed, session bigint, day date,
  views bigint, carts bigint, removals bigint, purchases bigint,
  amount decimal(38,4), viewed decimal(38,4), weekend bigint, evening bigint,
  first_at timestamp, last_at timestamp
);
create table if not exists tastes (
  arrival integer, user_id varchar using compression uncompressed, kind varchar, value varchar using compression dictionary,
  events bigint, purchases bigint
);
create table if not exists dealings (
  arrival integer, user_id varchar, reduced bigint, priced bigint, sold_out bigint, stocked bigint
);
create table if not exists sampled_events (
  arrival integer, user_id varchar, hash bigint, session bigint, event_time timestamp, event_type varchar, price decimal(18,4)
);
create table if not exists sample_limit (highest bigint);
create table if not exists forgotten (hash varchar);
create table if not exists seen (arrival integer, day date, hash ubigint);`;

/** Events of sampled users, in columns, as in `Rows`; `hash` is the user's. */
export interface SampledEvents {
  readonly user: number[];
  readonly hash: number[];
  /** Two halves each. */
  readonly session: number[];
  readonly time: number[];
  readonly type: number[];
  readonly price: number[];
}

const epoch = "date '1970-01-01'";
const moment = (microseconds: string) => `make_timestamp(cast(${microseconds} as bigint))`;
const money = (tenThousandths: string, type: string) =>
  `cast(cast(${tenThousandths} as bigint) * cast(0.0001 as decimal(5,4)) as ${type})`;

const integers = (name: string, { buffer }: Int32Array<ArrayBuffer>): Column => ({
  ...{ name, type: INTEGER, bytes: buffer, width: 4 },
});
const doubles = (name: string, { buffer }: Float64Array<ArrayBuffer>): Column => ({
  ...{ name, type: DOUBLE, bytes: buffer, width: 8 },
});

const repeatedRow = z.object({ row: z.coerce.number(), arrival: z.coerce.number() });

/** Places of rows in their block, and the number of the file that had them first. */
export type SeenBefore = readonly z.infer<typeof repeatedRow>[];

/** One file on its way to the tables: it gathers in temporary ones, and enters all of them in one transaction, or none. */
export interface Arrivals {
  /**
   * Begins to ask which rows of a block were seen before, but those of `without`; the others are remembered as seen in this file.
   * Nothing else may be asked until the answer is there.
   */
  readonly compare: (rows: Rows, without: readonly number[]) => Promise<{ readonly answer: Promise<SeenBefore> }>;
  /** Keeps what was tallied of a block. */
  readonly keep: (block: Block, tally: Tally, sampled: SampledEvents) => Promise<void>;
  /** Keeps rows that were put aside. */
  readonly putAside: (asides: readonly Aside[]) => Promise<void>;
  /** Writes everything; whoever has a higher hash than `highest` is no longer in the sample. */
  readonly enter: (intake: Intake, mapping: string, highest: number) => Promise<void>;
  /** Drops what was gathered. */
  readonly close: () => Promise<void>;
}

const gathered = ["users", "words", "visits", "brands", "categories", "dealings", "sample"] as const;
type Gathered = (typeof gathered)[number];

/** Rows of users of so many blocks are written by one statement, so that no join is larger than memory. */
const blocksOfAJoin = 4;

/** A file that arrives as number `number`. Nothing is in a transaction before it enters: DuckDB reads what is not committed on one core. */
export function arrivals(connection: DuckDBConnection, number: number): Arrivals {
  /** What the numbers of a block's users and words are raised by, so that they are told from another block's. */
  let [users, words] = [0, 0];
  /** As many visits as a block may hold wait in memory to be gathered together: many at once are quicker. */
  let waiting: Readonly<Record<Gathered, Part>>[] = [];
  let [waitingVisits, atOnce] = [0, 1];
  const settle = async () => {
    for (const table of gathered)
      await stage(
        connection,
        `arriving_${table}`,
        waiting.map((parts) => parts[table]),
      );
    [waiting, waitingVisits] = [[], 0];
  };
  return {
    async compare(rows, without) {
      await connection.run("drop table if exists arriving_block");
      await stage(connection, "arriving_block", [hashesOf(rows, without)]);
      await connection.run("create temp table if not exists arriving_seen (day date, hash ubigint)");
      const days = rows.day.subarray(0, rows.count);
      return { answer: seenBefore(connection, number, days.reduce(least, Infinity), days.reduce(most, -Infinity)) };
    },
    async keep(block, { visits, brands, categories, dealings }, sampled) {
      waiting.push({
        users: textsOf("user_id", block.users, users),
        words: textsOf("value", block.words, words),
        visits: visitsOf(visits, users),
        brands: tastesOf(brands, users, words),
        categories: tastesOf(categories, users, words),
        dealings: dealingsOf(dealings, users),
        sample: sampleOf(sampled, users),
      });
      users += block.users.size();
      words += block.words.size();
      waitingVisits += visits.count();
      atOnce = Math.max(atOnce, block.rows.capacity);
      if (waitingVisits > atOnce) await settle();
    },
    async putAside(asides) {
      await stage(connection, "arriving_asides", [asidesOf(asides)]);
    },
    async enter({ sha256, name, read, kept, quarantined, profile }, mapping, highest) {
      await settle();
      await connection.run("begin");
      try {
        const step = blocksOfAJoin * atOnce;
        for (let from = 0; from < users; from += step)
          for (const statement of statements(number, from, from + step)) await connection.run(statement);
        await connection.run(`insert into seen select ${number}, day, hash from arriving_seen`);
        if (Number.isFinite(highest)) {
          await connection.run(`delete from sampled_events where hash > ${highest}`);
          await connection.run("delete from sample_limit");
          await connection.run(`insert into sample_limit values (${highest})`);
        }
        await connection.run(
          "insert into quarantine select $1, $2, cast(line as bigint), reason, content, user_id from arriving_asides",
          [sha256, name],
        );
        await connection.run("insert into files values ($1, $2, $3, $4, $5, $6, $7, $8)", [
          ...[sha256, name, mapping, BigInt(read), BigInt(kept)],
          ...[JSON.stringify(quarantined), JSON.stringify(profile), number],
        ]);
        await connection.run("commit");
      } catch (error) {
        await connection.run("rollback").catch(() => undefined);
        throw error;
      }
    },
    async close() {
      for (const table of ["repeated", ...["block", "seen", "asides", ...gathered].map((kind) => `arriving_${kind}`)])
        await connection.run(`drop table if exists ${table}`);
    },
  };
}

const least = (one: number, other: number) => Math.min(one, other);
const most = (one: number, other: number) => Math.max(one, other);

async function seenBefore(
  connection: DuckDBConnection,
  number: number,
  first: number,
  last: number,
): Promise<SeenBefore> {
  if (first > last) return [];
  const days = `day between ${epoch} + ${first} and ${epoch} + ${last}`;
  await connection.run(`create or replace temp table repeated as
    select block.row, min(earlier.arrival) as arrival
    from arriving_block block join (
      select arrival, hash from seen where ${days}
      union all select ${number}, hash from arriving_seen where ${days}
    ) earlier on earlier.hash = block.hash
    group by block.row`);
  const found = await connection.runAndReadAll("select row, arrival from repeated order by row");
  await connection.run(`insert into arriving_seen select ${epoch} + day, hash from arriving_block
    ${found.currentRowCount > 0 ? "where row not in (select row from repeated)" : ""}`);
  return z.array(repeatedRow).parse(found.getRowObjectsJson());
}

/** What writes the rows of users from one number up to another. */
function statements(number: number, from: number, to: number): readonly string[] {
  const join = `join (from arriving_users where number >= ${from} and number < ${to}) users on users.number = ready.number`;
  const types = eventTypes.map((type, at) => `when ${at} then '${type}'`).join(" ");
  const tastes = (kind: string, table: string) => `insert into tastes
    select ${number}, user_id, '${kind}', value, events, purchases
    from arriving_${table} ready ${join} join arriving_words words on words.number = ready.word`;
  return [
    `insert into visits
     select ${number}, user_id, session, ${epoch} + day, views, carts, removals, purchases,
       ${money("amount", "decimal(38,4)")}, ${money("viewed", "decimal(38,4)")}, weekend, evening,
       ${moment("firstAt")}, ${moment("lastAt")}
     from arriving_visits ready ${join}`,
    tastes("brand", "brands"),
    tastes("category", "categories"),
    `insert into dealings select ${number}, user_id, reduced, priced, sold_out, stocked from arriving_dealings ready ${join}`,
    `insert into sampled_events
     select ${number}, user_id, cast(hash as bigint), session, ${moment("time")},
       case cast(type as integer) ${types} end, ${money("price", "decimal(18,4)")}
     from arriving_sample ready ${join}`,
  ];
}

/** The hashes of rows, but those of `without`. */
function hashesOf(rows: Rows, without: readonly number[]): Part {
  const left = new Set(without);
  const count = rows.count - left.size;
  const [row, day, hash] = [new Int32Array(count), new Int32Array(count), new Int32Array(2 * count)];
  for (let from = 0, at = 0; from < rows.count; from++) {
    if (left.size > 0 && left.has(from)) continue;
    row[at] = from;
    day[at] = rows.day[from] ?? 0;
    hash[2 * at] = rows.hash[2 * from] ?? 0;
    hash[2 * at + 1] = rows.hash[2 * from + 1] ?? 0;
    at++;
  }
  const wide: Column = { name: "hash", type: UBIGINT, bytes: hash.buffer, width: 8 };
  return { columns: [integers("row", row), integers("day", day), wide], count };
}

const tastesOf = (tastes: Tally["brands"], users: number, words: number): Part => ({
  columns: [
    integers("number", tastes.integers(taste.user, users)),
    integers("word", tastes.integers(taste.word, words)),
    integers("events", tastes.integers(taste.events)),
    integers("purchases", tastes.integers(taste.purchases)),
  ],
  count: tastes.count(),
});

const dealingsOf = (dealings: Tally["dealings"], users: number): Part => ({
  columns: [
    integers("number", dealings.integers(dealing.user, users)),
    integers("reduced", dealings.integers(dealing.reduced)),
    integers("priced", dealings.integers(dealing.priced)),
    integers("sold_out", dealings.integers(dealing.soldOut)),
    integers("stocked", dealings.integers(dealing.stocked)),
  ],
  count: dealings.count(),
});

const asidesOf = (asides: readonly Aside[]): Part => ({
  columns: [
    doubles("line", doublesOf(asides.map(({ line }) => line))),
    { name: "reason", texts: asides.map(({ reason }) => reason) },
    { name: "content", texts: asides.map(({ content }) => content) },
    { name: "user_id", texts: asides.map(({ user }) => user) },
  ],
  count: asides.length,
});
const doublesOf = (values: readonly number[]) => Float64Array.from(values);

const textsOf = (name: string, { size, text }: Block["users"], raised: number): Part => ({
  columns: [
    integers(
      "number",
      filled(size(), (at) => at + raised),
    ),
    { name, texts: Array.from({ length: size() }, (_, at) => text(at)) },
  ],
  count: size(),
});

function visitsOf(visits: Tally["visits"], users: number): Part {
  const session = new Int32Array(2 * visits.count());
  for (const [half, column] of [visit.sessionLow, visit.sessionHigh].entries())
    visits.integers(column).forEach((value, at) => {
      session[2 * at + half] = value;
    });
  const counts = { views: 0, carts: 1, removals: 2, purchases: 3 };
  return {
    columns: [
      integers("number", visits.integers(visit.user, users)),
      { name: "session", type: BIGINT, bytes: session.buffer, width: 8 },
      integers("day", visits.integers(visit.day)),
      ...Object.entries(counts).map(([name, type]) => integers(name, visits.integers(visit.types + type))),
      ...(["weekend", "evening"] as const).map((name) => integers(name, visits.integers(visit[name]))),
      ...(["amount", "viewed", "firstAt", "lastAt"] as const).map((name) => doubles(name, visits.doubles(visit[name]))),
    ],
    count: visits.count(),
  };
}

const sampleOf = ({ user, session, ...others }: SampledEvents, users: number): Part => ({
  columns: [
    integers(
      "number",
      filled(user.length, (at) => (user[at] ?? 0) + users),
    ),
    { name: "session", type: BIGINT, bytes: Int32Array.from(session).buffer, width: 8 },
    ...Object.entries(others).map(([name, values]) => doubles(name, doublesOf(values))),
  ],
  count: user.length,
});

/** The sample of users whose events are kept, as the store has it. */
export async function keptSample(connection: DuckDBConnection): Promise<Sample> {
  const numbers = async (text: string) => {
    const found = await connection.runAndReadAll(text);
    return z
      .array(z.object({ hash: z.coerce.number() }))
      .parse(found.getRowObjectsJson())
      .map(({ hash }) => hash);
  };
  const [limit] = await numbers("select highest as hash from sample_limit");
  return sample(await numbers("select distinct hash from sampled_events"), limit);
}
