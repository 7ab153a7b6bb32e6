import fc from "fast-check";
import { coOccurrence } from "./co-occurrence";
import { chooseSettings, setAside } from "./choose";
import { meanNdcg, listFigures } from "./figures";
import { type Histories, gather, histories, historyOf, transposed, usersIn } from "./histories";
import { habitsIn, habitsOf } from "./habits";
import { added, linkBetween, linksTo } from "./item-links";
import { type BehaviourSettings, leading, learn, proposer } from "./model";
import { chanceFrom } from "../../segmentation/chance";
import { factors, fit, fitter } from "./factors";
import { read, written } from "./model-file";
import { popularity } from "./peers";
import { ridge } from "./ridge";
import { transitions } from "./transitions";

const settings: BehaviourSettings = {
  neighbours: 50,
  penalty: 1,
  dropout: 0,
  evenness: 0,
  decay: 1,
  transitions: 0,
  factors: 0,
  unseen: 0,
};
const named = (all: Histories) => ({ ...all, names: Array.from({ length: all.width }, (_, at) => `item ${at}`) });

/** Histories over `width` items, each item at most once. */
const anyHistories = (width: number) =>
  fc
    .array(fc.uniqueArray(fc.nat({ max: width - 1 }), { maxLength: width }), { minLength: 1, maxLength: 20 })
    .map((rows) => histories(rows, width));

/** Solves a small dense system by elimination: slow, and so plain that it can be believed. */
function eliminated(matrix: number[][], sides: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, sides[at] ?? 0]);
  for (let pivot = 0; pivot < rows.length; pivot++)
    for (let other = 0; other < rows.length; other++) {
      if (other === pivot) continue;
      const factor = (rows[other]?.[pivot] ?? 0) / (rows[pivot]?.[pivot] ?? 1);
      rows[other] = (rows[other] ?? []).map((value, at) => value - factor * (rows[pivot]?.[at] ?? 0));
    }
  return rows.map((row, at) => (row.at(-1) ?? 0) / (row[at] ?? 1));
}

describe("histories", () => {
  it("are gathered by user and in time, an item that comes again once, at its newest time", () => {
    const all = gather([
      { user: "ada", item: "b", time: 2 },
      { user: "ada", item: "a", time: 1 },
      { user: "bea", item: "a", time: 5 },
      { user: "ada", item: "a", time: 3 },
      { user: "ada", item: "c", time: 9, weight: 0 },
    ]);
    expect([all.users, all.names]).toEqual([
      ["ada", "bea"],
      ["b", "a"],
    ]);
    expect([...historyOf(all, 0)].map((item) => all.names[item])).toEqual(["b", "a"]);
  });

  it("come back when they are turned twice", () => {
    fc.assert(
      fc.property(anyHistories(8), (all) => {
        const again = transposed(transposed(all));
        for (let user = 0; user < usersIn(all); user++)
          expect([...historyOf(again, user)]).toEqual([...historyOf(all, user)].sort((a, b) => a - b));
      }),
    );
  });
});

describe("links by ridge regression", () => {
  it.each([
    ["of all items at once", 50],
    ["of companions, where all are companions", 7],
  ])("are the solution of the regression, %s", (_title, neighbours) => {
    fc.assert(
      fc.property(anyHistories(8), (all) => {
        const pairs = coOccurrence(all, 0);
        const links = ridge(pairs, { ...settings, neighbours });
        const count = (a: number, b: number) =>
          Array.from({ length: usersIn(all) }, (_, user) => historyOf(all, user)).filter(
            (history) => history.includes(a) && history.includes(b),
          ).length;
        for (let target = 0; target < 8; target++) {
          const others = [0, 1, 2, 3, 4, 5, 6, 7].filter((item) => item !== target);
          const expected = eliminated(
            others.map((a) => others.map((b) => count(a, b) + (a === b ? settings.penalty : 0))),
            others.map((a) => count(a, target)),
          );
          const companions = others.filter((item) => count(item, target) > 0);
          if (neighbours === 50 || companions.length === 7)
            for (const [at, item] of others.entries())
              expect(linkBetween(links, item, target)).toBeCloseTo(expected[at] ?? 0, 4);
        }
      }),
    );
  });

  it("never link an item to itself", () => {
    const links = ridge(
      coOccurrence(
        histories(
          [
            [0, 1],
            [0, 1, 2],
          ],
          3,
        ),
        0,
      ),
      settings,
    );
    expect([0, 1, 2].map((item) => linkBetween(links, item, item))).toEqual([0, 0, 0]);
  });
});

