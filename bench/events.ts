import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbEvents } from "../runtime/adapters/embedded/duckdb-events";
import { assignmentSql } from "../runtime/segmentation/assignment";
import { fitSegments } from "../runtime/segmentation/fit";
import { ownColumns } from "../runtime/segmentation/mapping";
import { eventLog } from "./running";
import { type Bench, type Figure, megabytes } from "./measure";

const millions = 10;
const seconds = (from: number) => (performance.now() - from) / 1000;

/** Ten million generated events from CSV.gz to segments, beside DuckDB on the same file: a bare scan, and features without any care. */
export const events: Bench = {
  name: "events",
  question: `how long do ${millions} million events take from CSV.gz to partial aggregates, and to segments?`,
  run: async () => {
    const home = mkdtempSync(join(tmpdir(), "penderie-bench-"));
    try {
      const [october, november] = [join(home, "october.csv.gz"), join(home, "november.csv.gz")];
      eventLog(october, millions * 1e6);
      eventLog(november, 1e6, 3, "2019-11-01");
      return await measure(home, october, november);
    } finally {
      rmSync(home, { recursive: true });
    }
  },
};

async function measure(home: string, first: string, next: string): Promise<readonly Figure[]> {
  const store = await duckdbEvents({ folder: join(home, "store") });
  let began = performance.now();
  const taken = await store.add(first, ownColumns);
  const intake = seconds(began);
  const memory = megabytes();
  began = performance.now();
  await store.add(next, ownColumns);
  const added = seconds(began);
  const alone = await duckdbEvents({ folder: join(home, "alone") });
  began = performance.now();
  await alone.add(next, ownColumns);
  const addedAlone = seconds(began);
  await alone.close();
  began = performance.now();
  const fitted = await fitSegments(store, { seed: "bench" });
  const fit = seconds(began);
  const customers = fitted.kind === "fitted" ? fitted.model.customers : 0;
  began = performance.now();
  if (fitted.kind === "fitted")
    await store.keep("placed", { text: assignmentSql(fitted.model.assignment, "select * from customers") });
  const assigned = seconds(began);
  await store.close();

  const scan = await asked(`select count(*), sum(price) from read_csv('${first}', ignore_errors = true)`);
  const plain = await asked(`select count(*) from (
    select user_id, count(distinct user_session), count(*) filter (where event_type = 'view'),
      count(*) filter (where event_type = 'cart'), count(*) filter (where event_type = 'purchase'),
      sum(case when event_type = 'purchase' then price end), min(event_time), max(event_time),
      count(distinct brand), count(distinct coalesce(category_code, category_id::varchar)), count(distinct left(event_time::varchar, 10))
    from read_csv('${first}') group by user_id)`);
  const python = process.env["PENDERIE_PYTHON"];
  const ratio = (value: number) => `${value.toFixed(1)} s (${(value / scan).toFixed(1)} x the scan)`;
  return [
    { what: "rows read", value: taken.kind === "taken" ? String(taken.read) : taken.reason },
    { what: "intake: proved, cleaned, counted, aggregated", value: ratio(intake) },
    { what: "peak memory of the process so far", value: memory },
    { what: "one million events more, beside those", value: `${added.toFixed(1)} s` },
    { what: "the same million alone", value: `${addedAlone.toFixed(1)} s` },
    { what: `fit and names of ${customers} customers`, value: `${fit.toFixed(1)} s` },
    { what: `all ${customers} assigned in SQL, their features at hand`, value: `${assigned.toFixed(2)} s` },
    { what: "peak memory of the process", value: megabytes() },
    { what: "peer: DuckDB's bare scan", value: ratio(scan) },
    { what: "peer: features in plain SQL, no quarantine, no duplicates, no increments", value: ratio(plain) },
    ...Object.entries(peers).map(([name, script]) => {
      if (python === undefined) return { what: `peer: ${name} not run, no PENDERIE_PYTHON with it`, value: "–" };
      const { stdout, stderr, status } = spawnSync(python, ["-c", script, first], { encoding: "utf8" });
      const [took = 0, peak = 0] = stdout.trim().split(" ").map(Number);
      return {
        what: `peer: the same features in ${name}`,
        value:
          status === 0
            ? `${ratio(took)}, ${peak.toFixed(0)} MB`
            : (stderr.trim().split("\n").at(-1) ?? "could not be run"),
      };
    }),
  ];
}

/** The features of the plain SQL, in Python: seconds, and the process's peak memory in MB. */
const peers: Readonly<Record<string, string>> = {
  polars: `
import sys, time, resource, polars as pl
t = time.perf_counter()
of = lambda kind: pl.col("event_type").eq(kind)
log = pl.scan_csv(sys.argv[1])
log.group_by("user_id").agg(
    pl.col("user_session").n_unique(), of("view").sum().alias("views"), of("cart").sum().alias("carts"),
    of("purchase").sum().alias("orders"), pl.col("price").filter(of("purchase")).sum().alias("amount"),
    pl.col("event_time").min().alias("first"), pl.col("event_time").max().alias("last"),
    pl.col("brand").n_unique(), pl.coalesce("category_code", pl.col("category_id").cast(pl.String)).n_unique().alias("categories"),
    pl.col("event_time").str.slice(0, 10).n_unique().alias("days"),
).collect(engine="streaming")
print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
`,
  pandas: `
import sys, time, resource, pandas as pd
t = time.perf_counter()
log = pd.read_csv(sys.argv[1])
for kind in ("view", "cart", "purchase"): log[kind] = log.event_type == kind
log["amount"] = log.price.where(log.purchase, 0)
log["day"] = log.event_time.str.slice(0, 10)
log["category"] = log.category_code.fillna(log.category_id.astype(str))
log.groupby("user_id").agg(sessions=("user_session", "nunique"), views=("view", "sum"), carts=("cart", "sum"), orders=("purchase", "sum"),
    amount=("amount", "sum"), first=("event_time", "min"), last=("event_time", "max"), brands=("brand", "nunique"),
    categories=("category", "nunique"), days=("day", "nunique"))
print(time.perf_counter() - t, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
`,
};

/** Seconds of one statement in a DuckDB of its own, the better of two. */
async function asked(text: string): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const began = performance.now();
    await connection.run(text);
    times.push(seconds(began));
  }
  connection.closeSync();
  instance.closeSync();
  return Math.min(...times);
}
