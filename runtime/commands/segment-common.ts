import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import type { EventStore, Intake } from "../segmentation/event-store";
import type { SegmentationModel } from "../segmentation/fit";
import { type Mapping, mapping, ownColumns } from "../segmentation/mapping";
import { type Merchandise, productsOf, stockOf } from "../segmentation/merchandise";
import type { ModelRegistry } from "../segmentation/model-registry";
import { failedTests } from "../segmentation/quality";
import { summaryOf } from "../segmentation/summary";
import type { Warehouse } from "../segmentation/warehouse";
import { segmentsPage } from "../reports/segments";
import { mappingIn } from "./mapping-file";
import { isFile, isFolder } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";

export interface SegmentDeps {
  readonly events: () => Promise<EventStore>;
  readonly registry: (folder?: string) => ModelRegistry;
  /** An empty store beside the one in use, so that a fit speaks of the files it was given and a failed one changes nothing. */
  readonly anew: () => Promise<EventStore>;
  /** Puts the store that was begun anew in the place of the one in use. */
  readonly adopt: () => Promise<void>;
  /** Tells of a customer whether marketing may speak to them: they agreed, and have neither restricted nor objected. */
  readonly marketable: () => Promise<(customer: string) => boolean>;
  /** Erases one customer from the events and all that is kept of them; answers how many rows there were. */
  readonly forget: (customer: string) => Promise<number>;
  /** The warehouse at a PostgreSQL address. */
  readonly warehouse: (address: string) => Warehouse;
  readonly parseYaml: (text: string) => unknown;
  readonly parseCsv: (text: string) => readonly Readonly<Record<string, string>>[];
  readonly now: () => Date;
  readonly reportFolder: string;
  /** Where the rows that were put aside are written, with their places and reasons. */
  readonly quarantineFile: string;
  /** Where assignments go when no file is named; the format is appended. */
  readonly assignments: string;
}

export interface Common {
  readonly data: string;
  readonly json?: boolean;
}
export interface Taking extends Common {
  readonly events: readonly string[];
  readonly mapping?: string;
  readonly catalogue?: string;
  readonly stock?: string;
  readonly despiteTests?: boolean;
}

/** A line that the next one replaces, on a terminal alone. */
export const say = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};
export const said = (): void => {
  say("");
};

export const print = (value: unknown): void => {
  console.log(JSON.stringify(value, null, 1));
};

export const writeQuarantine = (store: EventStore, { quarantineFile }: SegmentDeps): Promise<void> =>
  store.write("select file, line, reason, content from quarantine order by file, line", {}, quarantineFile, "csv");

/** The version in force. Throws `WorkFailed` where there is none. */
export async function inForce(deps: SegmentDeps, folder: string | undefined) {
  const registered = await deps.registry(folder).current();
  if (!registered)
    throw new WorkFailed("no segmentation has been fitted yet; run: npm run segment -- fit --events FILE");
  return registered;
}

/** Takes every file in, or names all that cannot be taken; stops where the data tests fail. */
export async function take(
  store: EventStore,
  { events: paths, despiteTests = false }: Taking,
  how: Mapping,
  merchandise: Merchandise | undefined,
  now: Date,
): Promise<readonly Intake[]> {
  const absent = paths.filter((path) => !isFile(path));
  if (absent.length > 0)
    throw new WrongUsage(
      absent
        .map(
          (path) =>
            `${path}: ${isFolder(path) ? "it is a folder; name the event files in it" : "there is no such file"}`,
        )
        .join("\n       "),
    );
  const taken: Intake[] = [];
  const refused: string[] = [];
  for (const path of paths) {
    say(`reading ${path}`);
    const intake = await store.add(path, how, merchandise);
    if (intake.kind === "taken") taken.push(intake);
    else refused.push(`${path}: ${intake.reason}`);
  }
  said();
  if (refused.length > 0) throw new WorkFailed(refused.join("\n       "));
  const failed = failedTests(taken, now);
  if (failed.length > 0 && !despiteTests)
    throw new WorkFailed(`${failed.join("\n       ")}\n       (--despite-tests goes on all the same)`);
  return taken;
}

/** How files are read: the documented columns, or a mapping file. */
export const mappingOf = (file: string | undefined, { parseYaml }: SegmentDeps): Mapping =>
  file === undefined ? ownColumns : mappingIn(file, mapping, parseYaml);

/** What the shop has beside its log, as far as its files are named. */
export function merchandiseOf({ catalogue, stock }: Taking, { parseCsv }: SegmentDeps): Merchandise | undefined {
  if (catalogue === undefined && stock === undefined) return undefined;
  const products = rowsOf(catalogue, "catalogue", ["product_id"], parseCsv, productsOf);
  return { products, stock: rowsOf(stock, "stock file", ["product_id", "from", "quantity"], parseCsv, stockOf) };
}

/** The rows of a CSV file beside the log; none where no file is named. */
export function rowsOf<Row>(
  file: string | undefined,
  what: string,
  columns: readonly string[],
  parseCsv: SegmentDeps["parseCsv"],
  parse: (rows: readonly Readonly<Record<string, string>>[]) => readonly Row[],
): readonly Row[] {
  if (file === undefined) return [];
  if (!isFile(file)) throw new WrongUsage(`${file}: there is no such ${what}`);
  try {
    const rows = parseCsv(readFileSync(file, "utf8"));
    const lacking = columns.filter((column) => rows[0] !== undefined && !(column in rows[0]));
    if (lacking.length > 0) throw new Error(`its header has no ${lacking.join(", ")}`);
    return parse(rows);
  } catch (error) {
    throw new WrongUsage(`${file} is no ${what}:\n${error instanceof Error ? error.message : ""}`);
  }
}

/** The options that name them. */
export const withMerchandise = (own: Command): Command =>
  own
    .option("--catalogue <file>", "products: CSV with product_id, category_code, brand, list_price")
    .option("--stock <file>", "how many there were: CSV with product_id, from, quantity");

/** Writes `index.html` and `segments.json`; answers the page's path. */
export async function writeReport(model: SegmentationModel, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const page = join(folder, "index.html");
  writeFileSync(page, String(await segmentsPage(model)));
  writeFileSync(
    join(folder, "segments.json"),
    `${JSON.stringify({ summary: summaryOf({ model, registeredAt: new Date(model.asOf) }), model }, null, 1)}\n`,
  );
  return page;
}

/** What became of each file. */
export function tableOf(taken: readonly Intake[], quarantineFile: string): string {
  const aside = taken.some(({ read, kept }) => read > kept);
  const lines = taken.map(({ name, read, kept, quarantined, known }) => {
    const aside = Object.entries(quarantined)
      .map(([reason, rows]) => `${rows} ${reason}`)
      .join(", ");
    return `${known ? "known   " : "read    "} ${name}: ${read} rows = ${kept} kept + ${read - kept} put aside${aside ? ` (${aside})` : ""}`;
  });
  return [...lines, ...(aside ? [`aside    ${quarantineFile}`] : [])].join("\n");
}

/** A day or a time, as the engines read it. */
export function time(value: string): string {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value} 00:00:00` : value.replace("T", " ").replace(/Z$/, "");
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(whole) || Number.isNaN(Date.parse(`${whole.replace(" ", "T")}Z`)))
    throw new InvalidArgumentError("a day such as 2019-10-31, or a time such as 2019-10-31T23:59:59Z.");
  return whole;
}
