import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Intake, NotTaken, Profile } from "../../segmentation/event-store";
import { type Aside, type Block, type Rows, contentOf, emptyBlock, refill } from "../../segmentation/intake/block";
import type { Dictionary } from "../../segmentation/intake/dictionary";
import { damagedId } from "../../segmentation/intake/judge";
import { likeness } from "../../segmentation/intake/likeness";
import { type EventReader, eventReader } from "../../segmentation/intake/reader";
import { repeats } from "../../segmentation/intake/repeats";
import { type Sample, sampleHash } from "../../segmentation/intake/sample";
import { tally } from "../../segmentation/intake/tally";
import { type Mapping, columnsRead } from "../../segmentation/mapping";
import { type Merchandise, shelfOf } from "../../segmentation/merchandise";
import { type Arrivals, type SampledEvents, type SeenBefore, arrivals, keptSample } from "./duckdb-arrivals";
import { Damaged, behindHeader, digestOf, eventFile } from "./duckdb-files";

/** From this share of rows on, damaged ids mean a damaged file. */
const damagedShare = 0.1;
/** Bytes of a block: some 120,000 events. */
const usualBlock = 16 << 20;

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

/** What a file is taken in with: how customers of whom nothing may be kept are told, and the bytes of a block. */
export interface IntakeOptions {
  readonly isErased: ((user: string) => boolean) | undefined;
  /** @default 16 MB */
  readonly blockBytes: number | undefined;
  /** What the shop has beside its log. */
  readonly merchandise: Merchandise | undefined;
}

/** Takes one file in, in one transaction with everything that is made of it. */
export async function takeIn(
  connection: DuckDBConnection,
  path: string,
  mapping: Mapping,
  options: IntakeOptions,
): Promise<Intake | NotTaken> {
  const name = basename(path);
  const refused = (reason: string): NotTaken => ({ kind: "refused", name, reason });
  const file = await eventFile(path);
  if (file.kind === "unreadable") return refused(file.reason);
  const lacking = columnsRead(mapping).filter((column) => !file.header.includes(column));
  if (lacking.length > 0)
    return refused(
      `its header has no ${lacking.join(", ")}; it has ${file.header.slice(0, 12).join(", ")}. Give a mapping file if this is another log`,
    );
  const sha256 = await digestOf(path);
  const read = createHash("sha256").update(JSON.stringify(mapping)).digest("hex");
  const [known] = await rows(connection, "select * from files where sha256 = $1", [sha256]);
  if (known !== undefined)
    return fileRow.parse(known).mapping === read
      ? intakeOf(known)
      : refused("it was taken in before, by another mapping; fit anew with all files to change how it is read");
  const [arrived] = z
    .array(z.object({ number: z.coerce.number() }))
    .parse(await rows(connection, "select count(*) as number from files", []));
  const number = arrived?.number ?? 0;
  const arriving = arrivals(connection, number);
  const kept = await keptSample(connection);
  try {
    const shelf = options.merchandise && shelfOf(options.merchandise);
    const reading = readingOf(
      eventReader(file.header, mapping, options.isErased, shelf),
      arriving,
      number,
      kept,
      options,
    );
    for await (const piece of behindHeader(path, file)) await reading.take(piece);
    const found = await reading.end();
    const intake = conclude(found, name, sha256);
    if (typeof intake === "string") return refused(intake);
    await arriving.enter(intake, read, kept.highest());
    return intake;
  } catch (error) {
    if (error instanceof Damaged) return refused("its gzip stream is damaged or cut short; fetch the file again");
    throw error;
  } finally {
    await arriving.close();
  }
}

/** What was found in a file's rows, all of them. */
interface Found {
  readonly kept: number;
  readonly quarantined: ReadonlyMap<string, number>;
  readonly profile: Profile | undefined;
}

/** What is learnt of a block from the database: which rows it has seen before. */
interface Compared {
  readonly block: Block;
  /** Places of rows that repeat an earlier one of the block. */
  readonly repeated: readonly number[];
  readonly before: SeenBefore;
}

/**
 * Reads a file block by block. While the database compares the rows of one block with all that was seen before, those of the block
 * before are counted.
 */
