import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Intake, NotTaken, Profile } from "../../segmentation/event-store";
import { type Mapping, columnsRead } from "../../segmentation/mapping";
import {
  Damaged,
  type EventFile,
  NotPlain,
  type Stretch,
  digestOf,
  eventFile,
  isWholeGzip,
  stretches,
} from "./duckdb-files";
import { carefully, fieldCount, judgement, literal, malformed, plainly } from "./duckdb-judgement";
import {
  type Arrival,
  type Judged,
  absorb,
  counted,
  countsOf,
  findDuplicates,
  leaveOutForgotten,
  profileOf,
  together,
} from "./duckdb-partials";

const longestLine = 1 << 20;
/** A record that goes on over more lines than this is a quote that nobody closed. */
const mostLinesOfARecord = 50;
/** Beyond so many broken lines nobody means them as records of several lines, and they are not gone through one by one. */
const mostBrokenLines = 200_000;
/** From this share of rows on, damaged ids mean a damaged file. */
const damagedShare = 0.1;
const damagedId = "id damaged by a spreadsheet";

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

/** Where stretches of a file are written, and how long they are. */
interface Scratch {
  readonly scratch: string;
  readonly stretchBytes: number | undefined;
}

/** Takes one file in, in one transaction with everything that is made of it. `salt` is what the list of erased
 * customers is hashed with. */
export async function takeIn(
  connection: DuckDBConnection,
  path: string,
  mapping: Mapping,
  { salt, ...place }: Scratch & { readonly salt: string },
): Promise<Intake | NotTaken> {
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
  const [arrived] = z
    .array(z.object({ number: z.coerce.number() }))
    .parse(await rows(connection, "select count(*) as number from files", []));
  const arrival = { sha256, name, number: arrived?.number ?? 0, salt };

  const taken =
    (await inOneTransaction(connection, () => readPlainly(connection, path, file, mapping, arrival, place))) ??
    (await inOneTransaction(connection, () => readCarefully(connection, path, file, mapping, arrival)));
  if (taken === undefined) throw new Error(`${name} is read neither plainly nor carefully`);
  return typeof taken === "string" ? refused(taken) : taken;

  /** Commits what `work` made and answers it; a reason not to take the file, or undefined for another way of reading, undoes it. */
  async function inOneTransaction(
    on: DuckDBConnection,
    work: () => Promise<Found | string | undefined>,
  ): Promise<Intake | string | undefined> {
    await on.run("begin");
    try {
      const found = await work();
      const taken = typeof found === "object" ? await conclude(on, arrival, read, found) : found;
      await on.run(typeof taken === "object" ? "commit" : "rollback");
      return taken;
    } catch (error) {
      await on.run("rollback").catch(() => undefined);
      if (error instanceof Error && /gzip/i.test(error.message)) return cutShort;
      throw error;
    } finally {
      await forget(on);
    }
  }
}

const cutShort = "its gzip stream is damaged or cut short; fetch the file again";

/** What was found in a file's rows, all of them. */
interface Found {
  readonly read: number;
  readonly kept: number;
  readonly profile: Profile | undefined;
}

/** The last words on a file whose rows are in the tables: its row of `files`, or why it is not to be trusted as a whole. */
async function conclude(
  connection: DuckDBConnection,
  { sha256, name, number }: Arrival,
  mapping: string,
  { read, kept, profile }: Found,
): Promise<Intake | string> {
  const quarantined = await counted(
    connection,
    "select reason as value, count(*) as rows from quarantine where sha256 = $1 group by reason order by reason",
    [sha256],
  );
  const damaged = quarantined[damagedId] ?? 0;
  if (damaged > 0 && damaged >= read * damagedShare)
    return `${damaged} of its ${read} rows have ids written like 2.05E+18: a spreadsheet has rounded them for good. Fetch the original file`;
  if (!profile)
    return read === 0
      ? "it has a header and no rows"
      : `none of its ${read} rows is an event: ${describe(quarantined)}`;
  await connection.run("insert into files values ($1, $2, $3, $4, $5, $6, $7, $8)", [
    sha256,
    name,
    mapping,
    BigInt(read),
    BigInt(kept),
    JSON.stringify(quarantined),
    JSON.stringify(profile),
    number,
  ]);
  return { kind: "taken", name, sha256, read, kept, quarantined, profile, known: false };
}

