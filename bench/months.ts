import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckdbEvents } from "../runtime/adapters/embedded/duckdb-events";
import { fitSegments } from "../runtime/segmentation/fit";
import { ownColumns } from "../runtime/segmentation/mapping";
import { eventLog } from "./running";
import { type Bench, type Figure, megabytes } from "./measure";

const [files, events] = [10, 10_000_000];
const seconds = (from: number) => (performance.now() - from) / 1000;

/** Ten files of ten million events, one after the other into one store: what each costs, and what memory it takes. */
export const months: Bench = {
  name: "months",
  question: `do time and memory stay the same from file to file, over ${files} files of ${events / 1e6} million events?`,
  run: async function* (): AsyncGenerator<Figure> {
    const home = mkdtempSync(join(tmpdir(), "penderie-bench-"));
    try {
      const store = await duckdbEvents({ folder: join(home, "store") });
      for (let month = 0; month < files; month++) {
        const from = new Date(Date.UTC(2019, 9 + month, 1)).toISOString().slice(0, 10);
        const path = join(home, `${from}.csv.gz`);
        eventLog(path, events, 28, from);
        const began = performance.now();
        const taken = await store.add(path, ownColumns);
        const read = taken.kind === "taken" ? taken.read : taken.reason;
        yield {
          what: `file ${month + 1}: ${read} rows; peak memory of the process so far`,
          value: `${seconds(began).toFixed(1)} s; ${megabytes()}`,
        };
        rmSync(path);
      }
      const began = performance.now();
      const fitted = await fitSegments(store, { seed: "bench" });
      const customers = fitted.kind === "fitted" ? fitted.model.customers : 0;
      yield {
        what: `fit and names of ${customers} customers`,
        value: `${seconds(began).toFixed(1)} s; ${megabytes()}`,
      };
      await store.close();
    } finally {
      rmSync(home, { recursive: true });
    }
  },
};
