import type { Listed } from "../inventory";
import { type Told, other, pairs } from "./change";

const most = 6;

/** Resources that came, went or changed, with the properties that changed; long lists are cut, and say so. */
export function resourceChanges(before: readonly Listed[], after: readonly Listed[]): readonly Told[] {
  const { gone, fresh, both } = pairs(before, after, ({ type, name }) => `${type} ${name}`);
  return [
    ...fresh.map(({ type, name }) => other(`${name} would be made (${type})`)),
    ...gone.map(({ type, name }) => other(`${name} would be deleted (${type})`)),
    ...both.flatMap(({ was, is }) => {
      const steps = propertyChanges(was.inputs, is.inputs);
      if (steps.length === 0) return [];
      const cut = steps.length > most ? [`${steps.length - most} more properties`] : [];
      return [other(`${is.name} would change: ${[...steps.slice(0, most), ...cut].join("; ")}`)];
    }),
  ];
}

function propertyChanges(before: unknown, after: unknown): readonly string[] {
  const { gone, fresh, both } = pairs(leaves(before), leaves(after), ([path]) => path);
  return [
    ...both.flatMap(({ was: [, was], is: [path, is] }) =>
      was === is ? [] : [`${path} is now ${short(is)}, was ${short(was)}`],
    ),
    ...fresh.map(([path, value]) => `${path} is now ${short(value)}`),
    ...gone.map(([path, value]) => `${path} is no longer given, was ${short(value)}`),
  ];
}

const short = (text: string) => (text.length > 90 ? `${text.slice(0, 87)}…` : text);

/** Every value with its path. Members of a list that have a name are found by it, so that one more shifts none. */
function leaves(value: unknown, path = ""): readonly (readonly [path: string, value: string])[] {
  if (typeof value !== "object" || value === null) return [[path, JSON.stringify(value)]];
  const entries = Array.isArray(value)
    ? value.map((each: unknown, at) => [named(each) ?? String(at), each] as const)
    : Object.entries(value);
  return entries.flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}

const named = (value: unknown): string | undefined =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string"
    ? value.name
    : undefined;
