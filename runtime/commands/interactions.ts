import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Interaction } from "../recommendation/behaviour/histories";
import { isFile } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";

/** What could not be read, by line, so that nothing is lost in silence. */
export interface Spoilt {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface ReadInteractions {
  readonly rows: readonly Interaction[];
  readonly spoilt: readonly Spoilt[];
  /** Whether every row said when. */
  readonly timed: boolean;
}

const columns = ["user", "item", "weight", "time"] as const;
type Column = (typeof columns)[number];

/**
 * Rows `user,item[,weight[,time]]` of a CSV file, gzip or not: columns by the names of its first line in any order, or in that order where
 * the first line is none. Ids stay text, to the last digit. A row that is none is put aside with its line; a file of such rows alone is refused.
 */
export async function readInteractions(path: string): Promise<ReadInteractions> {
  const rows: Interaction[] = [];
  const spoilt: Spoilt[] = [];
  let places: ReadonlyMap<Column, number> | undefined;
  let timed = true;
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() === "") continue;
    const fields = fieldsOf(line);
    if (!places) {
      places = headings(fields);
      if (places) continue;
      places = new Map(columns.map((column, at) => [column, at]));
    }
    const read = rowOf(fields, places);
    if ("reason" in read) spoilt.push({ file: path, line: number, reason: read.reason });
    else {
      rows.push(read);
      timed &&= read.time !== undefined;
    }
  }
  if (rows.length === 0)
    throw new WorkFailed(
      `${path}: no row is \`user,item[,weight[,time]]\`${spoilt[0] ? `; line ${spoilt[0].line}: ${spoilt[0].reason}` : ""}`,
    );
  return { rows, spoilt, timed };
}

/** Lines `user item item …`, oldest first; an item that comes again counts at its last place. */
export async function readSequences(path: string): Promise<ReadInteractions> {
  const rows: Interaction[] = [];
  const spoilt: Spoilt[] = [];
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    const [user, ...items] = line.trim().split(/\s+/);
    if (user === undefined || user === "") continue;
    if (items.length === 0) spoilt.push({ file: path, line: number, reason: "a user without items" });
    else for (const item of items) rows.push({ user, item });
  }
  if (rows.length === 0) throw new WorkFailed(`${path}: no line is \`user item item …\``);
  return { rows, spoilt, timed: true };
}

async function* linesOf(path: string): AsyncGenerator<string> {
  if (!isFile(path)) throw new WrongUsage(`${path}: there is no such file`);
  const bytes = createReadStream(path);
  const input = path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes;
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } finally {
    bytes.destroy();
  }
}

/** Fields of one line; quotes as in RFC 4180, but for line breaks within them. */
const fieldsOf = (line: string): readonly string[] =>
  line.includes('"')
    ? [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      )
    : line.split(",");

const named: Readonly<Record<Column, RegExp>> = {
  user: /^(user|customer)(_?id)?$/i,
  item: /^(item|product|movie)(_?id)?$/i,
  weight: /^(weight|rating|count|value)$/i,
  time: /^(time|timestamp|event_time|date)$/i,
};

function headings(fields: readonly string[]): ReadonlyMap<Column, number> | undefined {
  const found = columns.flatMap((column) => {
    const at = fields.findIndex((field) => named[column].test(field.trim()));
    return at < 0 ? [] : [[column, at] as const];
  });
  const places = new Map(found);
  return places.has("user") && places.has("item") ? places : undefined;
}

function rowOf(fields: readonly string[], places: ReadonlyMap<Column, number>): Interaction | { reason: string } {
  const field = (column: Column) => fields[places.get(column) ?? -1]?.trim() ?? "";
  const [user, item, weight, time] = [field("user"), field("item"), field("weight"), field("time")];
  if (user === "" || item === "") return { reason: `${user === "" ? "user" : "item"}: is missing` };
  const strength = weight === "" ? 1 : Number(weight);
  if (!Number.isFinite(strength)) return { reason: `weight: "${weight.slice(0, 20)}" is no number` };
  if (time === "") return { user, item, weight: strength };
  const when = Number.isFinite(Number(time)) ? Number(time) : Date.parse(time.replace(/ UTC$/, "Z"));
  if (!Number.isFinite(when)) return { reason: `time: "${time.slice(0, 30)}" is neither a number nor a date` };
  return { user, item, weight: strength, time: when };
}
