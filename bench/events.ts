import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbEvents } from "../runtime/adapters/embedded/duckdb-events";
import { fitSegments } from "../runtime/segmentation/fit";
import { ownColumns } from "../runtime/segmentation/mapping";
import { writeEventLog } from "./event-log";
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
      await writeEventLog(october, millions * 1e6);
      await writeEventLog(november, 1e6, 3, "2019-11-01");
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
  await store.close();

  const scan = await asked(`select count(*), sum(price) from read_csv('${first}', ignore_errors = true)`);
  const plain = await asked(`select count(*) from (
    select user_id, count(distinct user_session), count(*) filter (where event_type = 'view'),
      count(*) filter (where event_type = 'cart'), count(*) filter (where event_type = 'purchase'),
      sum(case when event_type = 'purchase' then price end), min(event_time), max(event_time),
      count(distinct brand), count(distinct coalesce(category_code, category_id::varchar)), count(distinct left(event_time::varchar, 10))
    from read_csv('${first}') group by user_id)`);
  const ratio = (value: number) => `${value.toFixed(1)} s (${(value / scan).toFixed(1)} x the scan)`;
  return [
    { what: "rows read", value: taken.kind === "taken" ? String(taken.read) : taken.reason },
    { what: "intake: proved, cleaned, counted, aggregated", value: ratio(intake) },
    { what: "peak memory of the process so far", value: memory },
    { what: "one million events more, beside those", value: `${added.toFixed(1)} s` },
    { what: "the same million alone", value: `${addedAlone.toFixed(1)} s` },
    { what: `fit and names of ${customers} customers`, value: `${fit.toFixed(1)} s` },
    { what: "peak memory of the process", value: megabytes() },
    { what: "peer: DuckDB's bare scan", value: ratio(scan) },
    { what: "peer: features in plain SQL, no quarantine, no duplicates, no increments", value: ratio(plain) },
  ];
}

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
