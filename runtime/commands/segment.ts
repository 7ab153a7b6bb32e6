import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import type { EventStore, Intake } from "../segmentation/event-store";
import { type FittedSegment, type SegmentationModel, fitSegments, newestEvent } from "../segmentation/fit";
import { type Mapping, mapping, ownColumns } from "../segmentation/mapping";
import type { ModelRegistry } from "../segmentation/model-registry";
import { summaryOf } from "../segmentation/summary";
import { segmentsPage } from "../reports/segments";
import { isFile, isFolder } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface SegmentDeps {
  readonly events: () => Promise<EventStore>;
  readonly registry: (folder?: string) => ModelRegistry;
  /** An empty store beside the one in use, so that a fit speaks of the files it was given and a failed one changes nothing. */
  readonly anew: () => Promise<EventStore>;
  /** Puts the store that was begun anew in the place of the one in use. */
  readonly adopt: () => Promise<void>;
  readonly parseYaml: (text: string) => unknown;
  readonly now: () => Date;
  readonly reportFolder: string;
  /** Where the rows that were put aside are written, with their places and reasons. */
  readonly quarantineFile: string;
  /** Where assignments go when no file is named; the format is appended. */
  readonly assignments: string;
}

interface Common {
  readonly data: string;
  readonly json?: boolean;
}
interface Taking extends Common {
  readonly events: readonly string[];
  readonly mapping?: string;
}

const say = (text: string) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
};
const said = () => {
  say("");
};

/** `segment`: from event files to named segments. `fit` begins anew from its files, `add` adds to what was taken in. */
export const segment = (open: (data: string) => SegmentDeps): Command =>
  new Command("segment")
    .description("from event files to named, explained segments")
    .addCommand(
      command("fit", "take files in, fit, name and register a version")
        .requiredOption("--events <file...>", "event files, CSV or CSV.gz")
        .option("--mapping <file>", "how another log is read, YAML or JSON")
        .option("--minimum <n>", "least number of events of a customer (default: chosen by the method)", count)
        .option("--as-of <time>", "UTC, up to which days are counted (default: the newest event)", time)
        .option("--model <dir>", "where versions are registered")
        .option("--seed <text>", "the same seed, the same segments", "penderie")
        .action(async (options: Taking & { minimum?: number; asOf?: string; model?: string; seed: string }) => {
          const deps = open(options.data);
          const how = mappingOf(options.mapping, deps);
          const store = await deps.anew();
          let taken: readonly Intake[];
          let model: SegmentationModel;
          try {
            taken = await take(store, options.events, how);
            const fitted = await fitSegments(store, {
              seed: options.seed,
              ...(options.minimum === undefined ? {} : { minimum: options.minimum }),
              ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
              progress: say,
            });
            said();
            if (fitted.kind === "not fitted") throw new WorkFailed(fitted.reason);
            model = fitted.model;
            await writeQuarantine(store, deps);
          } finally {
            await store.close();
          }
          await deps.adopt();
          await deps.registry(options.model).register(model, deps.now());
          const page = await writeReport(model, deps.reportFolder);
          const { quarantineFile } = deps;
          if (options.json) print({ taken, model: withoutMap(model), report: page, quarantine: quarantineFile });
          else console.log(`${tableOf(taken, quarantineFile)}\n${segmentsText(model)}\nreport   ${page}`);
        }),
    )
    .addCommand(
      command("add", "take new files in, without reading the old ones again")
        .requiredOption("--events <file...>", "event files, CSV or CSV.gz")
        .option("--mapping <file>", "how another log is read, YAML or JSON")
        .action(async (options: Taking) => {
          const deps = open(options.data);
          const store = await deps.events();
          try {
            const taken = await take(store, options.events, mappingOf(options.mapping, deps));
            await writeQuarantine(store, deps);
            if (options.json) print({ taken, quarantine: deps.quarantineFile });
            else console.log(tableOf(taken, deps.quarantineFile));
          } finally {
            await store.close();
          }
        }),
    )
    .addCommand(
      command("assign", "every eligible customer's segment, by the version in force")
        .option("--out <file>", "where to write them (default: in the data folder)")
        .option("--format <name>", "csv or parquet", format, "csv")
        .option("--as-of <time>", "UTC, up to which days are counted (default: the newest event)", time)
        .option("--model <dir>", "where versions are registered")
        .action(
          async (options: Common & { out?: string; format: "csv" | "parquet"; asOf?: string; model?: string }) => {
            const deps = open(options.data);
            const { model } = await inForce(deps, options.model);
            const out = options.out ?? `${deps.assignments}.${options.format}`;
            mkdirSync(dirname(out), { recursive: true });
            const store = await deps.events();
            try {
              const asOf = options.asOf ?? (await newestEvent(store));
              if (asOf === undefined)
                throw new WorkFailed(
                  "no event files have been taken in here; run: npm run segment -- fit --events FILE",
                );
              await store.write(assignmentsOf(model), { as_of: asOf }, out, options.format);
              const [row] = await store.run({
                text: `select count(*) as customers from (${model.sql}) assigned`,
                parameters: { as_of: asOf },
                parse: (value) => z.object({ customers: z.coerce.number() }).parse(value),
              });
              const customers = row?.customers ?? 0;
              if (options.json) print({ version: model.version, asOf, customers, out });
              else console.log(`${customers} customers assigned by version ${model.version}, as of ${asOf}: ${out}`);
            } finally {
              await store.close();
            }
          },
        ),
    )
    .addCommand(
      command("report", "the report of the version in force, as HTML and JSON")
        .option("--out <dir>", "where to write it")
        .option("--model <dir>", "where versions are registered")
        .action(async (options: Common & { out?: string; model?: string }) => {
          const deps = open(options.data);
          const { model } = await inForce(deps, options.model);
          const page = await writeReport(model, options.out ?? deps.reportFolder);
          if (options.json) print({ version: model.version, report: page });
          else console.log(page);
        }),
    );

