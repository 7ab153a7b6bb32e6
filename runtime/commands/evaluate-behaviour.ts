import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { type Order, chooseSettings, setAside } from "../recommendation/behaviour/choose";
import { type Judged, type ListFigures, few, itemGroups, listFigures } from "../recommendation/behaviour/figures";
import {
  type Histories,
  type Named,
  gather,
  histories,
  historyOf,
  usersIn,
} from "../recommendation/behaviour/histories";
import { type BehaviourSettings, learn, proposer } from "../recommendation/behaviour/model";
import { behaviourSettings } from "../recommendation/behaviour/model-file";
import { type Ranker, filledUp, nearestItems, popularity } from "../recommendation/behaviour/peers";
import { type Evaluated, evaluationPage } from "../reports/evaluation";
import { chanceFrom } from "../segmentation/chance";
import { type Spoilt, readInteractions, readSequences } from "./interactions";
import { say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command, whole } from "./program";

interface Common {
  readonly k: number;
  readonly json?: boolean;
  readonly report?: string;
  readonly before?: string;
}

const reporting = (one: Command): Command =>
  one
    .option("--report <file>", "the same as a page, with every figure's interval")
    .option("--before <file>", "what an earlier run printed with --json: its settings are judged beside the new ones");

/** `evaluate implicit`: what behaviour foretells of items put aside; settings are chosen on the training file alone. */
export const evaluateImplicit = (): Command =>
  reporting(command("implicit", "recommendations from behaviour, against items put aside"))
    .requiredOption(
      "--train <file>",
      "CSV `user,item[,weight[,time]]`: learnt from, and settings chosen on a part of it",
    )
    .requiredOption("--test <file>", "CSV of the same form: what is to be foretold")
    .option("--k <n>", "length of a list", whole(1, 100), 10)
    .action(async (options: Common & { readonly train: string; readonly test: string }) => {
      const { train, test, k } = options;
      const [known, future] = [await readInteractions(train), await readInteractions(test)];
      const all = gather(known.rows);
      const order: Order = known.timed ? "timed" : "unordered";
      const judgement = judge({
        order,
        learnt: all,
        asked: all,
        wanted: wantedBy(all, future.rows),
        validation: setAside(all, order, chanceFrom("validation")),
        k,
        before: await settingsOf(options.before),
      });
      await answer({ ...judgement, spoilt: [...known.spoilt, ...future.spoilt] }, options);
    });

/** `evaluate sequences`: the last item of each line foretold from those before it, the one before it chosen on. */
export const evaluateSequences = (): Command =>
  reporting(command("sequences", "the last item of each history, foretold among all items"))
    .requiredOption("--file <file>", "lines `user item item …`, oldest first")
    .option("--k <n>", "length of a list", whole(1, 100), 10)
    .action(async (options: Common & { readonly file: string }) => {
      const { file, k } = options;
      const { rows, spoilt } = await readSequences(file);
      const all = gather(rows);
      const without = (last: number): Named => ({
        ...all,
        ...histories(
          historiesOf(all).map((history) => history.subarray(0, Math.max(0, history.length - last))),
          all.width,
        ),
      });
      const long = historiesOf(all).filter((history) => history.length >= 3).length;
      if (long === 0)
        throw new WorkFailed(`${file}: no history has three items: one to learn from, to choose on, to test`);
      const learnt = without(2);
      const judgement = judge({
        order: "ordered",
        learnt,
        asked: without(1),
        wanted: lastOf(all, 1),
        validation: { learnt, wanted: lastOf(all, 2) },
        k,
        before: await settingsOf(options.before),
      });
      await answer({ ...judgement, spoilt }, options);
    });

const historiesOf = (all: Histories) => Array.from({ length: usersIn(all) }, (_, user) => historyOf(all, user));

/** The item that stands `from` the end; nothing of those whose history is too short to be learnt from as well. */
const lastOf = (all: Histories, from: number): Histories =>
  histories(
    historiesOf(all).map((history) => (history.length < 3 ? [] : [history[history.length - from] ?? 0])),
    all.width,
  );

/** By user of `known`, then those who are new; items that nobody knew have numbers above all others and cannot be foretold. */
function wantedBy(known: Named, rows: Parameters<typeof gather>[0]): Histories {
  const future = gather(rows);
  const numbers = new Map(known.names.map((name, at) => [name, at]));
  const people = new Map(known.users.map((name, at) => [name, at]));
  const lists: number[][] = known.users.map(() => []);
  for (const [at, user] of future.users.entries()) {
    const items = Array.from(
      historyOf(future, at),
      (item) => numbers.get(future.names[item] ?? "") ?? known.width + item,
    );
    lists[people.get(user) ?? lists.length] = items;
  }
  return histories(lists, known.width);
}

