import type { PlannedResource } from "../../policies/evaluate";

/** A plan as the rules judge it. */
export type Planned = readonly PlannedResource[];

/** One way to spoil a plan that passes. */
export interface Mutation {
  /** A sentence that begins in lower case, such as "photographs may be read without a login". */
  readonly title: string;
  /** What it spoils: the topic under which the documentation lists it. */
  readonly topic: string;
  readonly environment: "dev" | "prod" | "everything";
  /** The rules that must object, each of them; others may. */
  readonly caught: readonly string[];
  readonly change: (plan: Planned) => Planned;
}

const azure = (type: string) => `azure-native:${type}`;
const find = (plan: Planned, type: string, name?: string): PlannedResource => {
  const found = plan.find((each) => each.type === azure(type) && (name === undefined || each.name === name));
  if (!found) throw new Error(`no ${type} ${name ?? ""} to spoil`);
  return found;
};
const replaced = (plan: Planned, old: PlannedResource, by: PlannedResource): Planned =>
  plan.map((each) => (each === old ? by : each));

/** Writes a literal into a resource: what the property came from before is forgotten, as a program would forget it. */
export const set =
  (type: string, path: string, value: unknown, name?: string): Mutation["change"] =>
  (plan) => {
    const old = find(plan, type, name);
    const [head = ""] = path.split(".");
    const from = Object.fromEntries(Object.entries(old.propertyDependencies).filter(([property]) => property !== head));
    const props = put(old.props, path.split("."), value) as PlannedResource["props"];
    return replaced(plan, old, { ...old, props, propertyDependencies: from });
  };

/** Leaves a property out. */
export const unset = (type: string, path: string, name?: string): Mutation["change"] =>
  set(type, path, undefined, name);

/** Takes a resource, or every one of a type, out of the plan. */
export const drop =
  (type: string, name?: string): Mutation["change"] =>
  (plan) => {
    find(plan, type, name);
    return plan.filter((each) => each.type !== azure(type) || (name !== undefined && each.name !== name));
  };

/** Adds a resource; `from` names, by property, what it is made from, as `type name`. */
export const add =
  (
    type: string,
    props: PlannedResource["props"],
    from: Readonly<Record<string, readonly [type: string, name?: string]>> = {},
  ): Mutation["change"] =>
  (plan) => [
    ...plan,
    {
      type: azure(type),
      name: "stranger",
      urn: `urn:pulumi:test::penderie::${azure(type)}::stranger`,
      props,
      propertyDependencies: Object.fromEntries(
        Object.entries(from).map(([property, [of, name]]) => [property, [find(plan, of, name).urn]]),
      ),
    },
  ];

/** Changes what stands in a text. */
export const reworded =
  (type: string, path: string, text: string | RegExp, by: string, name?: string): Mutation["change"] =>
  (plan) => {
    const value = path
      .split(".")
      .reduce<unknown>(
        (inner, key) =>
          typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
        find(plan, type, name).props,
      );
    if (typeof value !== "string") throw new Error(`${path} of ${type} is no text`);
    const changed = value.replace(text, by);
    if (changed === value) throw new Error(`${path} of ${type} does not say ${String(text)}`);
    return set(type, path, changed, name)(plan);
  };

function put(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    const at = key === "+" ? value.length : Number(key);
    return [...(value as unknown[]).slice(0, at), put(value[at], rest, to), ...(value as unknown[]).slice(at + 1)];
  }
  const object = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (rest.length === 0 && to === undefined)
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
  return { ...object, [key]: put(object[key], rest, to) };
}
