import type { Command } from "commander";
import { campaignsOf } from "../segmentation/calendar";
import type { Intake } from "../segmentation/event-store";
import { type SegmentationModel, fitSegments } from "../segmentation/fit";
import { enter } from "../segmentation/gates";
import { WorkFailed } from "./outcome";
import { command, whole } from "./program";
import {
  type SegmentDeps,
  type Taking,
  mappingOf,
  merchandiseOf,
  print,
  rowsOf,
  said,
  say,
  tableOf,
  take,
  time,
  withMerchandise,
  writeQuarantine,
  writeReport,
} from "./segment-common";

interface Fitting extends Taking {
  readonly minimum?: number;
  readonly asOf?: string;
  readonly model?: string;
  readonly calendar?: string;
  readonly seed: string;
}

/** `segment fit`: begins anew from its files; what it replaces stays until it has succeeded. */
export const segmentFit = (open: (data: string) => SegmentDeps): Command =>
  withMerchandise(command("fit", "take files in, fit, name and register a version"))
    .requiredOption("--events <file...>", "event files, CSV or CSV.gz")
    .option("--mapping <file>", "how another log is read, YAML or JSON")
    .option("--calendar <file>", "what marketing did and when: CSV with from, to, name, kind")
    .option("--minimum <n>", "least number of events of a customer (default: chosen by the method)", whole(1))
    .option("--as-of <time>", "UTC, up to which days are counted (default: the newest event)", time)
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .option("--seed <text>", "the same seed, the same segments", "penderie")
    .option("--despite-tests", "go on where the data tests fail")
    .action(async (options: Fitting) => {
      const deps = open(options.data);
      const how = mappingOf(options.mapping, deps);
      const calendar = rowsOf(options.calendar, "calendar", ["from", "to", "name", "kind"], deps.parseCsv, campaignsOf);
      const merchandise = merchandiseOf(options, deps);
      const registry = deps.registry(options.model);
      const previous = (await registry.current())?.model;
      const store = await deps.anew();
      let taken: readonly Intake[];
      let model: SegmentationModel;
      try {
        taken = await take(store, options, how, merchandise, deps.now());
        const fitted = await fitSegments(store, {
          seed: options.seed,
          calendar,
          ...(previous === undefined ? {} : { previous }),
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
      const waiting = await enter(registry, model, deps.now());
      const page = await writeReport(model, deps.reportFolder);
      const { quarantineFile } = deps;
      if (options.json) print({ taken, model: withoutMap(model), waiting, report: page, quarantine: quarantineFile });
      else
        console.log(
          [
            tableOf(taken, quarantineFile),
            segmentsText(model),
            `report   ${page}`,
            ...waiting.map((reason) => `waiting  ${reason}`),
            ...(waiting.length > 0
              ? [
                  `         the version before stays in force; npm run segment -- promote ${model.version} --why TEXT puts this one there`,
                ]
              : []),
          ].join("\n"),
        );
    });

/** The map and the statement are in the report and beside the model; a terminal has no use for them. */
const withoutMap = (model: SegmentationModel) =>
  Object.fromEntries(Object.entries(model).filter(([name]) => name !== "map" && name !== "sql"));

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
