import { appendFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import type { EventStore } from "../segmentation/event-store";
import { type FittedSegment, type SegmentationModel, newestEvent } from "../segmentation/fit";
import { assigned } from "../segmentation/nightly";
import type { Registered } from "../segmentation/model-registry";
import { redshiftScript } from "../segmentation/redshift";
import { describe } from "../segmentation/summary";
import { OlderThanLoaded } from "../segmentation/warehouse";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";
import { type Common, type SegmentDeps, inForce, print, time } from "./segment-common";

interface Assigning extends Common {
  readonly out?: string;
  readonly format: "csv" | "parquet";
  readonly to?: string;
  readonly for?: "marketing";
  readonly stage?: string;
  readonly role?: string;
  readonly asOf?: string;
  readonly model?: string;
}

/** `segment assign`: everybody's segment by the version in force, into a file or a warehouse. */
export const segmentAssign = (open: (data: string) => SegmentDeps, close: () => Promise<void>): Command =>
  command("assign", "every eligible customer's segment, by the version in force")
    .option("--out <file>", "where to write them (default: in the data folder)")
    .option("--format <name>", "csv or parquet", format, "csv")
    .option("--to <url>", "a warehouse: postgres://HOST/DATABASE or redshift://CLUSTER/DATABASE", address)
    .option("--for <purpose>", "marketing: those alone who agreed to it, and never restricted or objected", purpose)
    .option("--stage <url>", "for Redshift: s3://BUCKET/PREFIX, where you put the files that are written here")
    .option("--role <arn>", "for Redshift: the role with which it reads them")
    .option("--as-of <time>", "UTC, up to which days are counted (default: the newest event)", time)
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .action(async (options: Assigning) => {
      const deps = open(options.data);
      if (options.for !== undefined && (options.format === "parquet" || options.to?.startsWith("redshift") === true))
        throw new WrongUsage("--for marketing writes CSV or into PostgreSQL");
      const registered = await inForce(deps, options.model);
      const meant = options.for === undefined ? () => true : await deps.marketable();
      await close(); // whom it may be about is known; nobody else need wait for the state
      const store = await deps.events();
      try {
        const asOf = options.asOf ?? (await newestEvent(store));
        if (asOf === undefined)
          throw new WorkFailed("no event files have been taken in here; run: npm run segment -- fit --events FILE");
        const { version } = registered.model;
        if (options.to?.startsWith("postgres") === true) {
          const loaded = await intoPostgres(deps, store, registered, asOf, options.to, meant);
          if (options.json) print({ version, asOf, ...loaded });
          else
            console.log(
              `${loaded.customers} customers by version ${version}, as of ${asOf}, are in the warehouse: ${loaded.moved} came into a segment, ${loaded.left} left theirs`,
            );
        } else if (options.to !== undefined) {
          const folder = await forRedshift(deps, store, registered, asOf, options);
          if (options.json) print({ version, asOf, folder });
          else
            console.log(
              `${folder}: put segments.csv and assignments.csv to ${options.stage ?? ""}, then run load.sql on the cluster`,
            );
        } else {
          const out = options.out ?? `${deps.assignments}.${options.format}`;
          const customers =
            options.for === undefined
              ? await intoFile(store, registered.model, asOf, out, options.format)
              : await someIntoFile(store, registered.model, asOf, out, meant);
          if (options.json) print({ version, asOf, customers, out });
          else console.log(`${customers} customers assigned by version ${version}, as of ${asOf}: ${out}`);
        }
      } finally {
        await store.close();
      }
    });

async function intoFile(store: EventStore, model: SegmentationModel, asOf: string, out: string, as: "csv" | "parquet") {
  mkdirSync(dirname(out), { recursive: true });
  await store.write(assignmentsOf(model), { as_of: asOf }, out, as);
  const [row] = await store.run({
    text: `select count(*) as customers from (${model.sql}) assigned`,
    parameters: { as_of: asOf },
    parse: (value) => z.object({ customers: z.coerce.number() }).parse(value),
  });
  return row?.customers ?? 0;
}

async function intoPostgres(
  deps: SegmentDeps,
  store: EventStore,
  registered: Registered,
  asOf: string,
  to: string,
  meant: Meant,
) {
  const { model } = registered;
  const assignments = assigned(store, model, asOf);
  async function* some() {
    for await (const batch of assignments) yield batch.filter(({ userId }) => meant(userId));
  }
  const warehouse = deps.warehouse(to);
  try {
    return await warehouse.write({ registered, asOf, assignments: some() });
  } catch (error) {
    if (error instanceof OlderThanLoaded) throw new WorkFailed(error.message);
    throw new WorkFailed(
      `the warehouse did not take the load, and holds what it held before: ${error instanceof Error ? error.message : "unknown"}`,
    );
  } finally {
    await warehouse.close();
  }
}

/** The same file, row by row, of those who are meant alone; complete or not there. */
async function someIntoFile(store: EventStore, model: SegmentationModel, asOf: string, out: string, meant: Meant) {
  mkdirSync(dirname(out), { recursive: true });
  const columns = ["user_id", "segment", "segment_name", "model_version", "as_of"] as const;
  const parse = (value: unknown) => z.record(z.string(), z.string()).parse(value);
  const part = `${out}.part`;
  writeFileSync(part, `${columns.join(",")}\n`, { mode: 0o600 });
  let customers = 0;
  for await (const rows of store.stream({ text: assignmentsOf(model), parameters: { as_of: asOf }, parse })) {
    const some = rows.filter((row) => meant(row["user_id"] ?? ""));
    customers += some.length;
    appendFileSync(
      part,
      some.map((row) => `${columns.map((column) => quoted(row[column] ?? "")).join(",")}\n`).join(""),
    );
  }
  renameSync(part, out);
  return customers;
}

type Meant = (customer: string) => boolean;
const quoted = (value: string | number) =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value);

