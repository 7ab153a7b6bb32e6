import { type Interaction, type Named, gatherer } from "../recommendation/behaviour/histories";
import { fieldsOf, separatorOf } from "./fields";
import { linesOf } from "./lines";
import { WorkFailed } from "./outcome";

/** What could not be read, by line, so that nothing is lost in silence. */
export interface Spoilt {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

export interface ReadInteractions {
  readonly all: Named;
  /** The first of the rows that were put aside, {@link mostNamed} at most. */
  readonly spoilt: readonly Spoilt[];
  /** How many there are of them. */
  readonly spoiltRows: number;
  /** Rows of weight 0 or less, as of goods that came back. */
  readonly worthless: number;
  /** Whether every row said when. */
  readonly timed: boolean;
}

export interface ReadSequences extends ReadInteractions {
  /** Lines of a user who had one before: the histories were joined. */
  readonly joined: number;
}

/** Spoilt rows that are named: a file of the wrong kind has a million. */
const mostNamed = 100;

const columns = ["user", "item", "weight", "time"] as const;
type Column = (typeof columns)[number];

/** How others head these columns; what follows a colon, as in "user_id:token", is a type. */
const named: Readonly<Record<Column, RegExp>> = {
  user: /^(user|customer|client|visitor|member|reviewer|person)[ _-]?(id|no|number|key)?$|^uid$/i,
  item: /^(item|product|movie|article|track|song|artist|stock|goods?)[ _-]?(id|no|number|key|code)?$|^(iid|isbn|asin|sku)$/i,
  weight: /^(weight|rating|count|value|quantity|score|stars|plays)$/i,
  time: /^(time|timestamp|date|datetime|ts|(event|invoice|purchase|unix|review)[ _-]?(time|date))$/i,
};

/**
 * Rows `user,item[,weight[,time]]` of a text file, gzip or not, parted by commas, semicolons, tabs, "::" or blanks: columns by the names of its
 * first line in any order, or in that order where the first line is none. Ids stay text, to the last digit. A row that is none is put
 * aside with its line; a file of such rows alone is refused.
 */
export async function readInteractions(path: string): Promise<ReadInteractions> {
  const reading = reader(path);
  let separator: string | undefined;
  let places: ReadonlyMap<Column, number> | undefined;
  let timed = true;
  for await (const line of linesOf(path)) {
    reading.next();
    if (line.trim() === "") continue;
    separator ??= separatorOf(line);
    const fields = fieldsOf(line, separator);
    if (!places) {
      places = headings(fields ?? [], path);
      if (places) continue;
      places = new Map(columns.map((column, at) => [column, at]));
    }
    const read = isText(line) ? rowOf(fields, places) : noText;
    if ("user" in read) timed &&= read.time !== undefined;
    reading.take(read);
  }
  return { ...reading.result("row", "user,item[,weight[,time]]"), timed };
}

/** Lines `user item item …`, oldest first, parted by blanks, commas or semicolons; an item that comes again counts at its last place. */
export async function readSequences(path: string): Promise<ReadSequences> {
  const reading = reader(path);
  const users = new Set<string>();
  let lines = 0;
  for await (const line of linesOf(path)) {
    reading.next();
    const [user, ...items] = line.split(/[\s,;]+/).filter((part) => part !== "");
    if (user === undefined || (reading.first() && named.user.test(user))) continue;
    if (!isText(line)) reading.take(noText);
    else if (items.length === 0) reading.take({ reason: "a user without items" });
    else {
      lines++;
      users.add(user);
      for (const item of items) reading.take({ user, item });
    }
  }
  return { ...reading.result("line", "user item item …"), timed: true, joined: lines - users.size };
}

const isText = (line: string) => !line.includes("\0") && !line.includes("\ufffd");
const noText = { reason: "is no text in UTF-8" };

/** Gathers what is read of a file, row by row, so that a file of millions of rows is never held as such. */
function reader(file: string) {
  const gathering = gatherer();
  const spoilt: Spoilt[] = [];
  let [line, spoiltRows, worthless, taken] = [0, 0, 0, 0];
  return {
    next() {
      line++;
    },
    first: () => line === 1,
    take(read: Interaction | { readonly reason: string }) {
      if ("reason" in read) {
        spoiltRows++;
        if (spoilt.length < mostNamed) spoilt.push({ file, line, reason: read.reason });
        return;
      }
      taken++;
      if ((read.weight ?? 1) > 0) gathering.add(read);
      else worthless++;
    },
    result(unit: "row" | "line", form: string) {
      const [first] = spoilt;
      if (taken === 0)
        throw new WorkFailed(
          `${file}: no ${unit} is \`${form}\`${first ? `; line ${first.line}: ${first.reason}` : ": it holds none"}`,
        );
      if (taken === worthless) throw new WorkFailed(`${file}: every weight is 0 or less, so that no row says anything`);
      return { all: gathering.gathered(), spoilt, spoiltRows, worthless };
    },
  };
}

function headings(fields: readonly string[], path: string): ReadonlyMap<Column, number> | undefined {
  const found = columns.flatMap((column) => {
    const at = fields.findIndex((field) => named[column].test(field.trim().replace(/:\w+$/, "")));
    return at < 0 ? [] : [[column, at] as const];
  });
  const places = new Map(found);
  if (places.has("user") && !places.has("item"))
    throw new WorkFailed(`${path} line 1: no column is called \`item\` (there are ${fields.join(", ").slice(0, 200)})`);
  return places.has("user") ? places : undefined;
}

function rowOf(
  fields: readonly string[] | undefined,
  places: ReadonlyMap<Column, number>,
): Interaction | { readonly reason: string } {
  if (!fields) return { reason: "a quote is not closed" };
  const field = (column: Column) => fields[places.get(column) ?? -1]?.trim() ?? "";
  const [user, item, weight, time] = [field("user"), field("item"), field("weight"), field("time")];
  if (user === "" || item === "") return { reason: `${user === "" ? "user" : "item"}: is missing` };
  const strength = weight === "" ? 1 : Number(weight.replace(/^(-?\d+),(\d+)$/, "$1.$2"));
  if (!Number.isFinite(strength)) return { reason: `weight: "${weight.slice(0, 20)}" is no number` };
  if (time === "") return { user, item, weight: strength };
  const when = Number.isFinite(Number(time)) ? Number(time) : Date.parse(time.replace(/ UTC$/, "Z"));
  if (!Number.isFinite(when)) return { reason: `time: "${time.slice(0, 30)}" is neither a number nor a date` };
  return { user, item, weight: strength, time: when };
}
