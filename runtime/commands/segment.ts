import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import type { EventStore, Intake } from "../segmentation/event-store";
import { type SegmentationModel, fitSegments } from "../segmentation/fit";
import { type Mapping, mapping, ownColumns } from "../segmentation/mapping";
import type { ModelRegistry } from "../segmentation/model-registry";
import { summaryOf } from "../segmentation/summary";
import { segmentsPage } from "../reports/segments";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface SegmentDeps {
  readonly events: () => Promise<EventStore>;
  readonly registry: (folder?: string) => ModelRegistry;
  /** Empties the store, so that a fit speaks of the files it was given. */
  readonly forget: () => Promise<void>;
  readonly parseYaml: (text: string) => unknown;
  readonly now: () => Date;
  readonly reportFolder: string;
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
        .option("--model <dir>", "where versions are registered")
        .option("--seed <text>", "the same seed, the same segments", "penderie")
        .action(async (options: Taking & { minimum?: number; model?: string; seed: string }) => {
          const deps = open(options.data);
          const how = mappingOf(options.mapping, deps);
          await deps.forget();
          const store = await deps.events();
          try {
            const taken = await take(store, options.events, how);
            const fitted = await fitSegments(store, {
              seed: options.seed,
              ...(options.minimum === undefined ? {} : { minimum: options.minimum }),
              progress: say,
            });
            said();
            if (fitted.kind === "not fitted") throw new WorkFailed(fitted.reason);
            const at = deps.now();
            await deps.registry(options.model).register(fitted.model, at);
            const page = await writeReport(fitted.model, deps.reportFolder);
            if (options.json) print({ taken, model: withoutMap(fitted.model), report: page });
            else console.log(`${tableOf(taken)}\n${segmentsText(fitted.model)}\nreport   ${page}`);
          } finally {
            await store.close();
          }
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
            if (options.json) print({ taken });
            else console.log(tableOf(taken));
          } finally {
            await store.close();
          }
        }),
    )
    .addCommand(
      command("assign", "every eligible customer's segment, by the version in force")
        .option("--out <file>", "where to write them", "assignments.csv")
        .option("--format <name>", "csv or parquet", format, "csv")
        .option("--model <dir>", "where versions are registered")
        .action(async (options: Common & { out: string; format: "csv" | "parquet"; model?: string }) => {
          const deps = open(options.data);
          const { model } = await inForce(deps, options.model);
          const store = await deps.events();
          try {
            const named = model.segments.map(({ id }, at) => `when ${at} then '${id}'`).join(" ");
            const text = `select user_id, case segment ${named} end as segment from (${model.sql.replaceAll("$as_of", `'${model.asOf}'`)}) assigned order by user_id`;
            await store.write(text, options.out, options.format);
            const [row] = await store.run({
              text: `select count(*) as customers from (${text}) all_customers`,
              parse: (value) => z.object({ customers: z.coerce.number() }).parse(value),
            });
            if (options.json) print({ version: model.version, customers: row?.customers ?? 0, out: options.out });
            else console.log(`${row?.customers ?? 0} customers assigned by version ${model.version}: ${options.out}`);
          } finally {
            await store.close();
          }
        }),
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

async function inForce(deps: SegmentDeps, folder: string | undefined) {
  const registered = await deps.registry(folder).current();
  if (!registered)
    throw new WorkFailed("no segmentation has been fitted yet; run: npm run segment -- fit --events FILE");
  return registered;
}

/** Takes every file in, or names all that cannot be taken. */
async function take(store: EventStore, paths: readonly string[], how: Mapping): Promise<readonly Intake[]> {
  const taken: Intake[] = [];
  const refused: string[] = [];
  for (const path of paths) {
    say(`reading ${path}`);
    const intake = await store.add(path, how);
    if (intake.kind === "taken") taken.push(intake);
    else refused.push(`${path}: ${intake.reason}`);
  }
  said();
  if (refused.length > 0) throw new WrongUsage(refused.join("\n       "));
  return taken;
}

function mappingOf(file: string | undefined, { parseYaml }: SegmentDeps): Mapping {
  if (file === undefined) return ownColumns;
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new WrongUsage(`${file}: there is no such mapping file`);
  const parsed = mapping.safeParse(parseYaml(readFileSync(file, "utf8")));
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

function tableOf(taken: readonly Intake[]): string {
  return taken
    .map(({ name, read, kept, quarantined, known }) => {
      const aside = Object.entries(quarantined)
        .map(([reason, rows]) => `${rows} ${reason}`)
        .join(", ");
      return `${known ? "known   " : "read    "} ${name}: ${read} rows = ${kept} kept + ${read - kept} put aside${aside ? ` (${aside})` : ""}`;
    })
    .join("\n");
}

function segmentsText(model: SegmentationModel): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`.padStart(7);
  const width = Math.max(...model.segments.map(({ english }) => english.length));
  const best = model.candidates.find(({ k }) => k === model.chosen.k);
  return [
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

function format(value: string): "csv" | "parquet" {
  if (value !== "csv" && value !== "parquet") throw new InvalidArgumentError("csv or parquet.");
  return value;
}
