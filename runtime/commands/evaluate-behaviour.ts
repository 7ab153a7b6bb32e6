import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { z } from "zod";
import { type Order, chooseSettings, setAside } from "../recommendation/behaviour/choose";
import { type Judged, listFigures } from "../recommendation/behaviour/figures";
import { type Histories, type Named, histories, historyOf, usersIn } from "../recommendation/behaviour/histories";
import { type BehaviourSettings, learn, proposer } from "../recommendation/behaviour/model";
import { behaviourSettings } from "../recommendation/behaviour/model-file";
import { type Ranker, filledUp, nearestItems, popularity } from "../recommendation/behaviour/peers";
import type { Evaluated } from "../reports/evaluation";
import { chanceFrom } from "../segmentation/chance";
import { type Report, answer } from "./evaluate-answer";
import { readInteractions, readSequences } from "./interactions";
import { say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command, whole } from "./program";

interface Common extends Report {
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
      "rows `user,item[,weight[,time]]`: learnt from, and settings chosen on a part of it",
    )
    .requiredOption("--test <file>", "rows of the same form: what is to be foretold")
    .option("--k <n>", "length of a list", whole(1, 100), 10)
    .action(async (options: Common & { readonly train: string; readonly test: string }) => {
      const { train, test, k } = options;
      const [known, future] = [await readInteractions(train), await readInteractions(test)];
      const { all } = known;
      const wanted = wantedBy(all, future.all);
      const order: Order = known.timed ? "timed" : "unordered";
      const judgement = judge({
        order,
        learnt: all,
        asked: all,
        wanted,
        validation: setAside(all, order, chanceFrom("validation")),
        k,
        before: await settingsOf(options.before),
      });
      await answer(judgement, [known, future], [...beyond(all, wanted)], options);
    });

/** `evaluate sequences`: the last item of each line foretold from those before it, the one before it chosen on. */
export const evaluateSequences = (): Command =>
  reporting(command("sequences", "the last item of each history, foretold among all items"))
    .requiredOption("--file <file>", "lines `user item item …`, oldest first")
    .option("--k <n>", "length of a list", whole(1, 100), 10)
    .action(async (options: Common & { readonly file: string }) => {
      const { file, k } = options;
      const read = await readSequences(file);
      const { all } = read;
      const without = (last: number): Named => ({
        ...all,
        ...histories(
          historiesOf(all).map((history) => (history.length < shortest ? history : history.subarray(0, -last))),
          all.width,
        ),
      });
      const long = historiesOf(all).filter((history) => history.length >= shortest).length;
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
      const notes =
        read.joined === 0
          ? []
          : [
              `${read.joined} lines go on with the user of an earlier line; for rows of one item each, use evaluate implicit`,
            ];
      await answer(judgement, [read], notes, options);
    });

/** One item to learn from, one to choose on, one to test; shorter histories are learnt from whole, and nobody is tested on them. */
const shortest = 3;

const historiesOf = (all: Histories) => Array.from({ length: usersIn(all) }, (_, user) => historyOf(all, user));

/** The item that stands `from` the end; nothing of those whose history is too short. */
const lastOf = (all: Histories, from: number): Histories =>
  histories(
    historiesOf(all).map((history) => (history.length < shortest ? [] : [history[history.length - from] ?? 0])),
    all.width,
  );

/** By user of `known`, then those who are new; items that nobody knew have numbers above all others and cannot be foretold. */
function wantedBy(known: Named, future: Named): Histories {
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

/** What of the wanted nothing can foretell, in words: known already, since nothing is proposed twice, or never heard of. */
function* beyond(known: Histories, wanted: Histories): Generator<string> {
  let [again, never] = [0, 0];
  for (let user = 0; user < usersIn(wanted); user++) {
    const own = new Set(user < usersIn(known) ? historyOf(known, user) : []);
    for (const item of historyOf(wanted, user)) {
      if (own.has(item)) again++;
      if (item >= known.width) never++;
    }
  }
  const total = wanted.items.length;
  if (again > 0)
    yield `${again} of ${total} wanted are in the training file for the same user: nothing is proposed twice, so they count as missed`;
  if (never > 0)
    yield `${never} of ${total} wanted are of items that the training file does not know: they count as missed`;
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
  const { settings, trials, judges } = chooseSettings(validation.learnt, validation.wanted, order, ({ ndcg }) => {
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
    judges,
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
