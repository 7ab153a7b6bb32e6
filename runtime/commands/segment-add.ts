import type { Command } from "commander";
import { command } from "./program";
import {
  type SegmentDeps,
  type Taking,
  mappingOf,
  merchandiseOf,
  print,
  tableOf,
  take,
  withMerchandise,
  writeQuarantine,
} from "./segment-common";

/** `segment add`: costs the new files and nothing else. */
export const segmentAdd = (open: (data: string) => SegmentDeps): Command =>
  withMerchandise(command("add", "take new files in, without reading the old ones again"))
    .requiredOption("--events <file...>", "event files, CSV or CSV.gz")
    .option("--mapping <file>", "how another log is read, YAML or JSON")
    .option("--despite-tests", "go on where the data tests fail")
    .action(async (options: Taking) => {
      const deps = open(options.data);
      const [how, merchandise] = [mappingOf(options.mapping, deps), merchandiseOf(options, deps)];
      const store = await deps.events();
      try {
        const taken = await take(store, options, how, merchandise, deps.now());
        await writeQuarantine(store, deps);
        if (options.json) print({ taken, quarantine: deps.quarantineFile });
        else console.log(tableOf(taken, deps.quarantineFile));
      } finally {
        await store.close();
      }
    });