/** One row for each eligible customer, as BI reads it. */
function assignmentsOf({ segments, sql, version }: SegmentationModel): string {
  const one = (pick: (segment: FittedSegment) => string) =>
    `case segment ${segments.map((segment, at) => `when ${at} then '${pick(segment).replaceAll("'", "''")}'`).join(" ")} end`;
  return `select user_id, ${one(({ id }) => id)} as segment, ${one(({ english }) => english)} as segment_name,
    '${version}' as model_version, cast($as_of as timestamp) as as_of
    from (${sql}) assigned order by user_id`;
}

const writeQuarantine = (store: EventStore, { quarantineFile }: SegmentDeps): Promise<void> =>
  store.write("select file, line, reason, content from quarantine order by file, line", {}, quarantineFile, "csv");

async function inForce(deps: SegmentDeps, folder: string | undefined) {
  const registered = await deps.registry(folder).current();
  if (!registered)
    throw new WorkFailed("no segmentation has been fitted yet; run: npm run segment -- fit --events FILE");
  return registered;
}

/** Takes every file in, or names all that cannot be taken. */
async function take(store: EventStore, paths: readonly string[], how: Mapping): Promise<readonly Intake[]> {
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
    const intake = await store.add(path, how);
    if (intake.kind === "taken") taken.push(intake);
    else refused.push(`${path}: ${intake.reason}`);
  }
  said();
  if (refused.length > 0) throw new WorkFailed(refused.join("\n       "));
  return taken;
}

function mappingOf(file: string | undefined, { parseYaml }: SegmentDeps): Mapping {
  if (file === undefined) return ownColumns;
  if (!isFile(file)) throw new WrongUsage(`${file}: there is no such mapping file`);
  let content: unknown;
  try {
    content = parseYaml(readFileSync(file, "utf8"));
  } catch (error) {
    throw new WrongUsage(`${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : ""}`);
  }
  const parsed = mapping.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new WrongUsage(`${file} is no mapping:\n${z.prettifyError(parsed.error)}`);
}

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

const print = (value: unknown) => {
  console.log(JSON.stringify(value, null, 1));
};

/** The map and the statement are in the report and beside the model; a terminal has no use for them. */
const withoutMap = (model: SegmentationModel) =>
  Object.fromEntries(Object.entries(model).filter(([name]) => name !== "map" && name !== "sql"));

function tableOf(taken: readonly Intake[], quarantineFile: string): string {
  const aside = taken.some(({ read, kept }) => read > kept);
  const lines = taken.map(({ name, read, kept, quarantined, known }) => {
    const aside = Object.entries(quarantined)
      .map(([reason, rows]) => `${rows} ${reason}`)
      .join(", ");
    return `${known ? "known   " : "read    "} ${name}: ${read} rows = ${kept} kept + ${read - kept} put aside${aside ? ` (${aside})` : ""}`;
  });
  return [...lines, ...(aside ? [`aside    ${quarantineFile}`] : [])].join("\n");
}

function segmentsText(model: SegmentationModel): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7);
  const width = Math.max(...model.segments.map(({ english }) => english.length));
  const best = model.candidates.find(({ k }) => k === model.chosen.k);
  return [
    ...model.cautions.map((caution) => `caution  ${caution}`),
    `minimum  ${model.minimum.events} events: ${model.minimum.reason}`,
    `segments ${model.chosen.k}: ${model.chosen.reason}`,
    `quality  silhouette ${best?.silhouette.toFixed(3)}, stability ${best?.stability.toFixed(2)}, smallest share ${percent(best?.smallestShare ?? 0).trim()}`,
    "",
    ...model.segments.map(
      ({ english, share, revenueShare, actions }) =>
        `  ${english.padEnd(width)} ${percent(share)} of customers ${percent(revenueShare)} of revenue   ${actions[0] ?? ""}`,
    ),
    "",
    `version  ${model.version}, ${model.customers} customers`,
  ].join("\n");
}

function count(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("a whole number, at least 1.");
  return number;
}

/** A day or a time, as the engines read it. */
function time(value: string): string {
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value} 00:00:00` : value.replace("T", " ").replace(/Z$/, "");
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(whole) || Number.isNaN(Date.parse(`${whole.replace(" ", "T")}Z`)))
    throw new InvalidArgumentError("a day such as 2019-10-31, or a time such as 2019-10-31T23:59:59Z.");
  return whole;
}

function format(value: string): "csv" | "parquet" {
  if (value !== "csv" && value !== "parquet") throw new InvalidArgumentError("csv or parquet.");
  return value;
}
