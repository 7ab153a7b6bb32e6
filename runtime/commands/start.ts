import { join } from "node:path";
import type { Command } from "commander";
import type { AppDeps } from "../http/app";
import type { Place, Serving } from "../http/serve";
import { fitSegments } from "../segmentation/fit";
import { ownColumns } from "../segmentation/mapping";
import type { SampleDeps } from "../sample/make";
import { type FurnishDeps, draw, furnish } from "./furnish";
import { say } from "./material";
import { WorkFailed } from "./outcome";
import { command } from "./program";
import { type SegmentDeps, writeReport } from "./segment-common";
import { enter } from "../segmentation/gates";
import { listening, port, stopped } from "./serve";

/** What the review says of one environment. */
export interface Reviewed {
  readonly environment: string;
  readonly resources: number;
  readonly findings: number;
  /** EUR. */
  readonly monthly: number;
  readonly budget: number;
}

/** The chapters of the main job. */
export interface StartDeps {
  readonly sample: SampleDeps;
  readonly segmentation: SegmentDeps;
  readonly shop: () => Promise<FurnishDeps>;
  /** Reviews every environment; writes its page into the folder. */
  readonly review: (out: string) => Promise<readonly Reviewed[]>;
  readonly app: () => Promise<AppDeps>;
  readonly serve: (app: AppDeps, place: Place) => Promise<Serving>;
  readonly close: () => Promise<void>;
}

interface Options extends Place {
  readonly data: string;
  readonly host: string;
}

/**
 * `start`: the main job on embedded defaults: sample, review, segments, shop, server. The review needs nothing that the sample
 * gives, so that both run side by side. Work that a former start has done is not done again.
 */
export const start = (open: (data: string) => StartDeps, stop: () => Promise<void> = stopped): Command =>
  command("start", "review the platform, segment the sample events, serve recommendations and the console")
    .option("--port <n>", "port to listen on; 0 takes a free one", port, 8080)
    .option("--host <name>", "address to listen on", "127.0.0.1")
    .action(async (options: Options) => {
      const deps = open(options.data);
      try {
        // The port first: who cannot be served should not wait for the rest to hear it.
        const serving = await listening(deps.serve(await deps.app(), { port: options.port, hostname: options.host }));
        try {
          const reviewing = deps.review(join(options.data, "review"));
          reviewing.catch(() => undefined); // awaited below; until then a failure must not end the process
          const lines = [
            await sampleLine(deps, options.data),
            await segmentsLine(deps, options.data),
            await shopLine(deps, options.data),
            ...(await reviewing).map(reviewLine),
          ];
          say("");
          console.log(summary(lines, serving.url));
          await stop();
        } finally {
          await serving.close();
        }
      } finally {
        await deps.close();
      }
    });

type Line = readonly [what: string, figures: string];

async function sampleLine({ sample }: StartDeps, data: string): Promise<Line> {
  const made = await draw(sample);
  return ["sample", `${join(data, "sample")} ${made ? "was drawn and generated" : "was there already"}`];
}

async function segmentsLine({ segmentation }: StartDeps, data: string): Promise<Line> {
  const registry = segmentation.registry();
  let current = await registry.current();
  if (!current) {
    const store = await segmentation.events();
    try {
      const taken = await store.add(join(data, "sample", "events.csv.gz"), ownColumns);
      if (taken.kind === "refused") throw new WorkFailed(`${taken.name}: ${taken.reason}`);
      const fitted = await fitSegments(store, { seed: "penderie", progress: say });
      if (fitted.kind === "not fitted") throw new WorkFailed(fitted.reason);
      await enter(registry, fitted.model, segmentation.now());
      await writeReport(fitted.model, segmentation.reportFolder);
      current = { model: fitted.model, registeredAt: segmentation.now() };
    } finally {
      await store.close();
    }
  }
  const { model } = current;
  const read = model.lineage.reduce((sum, file) => sum + file.read, 0);
  const aside = read - model.lineage.reduce((sum, file) => sum + file.kept, 0);
  const best = [...model.segments].sort((a, b) => b.revenueShare - a.revenueShare)[0];
  return [
    "segments",
    `${model.segments.length} of ${model.customers} customers, from ${read} events (${aside} put aside); ${best ? `${best.english}: ${percent(best.share)} of customers, ${percent(best.revenueShare)} of revenue` : ""}`,
  ];
}

async function shopLine({ sample, shop }: StartDeps, data: string): Promise<Line> {
  const deps = await shop();
  await furnish(data, sample, deps);
  return ["shop", `${(await deps.catalogue.list()).length} products, each seen by the encoder`];
}

const reviewLine = ({ environment, resources, findings, monthly, budget }: Reviewed): Line => [
  environment,
  `${resources} resources, ${findings === 0 ? "no finding" : `${findings} findings`}, ${Math.round(monthly)} of ${budget} EUR a month`,
];

function summary(lines: readonly Line[], url: string): string {
  return [
    "",
    ...lines.map(([what, figures]) => `  ${what.padEnd(9)}${figures}`),
    "",
    `  console  ${url}/`,
    `  API      ${url}/docs`,
    `  review   ${url}/review/`,
    `  segments ${url}/reports/segmentation/`,
    "",
    "  Ctrl-C stops it.",
    "",
  ].join("\n");
}

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
