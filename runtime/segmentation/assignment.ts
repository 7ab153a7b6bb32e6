import { double } from "./literals";
import { type Preparation, logSteps, shaped } from "./preparation";

/** A fitted segmentation as one linear score per segment: `score = bias + Σ weight · coordinate`; the highest wins, ties to the first. */
export interface Assignment {
  readonly preparation: Preparation;
  readonly biases: readonly number[];
  /** One row per segment, one column per coordinate. */
  readonly weights: readonly (readonly number[])[];
}

/**
 * Folds components and centres into linear scores: ‖y‖² is common to all centres and the rotation is linear, so that the
 * nearest centre is the largest `2 c·Rx − ‖c‖²`.
 */
export function foldAssignment(preparation: Preparation, centres: Float64Array): Assignment {
  const d = preparation.components.length;
  const k = centres.length / d;
  const rows = Array.from({ length: k }, (_, segment) => Array.from(centres.subarray(segment * d, segment * d + d)));
  return {
    preparation,
    biases: rows.map((centre) => -centre.reduce((sum, value) => sum + value * value, 0)),
    weights: rows.map((centre) =>
      preparation.coordinates.map((_, column) =>
        centre.reduce((sum, value, at) => sum + 2 * value * (preparation.components[at]?.[column] ?? 0), 0),
      ),
    ),
  };
}

/** Segment numbers for customers given by their features, in process. */
export function assign(
  { preparation, biases, weights }: Assignment,
  columns: Readonly<Record<string, Float64Array>>,
): Int32Array {
  const inputs = preparation.coordinates.map(({ feature }) => columns[feature] ?? new Float64Array());
  return Int32Array.from({ length: inputs[0]?.length ?? 0 }, (_, row) => {
    const coordinates = preparation.coordinates.map(({ transform, low, high, centre, spread }, at) => {
      const value = shaped(inputs[at]?.[row] ?? 0, transform);
      return (Math.min(Math.max(value, low), high) - centre) / spread;
    });
    let [best, most] = [0, -Infinity];
    for (const [segment, bias] of biases.entries()) {
      let score = bias;
      for (const [at, weight] of (weights[segment] ?? []).entries()) score += weight * (coordinates[at] ?? 0);
      if (score > most) [best, most] = [segment, score];
    }
    return best;
  });
}

/**
 * The same assignment as plain SQL over a relation with `user_id` and the features as doubles: double columns, `+ − × ÷`,
 * `least`, `greatest`, a fixed order of sums, and comparisons that let the first of equals win; logarithms, the one thing in
 * which engines differ by a last digit, are rounded to 2⁻²⁰. No dialect is needed, and the answer is the same to the bit.
 */
export function assignmentSql({ preparation, biases, weights }: Assignment, relation: string): string {
  const coordinates = preparation.coordinates.map(({ feature, transform, low, high, centre, spread }, at) => {
    const value =
      transform === "log"
        ? `floor(ln(${double(1)} + greatest(${double(0)}, ${feature})) * ${double(logSteps)} + ${double(0.5)}) / ${double(logSteps)}`
        : feature;
    return `(least(greatest(${value}, ${double(low)}), ${double(high)}) - ${double(centre)}) / ${double(spread)} as x${at}`;
  });
  const scores = biases.map((bias, segment) => {
    const terms = (weights[segment] ?? []).map((weight, at) => ` + ${double(weight)} * x${at}`);
    return `${double(bias)}${terms.join("")} as s${segment}`;
  });
  const cases = biases.slice(0, -1).map((_, segment) => {
    const others = biases.flatMap((__, other) => (other > segment ? [`s${segment} >= s${other}`] : []));
    return `when ${others.join(" and ")} then ${segment}`;
  });
  const chosen = cases.length > 0 ? `case ${cases.join(" ")} else ${biases.length - 1} end` : "0";
  return `select user_id, ${chosen} as segment
from (
  select user_id, ${scores.join(",\n    ")}
  from (
    select user_id, ${coordinates.join(",\n      ")}
    from (${relation}) featured
    offset 0
  ) placed
  offset 0
) scored`;
}