interface Task {
  readonly order: Order;
  readonly learnt: Named;
  /** Histories from which the test is answered. */
  readonly asked: Histories;
  readonly wanted: Histories;
  readonly validation: { readonly learnt: Histories; readonly wanted: Histories };
  readonly k: number;
  /** Of an earlier run, to be judged as well. */
  readonly before: BehaviourSettings | undefined;
}

function judge({ order, learnt, asked, wanted, validation, k, before }: Task): Evaluated {
  let began = performance.now();
  const lap = () => {
    const taken = (performance.now() - began) / 1000;
    began = performance.now();
    return taken;
  };
  let tried = 0;
  const { settings, trials } = chooseSettings(validation.learnt, validation.wanted, order, ({ ndcg }) => {
    say(`trial ${++tried}: ${ndcg.toFixed(4)} on validation`);
  });
  const choosing = lap();
  const model = learn(learnt, settings);
  const learning = lap();
  const rankedBy =
    (propose: ReturnType<typeof proposer>): Ranker =>
    (history, count) =>
      propose(history, count).map(({ item }) => item);
  const popular = popularity(learnt);
  const figuresOf = (ranker: Ranker) => listFigures(answersBy(filledUp(ranker, popular), asked, wanted, k), learnt, k);
  const penderie = figuresOf(rankedBy(proposer(model)));
  const answering = lap();
  const figures = {
    penderie,
    ...(before && { "settings before": figuresOf(rankedBy(proposer(learn(learnt, before)))) }),
    "item-kNN": figuresOf(nearestItems(learnt)),
    popularity: figuresOf(popular),
  };
  return {
    users: usersIn(learnt),
    items: learnt.width,
    interactions: learnt.items.length,
    settings,
    trials,
    figures,
    seconds: { choosing, learning, answering },
  };
}

const answersBy = (ranker: Ranker, asked: Histories, wanted: Histories, k: number): readonly Judged[] =>
  Array.from({ length: usersIn(wanted) }, (_, user) => {
    const history = user < usersIn(asked) ? historyOf(asked, user) : [];
    const truth = historyOf(wanted, user);
    return { proposed: truth.length > 0 ? ranker(history, k) : [], wanted: truth };
  });

/** The settings of an earlier run. */
async function settingsOf(file: string | undefined): Promise<BehaviourSettings | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch(() => "");
  const read = z.object({ settings: behaviourSettings }).safeParse(parsed(text));
  if (!read.success) throw new WrongUsage(`${file} is not what an evaluation printed with --json`);
  return read.data.settings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function answer(
  judgement: Evaluated & { readonly spoilt: readonly Spoilt[] },
  { k, json, report }: Common,
): Promise<void> {
  say("");
  if (report !== undefined) {
    await mkdir(dirname(resolve(report)), { recursive: true });
    await writeFile(report, String(await evaluationPage(judgement, k, new Date())));
  }
  console.log(json ? JSON.stringify({ k, ...judgement }, null, 1) : prose(judgement, k));
}

function prose(judgement: Evaluated & { readonly spoilt: readonly Spoilt[] }, k: number): string {
  const { users, items, interactions, settings, trials, figures, seconds, spoilt } = judgement;
  const methods = Object.keys(figures);
  const row = (name: string, of: (each: ListFigures) => string) =>
    `${name.padEnd(36)}${methods.map((method) => (figures[method] ? of(figures[method]) : "").padEnd(28)).join("")}`.trimEnd();
  const range = ({ value, interval }: ListFigures["ndcg"]) =>
    `${value.toFixed(4)} (${interval.map((each) => each.toFixed(4)).join(" to ")})`;
  const share = (value: number) => `${(100 * value).toFixed(1)} %`;
  const chosen = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  const { value: reference } = figures["penderie"]?.ndcg ?? { value: 0 };
  return [
    `${interactions} interactions of ${users} users with ${items} items; ${figures["penderie"]?.users ?? 0} users tested`,
    `chosen in ${trials.length} trials on validation: ${chosen.join(", ")}`,
    `${seconds.choosing.toFixed(1)} s choosing, ${seconds.learning.toFixed(1)} s learning, ${seconds.answering.toFixed(1)} s answering`,
    "",
    `${"mean (95 % over users)".padEnd(36)}${methods.map((method) => method.padEnd(28)).join("")}`.trimEnd(),
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
    ...(spoilt.length > 0
      ? [
          "",
          `${spoilt.length} rows were put aside, among them ${spoilt
            .slice(0, 3)
            .map(({ file, line, reason }) => `${file} line ${line}: ${reason}`)
            .join("; ")}`,
        ]
      : []),
  ].join("\n");
}
