import { existsSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  type DuckdbEventsOptions,
  adoptEvents,
  beside,
  duckdbEvents,
  forgottenHash,
  inUse,
  literal,
  removeStore,
  spillOf,
} from "./duckdb-events";

/**
 * Erases one customer from the store in use, which must be closed: their aggregates, their sampled events, their rows in quarantine.
 * Later files that name them are put aside. Answers how many rows there were.
 */
export const forgetCustomer = (options: DuckdbEventsOptions, customer: string): Promise<number> =>
  without(options, async (gone) => {
    let erased = 0;
    for (const table of ["visits", "tastes", "dealings", "sampled_events"])
      erased += await gone(`delete from before.${table} where user_id = $1`, customer);
    // A line that was no row has no user: there the id is looked for as a word of its own.
    erased += await gone(
      `delete from before.quarantine where user_id = $1
         or (coalesce(user_id, '') = '' and regexp_matches(content, concat('(^|[^0-9A-Za-z])', regexp_escape($1::varchar), '($|[^0-9A-Za-z])')))`,
      customer,
    );
    await gone(
      "insert into before.forgotten select hash from (select $1::varchar as hash) one where hash not in (select hash from before.forgotten)",
      forgottenHash(options.salt ?? "", customer),
    );
    return { rows: erased, changed: true };
  });

/**
 * Deletes what happened before a day, `YYYY-MM-DD`, from the store in use, which must be closed. What is counted by file alone, the
 * brands and categories and the rows put aside, goes as soon as the file's first day does; how many rows a file had is kept. Answers
 * how many rows are gone; a store without any is left as it is.
 */
export async function expireEvents(options: DuckdbEventsOptions, day: string): Promise<number> {
  if (!existsSync(join(options.folder, inUse))) return 0;
  return without(options, async (gone) => {
    const files = "select distinct arrival from before.visits where day < cast($1 as date)";
    let expired = 0;
    for (const table of ["tastes", "dealings"])
      expired += await gone(`delete from before.${table} where arrival in (${files})`, day);
    expired += await gone(
      `delete from before.quarantine where sha256 in (select sha256 from before.files where arrival in (${files}))`,
      day,
    );
    for (const [table, when] of [
      ["sampled_events", "event_time"],
      ["seen", "day"],
      ["visits", "day"],
    ] as const)
      expired += await gone(`delete from before.${table} where ${when} < cast($1 as date)`, day);
    return { rows: expired, changed: expired > 0 };
  });
}

type Gone = (text: string, parameter: string) => Promise<number>;

/** Deletes from the store, and writes what is left to a new file, since a database keeps the bytes of what it deleted. */
async function without(
  { folder, memory = "450MB", salt = "" }: DuckdbEventsOptions,
  work: (gone: Gone) => Promise<{ readonly rows: number; readonly changed: boolean }>,
): Promise<number> {
  const store = await duckdbEvents({ folder, memory, salt }); // makes what an older store lacks
  await store.close();
  await removeStore(folder, beside);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: memory,
    temp_directory: spillOf(folder, inUse),
    threads: "2",
    autoinstall_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    await connection.run(`attach ${literal(join(folder, inUse))} as before`);
    const { rows, changed } = await work(
      async (text, parameter) => (await connection.run(text, [parameter])).rowsChanged,
    );
    if (changed) {
      await connection.run(`attach ${literal(join(folder, beside))} as after`);
      await connection.run("copy from database before to after");
      await connection.run("detach after");
    }
    await connection.run("detach before");
    if (changed) await adoptEvents(folder);
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
