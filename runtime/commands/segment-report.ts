import type { Command } from "commander";
import { command } from "./program";
import { type Common, type SegmentDeps, inForce, print, writeReport } from "./segment-common";

/** `segment report`: the report of the version in force, written again. */
export const segmentReport = (open: (data: string) => SegmentDeps): Command =>
  command("report", "the report of the version in force, as HTML and JSON")
    .option("--out <dir>", "where to write it")
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .action(async (options: Common & { out?: string; model?: string }) => {
      const deps = open(options.data);
      const { model } = await inForce(deps, options.model);
      const page = await writeReport(model, options.out ?? deps.reportFolder);
      if (options.json) print({ version: model.version, report: page });
      else console.log(page);
    });