async function forRedshift(
  deps: SegmentDeps,
  store: EventStore,
  { model }: Registered,
  asOf: string,
  { stage, role, out = `${deps.assignments}.redshift` }: Assigning,
): Promise<string> {
  if (stage?.startsWith("s3://") !== true || role === undefined)
    throw new WrongUsage("Redshift reads from a bucket: give --stage s3://BUCKET/PREFIX and --role ARN");
  mkdirSync(out, { recursive: true });
  const rows = model.segments.map((segment) =>
    [
      model.version,
      segment.id,
      segment.english,
      segment.french,
      describe(segment),
      segment.actions.join("; "),
      segment.customers,
      segment.share,
      segment.revenueShare,
    ]
      .map(quoted)
      .join(","),
  );
  const header = "version,segment_id,name_en,name_fr,description,actions,customers,share,revenue_share";
  writeFileSync(join(out, "segments.csv"), `${[header, ...rows].join("\n")}\n`);
  const assigned = `select user_id, segment as segment_id, model_version as version, as_of from (${assignmentsOf(model)}) a`;
  await store.write(assigned, { as_of: asOf }, join(out, "assignments.csv"), "csv");
  writeFileSync(join(out, "load.sql"), redshiftScript({ prefix: stage.replace(/\/+$/, ""), role }));
  return out;
}

/** One row for each eligible customer, as BI reads it. */
function assignmentsOf({ segments, sql, version }: SegmentationModel): string {
  const one = (pick: (segment: FittedSegment) => string) =>
    `case segment ${segments.map((segment, at) => `when ${at} then '${pick(segment).replaceAll("'", "''")}'`).join(" ")} end`;
  return `select user_id, ${one(({ id }) => id)} as segment, ${one(({ english }) => english)} as segment_name,
    '${version}' as model_version, cast($as_of as timestamp) as as_of
    from (${sql}) assigned order by user_id`;
}

function format(value: string): "csv" | "parquet" {
  if (value !== "csv" && value !== "parquet") throw new InvalidArgumentError("csv or parquet.");
  return value;
}

function address(value: string): string {
  if (!/^(postgres|postgresql|redshift):\/\/[^/]+\/./.test(value))
    throw new InvalidArgumentError("an address such as postgres://HOST/DATABASE or redshift://CLUSTER/DATABASE.");
  return value;
}

function purpose(value: string): "marketing" {
  if (value !== "marketing") throw new InvalidArgumentError("marketing.");
  return value;
}
