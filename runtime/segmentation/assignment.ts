import type { Preparation } from "./preparation";

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
      const value = inputs[at]?.[row] ?? 0;
      const shaped = transform === "log" ? Math.log(1 + Math.max(0, value)) : value;
      return (Math.min(Math.max(shaped, low), high) - centre) / spread;
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

/** Seventeen significant digits in parentheses: the same double on every engine. */
const literal = (value: number) => `(${value.toExponential(16)})`;

/**
 * The same assignment as plain SQL over a relation with `user_id` and the features as doubles: double columns, `+ − × ÷`,
 * `ln`, `least`, `greatest`, a fixed order of sums, and comparisons that let the first of equals win. No dialect is needed.
 */
export function assignmentSql({ preparation, biases, weights }: Assignment, relation: string): string {
  const coordinates = preparation.coordinates.map(({ feature, transform, low, high, centre, spread }, at) => {
    const shaped = transform === "log" ? `ln(1 + greatest(0, ${feature}))` : feature;
    return `(least(greatest(${shaped}, ${literal(low)}), ${literal(high)}) - ${literal(centre)}) / ${literal(spread)} as x${at}`;
  });
  const scores = biases.map((bias, segment) => {
    const terms = (weights[segment] ?? []).map((weight, at) => ` + ${literal(weight)} * x${at}`);
    return `${literal(bias)}${terms.join("")} as s${segment}`;
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
