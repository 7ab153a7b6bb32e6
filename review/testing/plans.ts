import { join } from "node:path";
import { businessIn } from "../business";
import { organisationIn } from "../evidence/organisation";
import { inventory } from "../inventory";
import { settingsOf } from "../../infra/environments";
import { analyticsParts } from "../../infra/facts/analytics";
import { type Plan, planOf, planWith } from "../plan";
import { reviewPlan } from "../review";

export const folder = join(__dirname, "..", "..", "environments");
export const business = businessIn(join(folder, "business.yaml"));
export const organisation = organisationIn(join(folder, "organisation.yaml"));
export const standards = { waivers: [], today: "2026-11-21" } as const;

/** Production with every part that settings may leave out. */
export const everything = "everything";
const planOfEverything = () => planWith("prod", { ...settingsOf(folder, "prod"), analytics: [...analyticsParts] });

const plans = new Map<string, Promise<Plan>>();
/** The plan of an environment of this repository, recorded once for each test file. */
export const recorded = (environment: string): Promise<Plan> => {
  const plan =
    plans.get(environment) ?? (environment === everything ? planOfEverything() : planOf(folder, environment));
  plans.set(environment, plan);
  return plan;
};

/** The plan with the inputs of one resource changed; the path is of keys, such as `["sku", "name"]`. */
export function changed(plan: Plan, name: string, type: string, path: readonly string[], value: unknown): Plan {
  if (!plan.resources.some((each) => each.name === name && each.type === type))
    throw new Error(`no ${type} is called ${name}`);
  return {
    ...plan,
    resources: plan.resources.map((each) =>
      each.name === name && each.type === type
        ? { ...each, inputs: set(each.inputs, path, value) as typeof each.inputs }
        : each,
    ),
  };
}

function set(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) return value.map((each: unknown, at) => (String(at) === key ? set(each, rest, to) : each));
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [key]: set(object[key], rest, to) };
}

export const reviewed = async (plan: Plan) => ({
  review: await reviewPlan(plan, standards),
  inventory: inventory(plan),
});
