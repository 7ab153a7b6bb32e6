import type { Assignment } from "./assignment";
import { chanceFrom } from "./chance";
import { explain } from "./explain";
import { grow, labelOf } from "./tree";

const chance = chanceFrom("customers");
const count = 3000;
const columns = {
  orders: Float64Array.from({ length: count }, () => Math.floor(chance() * 20)),
  amount: Float64Array.from({ length: count }, () => chance() * 1000),
  sessions: Float64Array.from({ length: count }, () => Math.floor(chance() * 50)),
};
const plain = (feature: string, high: number) =>
  ({ feature, transform: "plain", low: 0, high, centre: high / 2, spread: high / 4 }) as const;
/** Spends much, orders much, or neither; sessions count for nothing. */
const assignment: Assignment = {
  preparation: {
    coordinates: [plain("orders", 20), plain("amount", 1000), plain("sessions", 50)],
    left: {},
    components: [],
    kept: 1,
  },
  biases: [0, 0, 0.5],
  weights: [
    [0, 2, 0],
    [2, 0, 0],
    [-1, -1, 0],
  ],
};
const explained = explain(assignment, columns, 3, chanceFrom("explain"));

describe("an explanation", () => {
  it("finds what the segments hang on, and nothing in what they do not", () => {
    const moved = Object.fromEntries(explained.importance.map((each) => [each.feature, each.moved]));
    expect(moved["sessions"]).toBe(0);
    expect(moved["orders"]).toBeGreaterThan(0.3);
    expect(moved["amount"]).toBeGreaterThan(0.3);
  });

  it("compares four kinds of models on customers that none of them has seen", () => {
    expect(explained.fidelity.map(({ model }) => model)).toEqual([
      "shallow tree",
      "nearest neighbours",
      "support vector machine",
      "linear model",
    ]);
    for (const { accuracy, bySegment } of explained.fidelity) {
      expect(accuracy).toBeGreaterThan(0.85);
      expect(accuracy).toBeLessThan(1);
      expect(bySegment).toHaveLength(3);
    }
  });

  it("tells each segment by a rule that holds for most whom it names", () => {
    const [spends, orders, neither] = explained.rules;
    expect(spends?.conditions.find(({ feature }) => feature === "amount")?.atLeast).toBeGreaterThan(300);
    expect(orders?.conditions.find(({ feature }) => feature === "orders")?.atLeast).toBeGreaterThan(6);
    expect(neither?.conditions.every(({ below }) => below !== undefined)).toBe(true);
    for (const { precision, recall } of explained.rules) {
      expect(precision).toBeGreaterThan(0.75);
      expect(recall).toBeGreaterThan(0.4);
    }
  });

  it("is the same for the same chance", () => {
    expect(explain(assignment, columns, 3, chanceFrom("explain"))).toEqual(explained);
  });
});

describe("a tree", () => {
  it("asks the one question that tells everything", () => {
    const labels = columns.amount.map((value) => (value < 250 ? 0 : 1));
    const tree = grow(columns, Int32Array.from(labels), ["orders", "amount"], 2, { depth: 3, fewest: 5 });
    expect(tree).toMatchObject({ feature: "amount" });
    expect("below" in tree && tree.below).toBeCloseTo(250, -1);
    expect(labelOf(tree, { amount: Float64Array.of(100), orders: Float64Array.of(1) }, 0)).toBe(0);
    expect(labelOf(tree, { amount: Float64Array.of(900), orders: Float64Array.of(1) }, 0)).toBe(1);
  });

  it("asks nothing of those who are alike", () => {
    expect(grow(columns, new Int32Array(count), ["orders"], 2, { depth: 3, fewest: 5 })).toEqual({
      counts: [count, 0],
    });
  });
});
