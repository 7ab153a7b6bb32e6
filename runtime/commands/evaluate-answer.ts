import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type ListFigures, few, itemGroups } from "../recommendation/behaviour/figures";
import { type Evaluated, evaluationPage } from "../reports/evaluation";
import type { ReadInteractions, Spoilt } from "./interactions";
import { say } from "./material";

/** How an evaluation is answered. */
export interface Report {
  readonly k: number;
  readonly json?: boolean;
  readonly report?: string;
}

interface Judgement extends Evaluated {
  readonly spoilt: readonly Spoilt[];
  readonly spoiltRows: number;
  /** What a reader of the figures should know. */
  readonly notes: readonly string[];
}

/** Prints what an evaluation found, as prose or as JSON, with what could not be read, and writes its page where one is asked for. */
export async function answer(
  evaluated: Evaluated,
  files: readonly Pick<ReadInteractions, "spoilt" | "spoiltRows" | "worthless">[],
  notes: readonly string[],
  { k, json, report }: Report,
): Promise<void> {
  const sum = (of: "spoiltRows" | "worthless") => files.reduce((total, file) => total + file[of], 0);
  const judgement: Judgement = {
    ...evaluated,
    spoilt: files.flatMap(({ spoilt }) => spoilt),
    spoiltRows: sum("spoiltRows"),
    notes: [
      ...(evaluated.judges === 0
        ? ["nobody could be put aside to choose on, so the settings are those it begins with"]
        : []),
      ...(sum("worthless") > 0
        ? [`${sum("worthless")} rows of weight 0 or less say nothing and were passed over`]
        : []),
      ...notes,
    ],
  };
  say("");
  if (report !== undefined) {
    await mkdir(dirname(resolve(report)), { recursive: true });
    await writeFile(report, String(await evaluationPage(judgement, k, new Date())));
  }
  console.log(json ? JSON.stringify({ k, ...judgement }, null, 1) : prose(judgement, k));
}

function prose(judgement: Judgement, k: number): string {
  const { users, items, interactions, settings, trials, figures, seconds, spoilt, spoiltRows, notes } = judgement;
  const methods = Object.keys(figures);
  const row = (name: string, of: (each: ListFigures) => string) =>
    `${name.padEnd(38)}${methods.map((method) => (figures[method] ? of(figures[method]) : "").padEnd(28)).join("")}`.trimEnd();
  const range = ({ value, interval }: ListFigures["ndcg"]) =>
    `${value.toFixed(4)} (${interval.map((each) => each.toFixed(4)).join(" to ")})`;
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const chosen = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  const { value: reference } = figures["penderie"]?.ndcg ?? { value: 0 };
  return [
    `learnt from ${interactions} interactions of ${users} users with ${items} items; ${figures["penderie"]?.users ?? 0} users tested`,
    `chosen in ${trials.length} trials on validation: ${chosen.join(", ")}`,
    `${seconds.choosing.toFixed(1)} s choosing, ${seconds.learning.toFixed(1)} s learning, ${seconds.answering.toFixed(1)} s answering`,
    "",
    `${"mean (95 % over users)".padEnd(38)}${methods.map((method) => method.padEnd(28)).join("")}`.trimEnd(),
    row(`nDCG@${k}`, ({ ndcg }) => range(ndcg)),
    row(`hit rate@${k}`, ({ hitRate }) => range(hitRate)),
    row(`precision@${k}`, ({ precision }) => range(precision)),
    row(`recall@${k}`, ({ recall }) => range(recall)),
    row(`nDCG@${k}, at most ${few} items known`, ({ coldNdcg }) => (coldNdcg ? range(coldNdcg) : "nobody")),
    row("items ever proposed", ({ coverage }) => share(coverage)),
    row("novelty, bits", ({ novelty }) => novelty.toFixed(2)),
    row("diversity within a list", ({ diversity }) => diversity.toFixed(3)),
    ...itemGroups.map((group) =>
      row(
        `proposals of ${group} items${group === "middle" ? "" : " (a fifth)"}`,
        ({ exposure, demand }) => `${share(exposure[group].value)} (bought: ${share(demand[group])})`,
      ),
    ),
    ...(reference < (figures["popularity"]?.ndcg.value ?? 0)
      ? ["", "Popularity does better here: there is too little behaviour to learn from, or none that is alike."]
      : []),
    ...(notes.length > 0 ? ["", ...notes] : []),
    ...(spoiltRows > 0
      ? [
          "",
          `${spoiltRows} rows were put aside, among them ${spoilt
            .slice(0, 3)
            .map(({ file, line, reason }) => `${file} line ${line}: ${reason}`)
            .join("; ")}`,
        ]
      : []),
  ].join("\n");
}
