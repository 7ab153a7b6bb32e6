import type { Recorded } from "../infra/testing/record";
import { azureResources, type Plan } from "./plan";

/** One resource as it was asked for. */
export interface Listed {
  readonly type: string;
  readonly name: string;
  readonly inputs: Recorded["inputs"];
}

/** Every resource of a plan with its inputs, keys in order: what a later review is compared with. */
export const inventory = (plan: Plan): readonly Listed[] =>
  azureResources(plan).map(({ type, name, inputs }) => ({ type, name, inputs: inOrder(inputs) as Listed["inputs"] }));

/** The same value with its keys in order, so that equal values read the same. */
export function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}
