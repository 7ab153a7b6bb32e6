import type { Chance } from "./clustering";
import { type Assignment, assign } from "./assignment";
import { features } from "./features";
import type { Columns } from "./preparation";
import { explainers } from "./explainers";
import { type Rule, ruleFor } from "./rules-of-thumb";

/** How much of the segmentation hangs on one feature. */
export interface Importance {
  readonly feature: string;
  /** Share of customers who land in another segment when this feature is somebody else's (Breiman 2001, permutation). */
  readonly moved: number;
}

/** How well one kind of model, learnt from some customers, tells the segments of others. */
export interface Fidelity {
  readonly model: string;
  /** Share of customers whose segment is told rightly, on customers that the model has not seen. */
  readonly accuracy: number;
  /** F1 of each segment, in the order of the segments. */
  readonly bySegment: readonly number[];
}

export interface Explanation {
  readonly importance: readonly Importance[];
  readonly fidelity: readonly Fidelity[];
  /** One rule of thumb for each segment, in the order of the segments. */
  readonly rules: readonly Rule[];
}

/** Customers that models learn from; as many others are told. */
const learners = 2000;

/**
 * Explains an assignment by simpler models of it, compared by fidelity on unseen customers: a shallow tree, nearest neighbours, a
 * linear support vector machine, a linear model. What is explained is the assignment, not the customers: the truth is what it says.
 */
export function explain(assignment: Assignment, columns: Columns, k: number, chance: Chance): Explanation {
  const names = assignment.preparation.coordinates.map(({ feature }) => feature);
  const labels = assign(assignment, columns);
  const rows = drawn(labels.length, Math.min(labels.length, 2 * learners), chance);
  const middle = Math.floor(rows.length / 2);
  const part = (chosen: readonly number[]) => ({
    columns: Object.fromEntries(
      names.map((name) => [name, Float64Array.from(chosen, (row) => columns[name]?.[row] ?? 0)]),
    ),
    labels: Int32Array.from(chosen, (row) => labels[row] ?? 0),
  });
  const [seen, unseen] = [part(rows.slice(0, middle)), part(rows.slice(middle))];
  return {
    importance: importanceOf(assignment, unseen.columns, chance),
    fidelity: Object.entries(explainers).map(([model, learn]) => {
      const told = learn({ ...seen, names, k, preparation: assignment.preparation }, chance)(unseen.columns);
      return { model, ...fidelityOf(told, unseen.labels, k) };
    }),
    rules: Array.from({ length: k }, (_, segment) => ruleFor(segment, seen, unseen, names)),
  };
}

function importanceOf(assignment: Assignment, columns: Columns, chance: Chance): readonly Importance[] {
  const before = assign(assignment, columns);
  return assignment.preparation.coordinates
    .map(({ feature }) => {
      const values = columns[feature] ?? new Float64Array();
      const order = drawn(values.length, values.length, chance);
      const shuffled = { ...columns, [feature]: Float64Array.from(order, (row) => values[row] ?? 0) };
      const after = assign(assignment, shuffled);
      return { feature, moved: after.filter((label, row) => label !== before[row]).length / Math.max(1, after.length) };
    })
    .sort((a, b) => b.moved - a.moved || nameOrder(a.feature) - nameOrder(b.feature));
}

const nameOrder = (feature: string) => features.findIndex(({ name }) => name === feature);

function fidelityOf(told: Int32Array, truth: Int32Array, k: number) {
  const right = told.filter((label, row) => label === truth[row]).length;
  return {
    accuracy: right / Math.max(1, truth.length),
    bySegment: Array.from({ length: k }, (_, segment) => {
      const both = told.filter((label, row) => label === segment && truth[row] === segment).length;
      const either =
        told.filter((label) => label === segment).length + truth.filter((label) => label === segment).length;
      return either > 0 ? (2 * both) / either : 0;
    }),
  };
}

/** The first `count` of the rows in an order of chance. */
function drawn(rows: number, count: number, chance: Chance): readonly number[] {
  const order = Array.from({ length: rows }, (_, row) => row);
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(chance() * (rows - at));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order.slice(0, count);
}
