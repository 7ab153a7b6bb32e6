import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbEvents } from "../runtime/adapters/embedded/duckdb-events";
import { sampleFolder } from "../runtime/adapters/embedded/sample-folder";
import { sampleEvents } from "../runtime/sample/events";
import { sampleShop } from "../runtime/sample/shop";
import { fitSegments } from "../runtime/segmentation/fit";
import { ownColumns } from "../runtime/segmentation/mapping";
import { type Bench, megabytes } from "./measure";

const rows = 500_000;
const seconds = (from: number) => (performance.now() - from) / 1000;

/** Half a million generated events from CSV.gz to segments, beside DuckDB's bare scan of the same file. */
export const events: Bench = {
  name: "events",
  question: `how long do ${rows} events take from CSV.gz to partial aggregates, and to segments?`,
  run: async () => {
    const home = mkdtempSync(join(tmpdir(), "penderie-bench-"));
    const folder = sampleFolder(join(home, "log"));
    await folder.writeLines("events.csv.gz", sampleEvents("bench", sampleShop("bench", 300), rows));
    await folder.complete();
    const file = join(home, "log", "events.csv.gz");

    const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
    const connection = await instance.connect();
    let began = performance.now();
    await connection.run(`select count(*), sum(price) from read_csv('${file}', ignore_errors = true)`);
    const scan = seconds(began);
    connection.closeSync();
    instance.closeSync();

    const store = await duckdbEvents({ folder: join(home, "store") });
    began = performance.now();
    const taken = await store.add(file, ownColumns);
    const intake = seconds(began);
    began = performance.now();
    const fitted = await fitSegments(store, { seed: "bench" });
    const fit = seconds(began);
    await store.close();
    rmSync(home, { recursive: true });
    return [
      { what: "rows read", value: taken.kind === "taken" ? String(taken.read) : taken.reason },
      { what: "peer: DuckDB's bare scan", value: `${scan.toFixed(2)} s` },
      { what: "intake with quarantine, duplicates and partial aggregates", value: `${intake.toFixed(2)} s` },
      { what: "ratio of intake to scan", value: (intake / scan).toFixed(2) },
      {
        what: `fit and names of ${fitted.kind === "fitted" ? fitted.model.customers : 0} customers`,
        value: `${fit.toFixed(2)} s`,
      },
      { what: "peak memory of the process", value: megabytes() },
    ];
  },
};
