import { type Histories, historyOf, histories, usersIn } from "./histories";
import { meanNdcg } from "./figures";
import { type BehaviourSettings, learner, proposer } from "./model";

/**
 * What the order of a history says: the next item is asked for (`ordered`), any item is, though times are known (`timed`), or nothing is
 * known of order (`unordered`).
 */
export type Order = "ordered" | "timed" | "unordered";

/** A trial: settings and what they were worth on validation. */
export interface Trial {
  readonly settings: BehaviourSettings;
  readonly ndcg: number;
}

export interface Choice {
  readonly settings: BehaviourSettings;
  /** Every trial, in the order in which it was made. */
  readonly trials: readonly Trial[];
  /** Users on whom the trials were judged; without any the settings are those that a search begins with. */
  readonly judges: number;
}

/** Users on whom trials are judged, at most, evenly spread. */
const mostJudges = 10_000;
const k = 10;

/** One axis of the search: the values tried, one after the other, the others as they are. */
type Axis = readonly Partial<BehaviourSettings>[];

const inTime: readonly Axis[] = [
  [{ decay: 1, transitions: 0 }, { transitions: 0 }, { transitions: 0.3 }, { transitions: 1 }, { transitions: 2 }],
  [{ decay: 0.4 }, { decay: 0.5 }, { decay: 0.7 }, { decay: 0.8 }, { decay: 0.9 }, { decay: 1 }],
];
const anyTime: readonly Axis[] = [
  [{ penalty: 50 }, { penalty: 200 }, { penalty: 400 }],
  [
    { dropout: 0, evenness: 0 },
    { dropout: 0, evenness: 0.5 },
    { dropout: 0.5, evenness: 0 },
  ],
  [{ penalty: 25 }, { penalty: 50 }, { penalty: 100 }, { penalty: 200 }, { penalty: 400 }],
];
/** Only where there are few items: what it finds beyond the links grows with what is known of each, and its cost with all of them. */
const secondOpinion: Axis = [
  { factors: 1, unseen: 0.2 },
  { factors: 0.5, unseen: 0.2 },
  { factors: 2, unseen: 0.2 },
  { factors: 1, unseen: 0.05 },
  { factors: 1, unseen: 0.5 },
];
const axes: Readonly<Record<Order, readonly Axis[]>> = {
  unordered: anyTime,
  timed: [
    ...anyTime,
    [{ decay: 0.97 }, { decay: 0.99 }, { decay: 0.995 }],
    [{ transitions: 0.1 }, { transitions: 0.3 }],
  ],
  ordered: [[{ penalty: 50 }, { penalty: 200 }], ...inTime, [{ dropout: 0.5, evenness: 0.5 }]],
};

const unhurried = { penalty: 100, dropout: 0.5, evenness: 0.5, decay: 1, transitions: 0, factors: 0, unseen: 0 };
const beginning: Readonly<Record<Order, Omit<BehaviourSettings, "neighbours">>> = {
  unordered: unhurried,
  timed: unhurried,
  ordered: { penalty: 100, dropout: 0, evenness: 0, decay: 0.6, transitions: 0.6, factors: 0, unseen: 0 },
};

/** So many items that each can be explained from all; where there are more, from a hundred. */
const few = 2500;

/** Settings that are worth most on validation, found one axis after the other from settings that did well elsewhere. */
export function chooseSettings(
  learnt: Histories,
  wanted: Histories,
  order: Order,
  hear: (trial: Trial) => void = () => undefined,
): Choice {
  const learnWith = learner({ ...learnt, names: Array.from({ length: learnt.width }, () => "") });
  const judges = judgesAmong(learnt, wanted);
  const trials: Trial[] = [];
  const worth = (settings: BehaviourSettings): number => {
    const known = trials.find((trial) => JSON.stringify(trial.settings) === JSON.stringify(settings));
    if (known) return known.ndcg;
    const answer = proposer(learnWith(settings));
    const ndcg = meanNdcg(
      judges.map((user) => ({
        proposed: answer(historyOf(learnt, user), k).map(({ item }) => item),
        wanted: historyOf(wanted, user),
      })),
      k,
    );
    const trial = { settings, ndcg };
    trials.push(trial);
    hear(trial);
    return ndcg;
  };
  let best: BehaviourSettings = { neighbours: learnt.width <= few ? few : 100, ...beginning[order] };
  for (const axis of learnt.width <= few ? [...axes[order], secondOpinion] : axes[order])
    for (const change of axis) {
      const other = { ...best, ...change };
      if (worth(other) > worth(best)) best = other;
    }
  return { settings: best, trials, judges: judges.length };
}

function judgesAmong(learnt: Histories, wanted: Histories): readonly number[] {
  const able = Array.from({ length: usersIn(wanted) }, (_, user) => user).filter(
    (user) => historyOf(wanted, user).length > 0 && historyOf(learnt, user).length > 0,
  );
  const step = Math.max(1, able.length / mostJudges);
  return Array.from({ length: Math.min(able.length, mostJudges) }, (_, at) => able[Math.floor(at * step)] ?? 0);
}

/** A part of each history put aside to judge by: the last item where order counts, else a fifth of each by chance. */
export function setAside(
  all: Histories,
  order: Order,
  chance: () => number,
): { readonly learnt: Histories; readonly wanted: Histories } {
  const rows = Array.from({ length: usersIn(all) }, (_, user) => historyOf(all, user));
  const parted = rows.map((history) => {
    if (history.length < 2) return { learnt: history, wanted: history.subarray(0, 0) };
    if (order === "ordered") return { learnt: history.subarray(0, -1), wanted: history.subarray(-1) };
    const aside = Array.from(history, () => chance() < 0.2);
    return { learnt: history.filter((_, at) => !aside[at]), wanted: history.filter((_, at) => aside[at]) };
  });
  return {
    learnt: histories(
      parted.map(({ learnt }) => learnt),
      all.width,
    ),
    wanted: histories(
      parted.map(({ wanted }) => wanted),
      all.width,
    ),
  };
}