describe("vectors of items", () => {
  const two = histories(
    Array.from({ length: 80 }, (_, at) =>
      [0, 1, 2, 3].map((item) => (at % 2) * 4 + ((item + (at >> 1)) % 4)).slice(0, 3),
    ),
    8,
  );

  it("make of a history the vector at which the error has its least", () => {
    const [items, unseen] = [factors(two, 0.2, chanceFrom("a")), 0.2];
    const history = [0, 2];
    const error = (vector: Float64Array) => {
      let sum = 0.02 * (history.length + unseen * 8) * vector.reduce((total, each) => total + each * each, 0);
      for (let item = 0; item < 8; item++) {
        const told = fit(vector, items, item);
        sum += unseen * told ** 2 + (history.includes(item) ? (1 - told) ** 2 : 0);
      }
      return sum;
    };
    const best = fitter(items, unseen)(history);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 64, maxLength: 64 }),
        (step) => {
          expect(error(best.map((each, at) => each + (step[at] ?? 0)))).toBeGreaterThanOrEqual(error(best) - 1e-9);
        },
      ),
    );
  });

  it("propose what the like-minded dealt with, the same from the same beginning", () => {
    const model = learn(named(two), { ...settings, penalty: 1e9, factors: 1, unseen: 0.2 });
    const proposed = proposer(model)([0, 1], 2).map(({ item }) => item);
    expect(proposed.sort()).toEqual([2, 3]);
    expect(factors(two, 0.2, chanceFrom("a"))).toEqual(factors(two, 0.2, chanceFrom("a")));
    expect(read(written(model, new Date(5)))?.vectors).toEqual(model.vectors);
  });
});

describe("what followed what", () => {
  it("counts what came soon after for more, and what came before for nothing", () => {
    const links = transitions(histories([[0, 1, 2]], 3));
    expect(linkBetween(links, 0, 1)).toBeCloseTo(2 * linkBetween(links, 0, 2));
    expect(linkBetween(links, 2, 0)).toBe(0);
  });

  it("is added to links with its weight", () => {
    const one = linksTo(3, (target) => ({ items: Uint32Array.of((target + 1) % 3), strengths: Float32Array.of(1) }));
    const other = linksTo(3, (target) => ({ items: Uint32Array.of((target + 2) % 3), strengths: Float32Array.of(1) }));
    const both = added(one, added(other, one, 1), 0.5);
    expect([linkBetween(both, 1, 0), linkBetween(both, 2, 0), linkBetween(both, 0, 0)]).toEqual([1.5, 0.5, 0]);
  });
});

describe("a model", () => {
  const circle = (people: number, width = 12) =>
    histories(
      Array.from({ length: people }, (_, at) => [at % width, (at + 1) % width, (at + 2) % width]),
      width,
    );

  it("proposes what the neighbours of a taste dealt with, and says which like led there", () => {
    const model = learn(named(circle(240)), { ...settings, penalty: 10 });
    const [first, second] = proposer(model)([3, 4], 2);
    expect([first?.item, second?.item].sort()).toEqual([2, 5]);
    expect([leading(2, [3, 4], model), leading(5, [3, 4], model), leading(9, [], model)]).toEqual([3, 4, undefined]);
  });

  it("answers the same every time, whatever was asked between, and never what somebody has or may not see", () => {
    fc.assert(
      fc.property(
        anyHistories(10),
        fc.array(fc.nat({ max: 9 }), { maxLength: 6 }),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        (all, history, decay) => {
          const propose = proposer(learn(named(all), { ...settings, decay, transitions: 0.5 }));
          const once = propose(history, 4, (item) => item !== 7);
          propose([1, 2, 3], 10);
          expect(propose(history, 4, (item) => item !== 7)).toEqual(once);
          expect(once.filter(({ item }) => history.includes(item) || item === 7)).toEqual([]);
          const scores = once.map(({ score }) => score);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        },
      ),
    );
  });

  it("lets a new like count more than an old one", () => {
    const model = learn(named(circle(240)), { ...settings, penalty: 10, decay: 0.3 });
    expect([5, 7, 8]).toContain(proposer(model)([0, 6], 1)[0]?.item);
    expect([1, 2, 10, 11]).toContain(proposer(model)([6, 0], 1)[0]?.item);
  });

  it("comes back from its file, and a spoilt file is none", () => {
    const model = learn(named(circle(60)), settings);
    const bytes = written(model, new Date(5));
    expect(read(bytes)).toEqual({ ...model, learntAt: new Date(5) });
    expect(read(bytes.slice(0, -1))).toBeUndefined();
    expect(read(new Uint8Array([1, 2, 3]))).toBeUndefined();
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
        const spoilt = bytes.slice();
        spoilt[at] = value;
        const again = read(spoilt);
        if (again)
          expect(() =>
            habitsOf(again)
              .after(["item 1"])
              .first(5, () => true),
          ).not.toThrow();
      }),
    );
  });

  it("is looked up by the minute, and a store that fails leaves the last one in force", async () => {
    let now = 0;
    const saved: Uint8Array[] = [];
    let broken = false;
    const habits = habitsIn(
      {
        save: async () => undefined,
        remove: async () => undefined,
        load: async () => {
          if (broken) throw new Error("down");
          return saved.at(-1);
        },
      },
      () => new Date(now),
    );
    expect(await habits()).toBeUndefined();
    saved.push(written(learn(named(circle(240)), settings), new Date(1)));
    expect(await habits()).toBeUndefined();
    now = 60_001;
    await habits();
    await Promise.resolve();
    expect((await habits())?.after(["item 3"]).first(1, () => true)).toHaveLength(1);
    [now, broken] = [200_000, true];
    await habits();
    expect((await habits())?.after(["item 3"]).first(1, () => true)).toHaveLength(1);
    saved.push(new Uint8Array([1]));
    [now, broken] = [300_000, false];
    await habits();
    expect((await habits())?.after(["item 3"]).first(1, () => true)).toHaveLength(1);
    saved.splice(0);
    now = 400_000;
    await habits();
    await Promise.resolve();
    expect(await habits()).toBeUndefined();
  });
});