function readingOf(
  reader: EventReader,
  arriving: Arrivals,
  arrival: number,
  inSample: Sample,
  { blockBytes = usualBlock }: IntakeOptions,
): { readonly take: (piece: Uint8Array) => Promise<void>; readonly end: () => Promise<Found> } {
  const like = likeness();
  const quarantined = new Map<string, number>();
  let kept = 0;
  let block = emptyBlock(blockBytes);
  let spare = emptyBlock(blockBytes);
  let counted = tally(block.rows.capacity);
  let compared: Compared | undefined;

  return {
    async take(piece) {
      for (let at = 0; at < piece.length;) {
        const part = piece.subarray(at, at + block.bytes.length - block.filled);
        block.bytes.set(part, block.filled);
        block.filled += part.length;
        at += part.length;
        reader.read(block, false);
        if (block.filled === block.bytes.length || block.rows.count === block.rows.capacity) await turnOver();
      }
    },
    async end() {
      reader.read(block, true);
      while (block.read < block.filled) {
        await turnOver();
        reader.read(block, true);
      }
      await hand(block);
      refill(spare, new Uint8Array());
      await hand(spare); // the one before is counted with it
      return { kept, quarantined, profile: like.profile() };
    },
  };

  /** Hands the block over and goes on with what has not been read of it. */
  async function turnOver(): Promise<void> {
    const rest = block.bytes.slice(block.read, block.filled);
    if (block.rows.count > 0 || block.asides.length > 0) {
      await hand(block);
      [block, spare] = [spare, block];
    }
    if (2 * rest.length > block.bytes.length) block = emptyBlock(2 * rest.length);
    refill(block, rest);
    reader.read(block, false);
  }

  /** Has the rows of a block compared with what was seen before; counts those of the block before, which is free then. */
  async function hand(full: Block): Promise<void> {
    const repeated = repeats(full.rows);
    const comparing = await arriving.compare(full.rows, repeated);
    const earlier = compared;
    const asides = [...full.asides];
    const sampled = earlier === undefined ? undefined : count(earlier, asides);
    compared = { block: full, repeated, before: await comparing.answer };
    for (const { reason } of asides) quarantined.set(reason, (quarantined.get(reason) ?? 0) + 1);
    await arriving.putAside(asides);
    if (earlier !== undefined && sampled !== undefined) await arriving.keep(earlier.block, counted, sampled);
  }

  /** Counts the rows of a block that are neither repeated nor seen before, and puts the others aside. */
  function count({ block: { rows, bytes, users }, repeated, before }: Compared, asides: Aside[]): SampledEvents {
    const left = new Map(repeated.map((row) => [row, "duplicate"]));
    for (const { row, arrival: first } of before)
      left.set(row, first === arrival ? "duplicate" : "duplicate of a row in another file");
    const sampling = samplingOf(users, inSample);
    if (rows.capacity > counted.capacity) counted = tally(rows.capacity);
    counted.clear();
    for (let row = 0; row < rows.count; row++) {
      if (left.size > 0 && left.has(row)) continue;
      counted.add(rows, row);
      like.add(rows, row);
      sampling.add(rows, row);
      kept++;
    }
    for (const [row, reason] of left)
      asides.push({
        ...{ line: rows.line[row] ?? 0, reason },
        content: contentOf(bytes, rows.start[row] ?? 0, rows.end[row] ?? 0),
        user: users.text(rows.user[row] ?? 0),
      });
    return sampling.events;
  }
}

/** Keeps the events of users in the sample. */
function samplingOf(
  users: Dictionary,
  kept: Sample,
): { add: (rows: Rows, row: number) => void; events: SampledEvents } {
  const events: SampledEvents = { user: [], hash: [], session: [], time: [], type: [], price: [] };
  const [unknown, inside, outside] = [0, 1, 2];
  const places = new Uint8Array(users.size());
  return {
    events,
    add(rows, row) {
      const user = rows.user[row] ?? 0;
      if (places[user] === unknown) places[user] = kept.holds(sampleHash(users, user)) ? inside : outside;
      if (places[user] === outside) return;
      events.user.push(user);
      events.hash.push(sampleHash(users, user));
      events.session.push(rows.session[2 * row] ?? 0, rows.session[2 * row + 1] ?? 0);
      events.time.push(rows.time[row] ?? 0);
      events.type.push(rows.type[row] ?? 0);
      events.price.push(rows.price[row] ?? 0);
    },
  };
}

/** The last words on a file: what became of it, or why it is not to be trusted as a whole. */
function conclude({ kept, quarantined: counted, profile }: Found, name: string, sha256: string): Intake | string {
  const quarantined = Object.fromEntries([...counted].sort(([one], [other]) => (one < other ? -1 : 1)));
  const read = kept + Object.values(quarantined).reduce((sum, count) => sum + count, 0);
  const damaged = quarantined[damagedId] ?? 0;
  if (damaged > 0 && damaged >= read * damagedShare)
    return `${damaged} of its ${read} rows have ids written like 2.05E+18: a spreadsheet has rounded them for good. Fetch the original file`;
  if (profile) return { kind: "taken", name, sha256, read, kept, quarantined, profile, known: false };
  return read === 0 ? "it has a header and no rows" : `none of its ${read} rows is an event: ${describe(quarantined)}`;
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
