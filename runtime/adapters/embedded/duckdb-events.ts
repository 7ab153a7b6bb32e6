import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { z } from "zod";
import { duckdb } from "../../segmentation/dialect";
import type { EventStore } from "../../segmentation/event-store";
import type { SqlEngine } from "../../segmentation/sql-engine";
import { intakeOf, takeIn } from "./duckdb-intake";
import { schema } from "./duckdb-arrivals";

export interface DuckdbEventsOptions {
  /** Where tables and spilled data live. */
  readonly folder: string;
  /** Of DuckDB alone; the process takes some 550 MB more. Beyond it DuckDB spills to the folder. @default "450MB" */
  readonly memory?: string;
  /** Begins an empty store beside the one in use, which `adoptEvents` puts in its place. */
  readonly anew?: boolean;
  /** What the list of erased customers is hashed with; kept apart from it. @default none */
  readonly salt?: string;
  /** Bytes of a block in which a file is read. @default 16 MB */
  readonly blockBytes?: number;
}

/** The number is raised with the tables' shape, so that an older store is left alone and not misread. */
export const inUse = "events.5.duckdb";
export const beside = "events.5.new.duckdb";
/** Where a store puts what it has no memory for, customers' ids among it. */
export const spillOf = (folder: string, name: string): string => join(folder, `${name}.spill`);

/**
 * Event files in DuckDB, in process and out of core. Ids stay text from the first byte to the last, so that none is rounded;
 * prices are decimals; times are UTC. Every row of a file is kept or put into `quarantine` with its line and reason, in one
 * transaction with everything that is made of it. Throws where another process holds the store.
 */
export async function duckdbEvents({
  folder,
  memory = "450MB",
  anew = false,
  salt = "",
  blockBytes,
}: DuckdbEventsOptions): Promise<EventStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (anew) await removeStore(folder, beside);
  const name = anew ? beside : inUse;
  const instance = await DuckDBInstance.create(join(folder, name), {
    memory_limit: memory,
    temp_directory: spillOf(folder, name),
    preserve_insertion_order: "true", // what is written in an order keeps it
    threads: "2",
    autoinstall_known_extensions: "false", // nothing is fetched at run time
  });
  await rm(spillOf(folder, name), { recursive: true, force: true }); // what a killed process left; nobody else has the store now
  const connection = await instance.connect();
  await connection.run(schema);
  if (anew && existsSync(join(folder, inUse))) await rememberForgotten(connection, join(folder, inUse));
  return {
    ...duckdbEngine(connection),
    async add(path, mapping, merchandise) {
      const isErased = await erasedOf(connection, salt);
      return takeIn(connection, path, mapping, { isErased, blockBytes, merchandise });
    },
    async files() {
      const reader = await connection.runAndReadAll("select * from files order by arrival");
      return reader.getRowObjectsJson().map(intakeOf);
    },
    async keep(name, { text, parameters = {} }) {
      await connection.run(`create or replace temp table ${name} as ${text}`, named(text, parameters));
    },
    async *stream({ text, parameters = {}, parse }) {
      const result = await connection.stream(text, named(text, parameters));
      for await (const rows of result.yieldRowObjectJson()) yield rows.map((row) => parse(row));
    },
    async write(text, parameters, path, format) {
      await connection.run(`create or replace temp table written as ${text}`, named(text, parameters));
      const options = format === "csv" ? "format csv, header" : "format parquet";
      await connection.run(`copy written to ${literal(path)} (${options})`);
      await connection.run("drop table written");
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Queries over one connection. 64-bit integers and decimals arrive as text, with every digit. */
export const duckdbEngine = (connection: DuckDBConnection): SqlEngine => ({
  dialect: duckdb,
  async run({ text, parameters = {}, parse }) {
    const reader = await connection.runAndReadAll(text, named(text, parameters));
    return reader.getRowObjectsJson().map((row) => parse(row));
  },
});

/** DuckDB refuses a parameter that the text does not name. */
const named = <Value>(text: string, parameters: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => new RegExp(`\\$${name}\\b`).test(text)));

/** Puts the store that was begun anew in the place of the one in use; both must be closed. */
export async function adoptEvents(folder: string): Promise<void> {
  await rm(join(folder, `${inUse}.wal`), { force: true });
  await rename(join(folder, beside), join(folder, inUse)); // over the old one, so that a crash never leaves none
}

export async function removeStore(folder: string, name: string): Promise<void> {
  for (const file of [name, `${name}.wal`]) await rm(join(folder, file), { force: true });
}

/** Who was erased stays erased when everything is read anew from files that still name them. */
async function rememberForgotten(connection: DuckDBConnection, earlier: string): Promise<void> {
  await connection.run(`attach ${literal(earlier)} as earlier (read_only)`);
  await connection.run("insert into forgotten select hash from earlier.forgotten");
  await connection.run("detach earlier");
}

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Who is meant by an entry of `forgotten`: a hash with a salt that lies elsewhere, so that the list alone names nobody. */
export const forgottenHash = (salt: string, user: string): string =>
  createHash("sha256").update(salt).update("\0").update(user).digest("hex");

/** Tells whether a customer was erased; undefined where nobody was. */
async function erasedOf(connection: DuckDBConnection, salt: string): Promise<((user: string) => boolean) | undefined> {
  const found = await connection.runAndReadAll("select hash from forgotten");
  const hashes = new Set(
    z
      .array(z.object({ hash: z.string() }))
      .parse(found.getRowObjectsJson())
      .map(({ hash }) => hash),
  );
  return hashes.size === 0 ? undefined : (user) => hashes.has(forgottenHash(salt, user));
}