describe("choosing", () => {
  /** Everybody walks on by one item; only the last step says where to. */
  const walks = histories(
    Array.from({ length: 300 }, (_, at) => Array.from({ length: 6 }, (_each, step) => (at + step) % 40)),
    40,
  );

  it("finds that order counts where it does", () => {
    const { learnt, wanted } = setAside(walks, "ordered", () => 0);
    const { settings: chosen, trials } = chooseSettings(learnt, wanted, "ordered");
    expect(trials.length).toBeGreaterThan(8);
    const best = Math.max(...trials.map(({ ndcg }) => ndcg));
    expect(trials.find(({ settings: each }) => each === chosen)?.ndcg).toBe(best);
    expect(best).toBeGreaterThan(0.9);
    const blind = trials.find(({ settings: each }) => each.decay === 1 && each.transitions === 0);
    expect(blind?.ndcg).toBeLessThan(best);
  });

  it("puts aside what it judges by, and nothing else", () => {
    fc.assert(
      fc.property(anyHistories(8), fc.constantFrom("ordered" as const, "unordered" as const), (all, order) => {
        let turn = 0;
        const { learnt, wanted } = setAside(all, order, () => (turn++ % 5) / 5);
        for (let user = 0; user < usersIn(all); user++)
          expect([...historyOf(learnt, user), ...historyOf(wanted, user)].sort()).toEqual(
            [...historyOf(all, user)].sort(),
          );
      }),
    );
  });
});

describe("figures", () => {
  it("are the textbook's", () => {
    const judged = { proposed: [5, 1, 9], wanted: [1, 9, 7, 8] };
    const ideal = 1 + 1 / Math.log2(3) + 1 / 2;
    expect(meanNdcg([judged], 3)).toBeCloseTo((1 / Math.log2(3) + 1 / 2) / ideal);
    const figures = listFigures([judged], histories([[0, 2]], 10), 3);
    expect([figures.precision.value, figures.recall.value, figures.hitRate.value]).toEqual([2 / 3, 1 / 2, 1]);
    expect(figures.coverage).toBe(0.3);
  });

  it("count every proposal into one group, and everything bought into one", () => {
    fc.assert(
      fc.property(anyHistories(10), (all) => {
        const answer = popularity(all);
        const judged = Array.from({ length: usersIn(all) }, (_, user) => ({
          proposed: answer(historyOf(all, user), 3),
          wanted: [0],
        }));
        const { exposure, demand } = listFigures(judged, all, 3);
        const sum = (shares: readonly number[]) => shares.reduce((total, each) => total + each, 0);
        if (judged.some(({ proposed }) => proposed.length > 0))
          expect(sum(Object.values(exposure).map(({ value }) => value))).toBeCloseTo(1);
        if (all.items.length > 0) expect(sum(Object.values(demand))).toBeCloseTo(1);
      }),
    );
  });
});