/**
 * Reads a file without quotes in stretches: while one is taken in, the next is being unpacked, and only two are ever on the disk.
 * Undefined where the file has to be read with care: it holds a quote, a carriage return, or a line that DuckDB's reader skips.
 */
async function readPlainly(
  connection: DuckDBConnection,
  path: string,
  file: EventFile,
  mapping: Mapping,
  arrival: Arrival,
  { scratch, stretchBytes }: Scratch,
): Promise<Found | string | undefined> {
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const coming: AsyncGenerator<Stretch, undefined> = stretches(path, file, scratch, stretchBytes);
  const ahead = () => {
    const next = coming.next();
    next.catch(() => undefined); // it is waited for below; until then nobody else hears of its failure
    return next;
  };
  let [read, kept, profile]: [number, number, Profile | undefined] = [0, 0, undefined];
  try {
    for (let next = ahead(); ;) {
      const here = await next;
      if (here.done === true) return { read, kept, profile };
      next = ahead();
      const found = await takeStretch(connection, here.value, file, mapping, arrival);
      await rm(here.value.path, { force: true });
      if (found.read !== here.value.lines) return undefined;
      [read, kept, profile] = [read + found.read, kept + found.kept, together(profile, found.profile)];
    }
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    if (error instanceof Damaged) return cutShort;
    throw error;
  } finally {
    await coming.return(undefined).catch(() => undefined);
    await rm(scratch, { recursive: true, force: true });
  }
}

async function takeStretch(
  connection: DuckDBConnection,
  { path, before }: Stretch,
  { header }: EventFile,
  mapping: Mapping,
  arrival: Arrival,
): Promise<Found> {
  await forget(connection);
  const source = plainly(path, header.length, longestLine);
  await connection.run(`create temp table judged as ${judgement(source, header, mapping)}`);
  const lines = `select row_number() over () as row, ${source.text} as text from ${source.relation} all_rows`;
  // Rows keep the order of the file; where DuckDB begins to number those of an open transaction is its own affair.
  const [first] = z
    .array(z.object({ id: z.coerce.bigint().nullable() }))
    .parse(await rows(connection, "select min(rowid) as id from judged", []));
  return take(connection, arrival, { before, row: `(judged.rowid - ${(first?.id ?? 0n) - 1n})`, lines });
}

/**
 * Reads a file line by line, and not record by record: so that a quote that nobody closes costs one row and not all that follow,
 * and every line is accounted for. Lines that are no UTF-8 or too long end in `unreadable`.
 */
async function readCarefully(
  connection: DuckDBConnection,
  path: string,
  { compression, header }: EventFile,
  mapping: Mapping,
  arrival: Arrival,
): Promise<Found | string> {
  await forget(connection);
  const lines = `(select row_number() over () as row, text from read_csv(${literal(path)}, auto_detect = false, header = false,
      compression = '${compression}', columns = {'text': 'VARCHAR'}, delim = '\u001d\u001e\u001f\u001c', quote = '', escape = '',
      strict_mode = false, max_line_size = ${longestLine}, store_rejects = true, rejects_table = 'unreadable',
      rejects_scan = 'unreadable_scans', rejects_limit = 0))`;
  const behindHeader = `(select row - 1 as row, text from ${lines} all_lines where row > 1)`;
  // The checksum is proved beside the reading, on another core.
  const [isWhole] = await Promise.all([
    compression === "gzip" ? isWholeGzip(path) : true,
    connection.run(`create temp table judged as ${judgement(carefully(behindHeader, header.length), header, mapping)}`),
  ]);
  if (!isWhole) return cutShort;
  await connection.run("update unreadable set line = line - 1");
  await joinRecords(connection, header, mapping);
  return take(connection, arrival, {
    before: 1,
    row: "judged.row",
    lines: `select row, text from ${behindHeader} again`,
  });
}

/** From judged rows to the tables. */
async function take(connection: DuckDBConnection, arrival: Arrival, judged: Judged): Promise<Found> {
  await leaveOutForgotten(connection, arrival.salt);
  await findDuplicates(connection, arrival, judged);
  await absorb(connection, arrival, judged);
  return { ...(await countsOf(connection)), profile: await profileOf(connection) };
}

async function forget(connection: DuckDBConnection): Promise<void> {
  for (const table of ["judged", "unreadable", "unreadable_scans", "records", "repeated", "arrived", "smallest"])
    await connection.run(`drop table if exists ${table}`).catch(() => undefined);
}

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
  await connection.run(`insert into judged ${judgement(carefully("records", header.length), header, mapping)}`);
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
