import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Recorded, conceal } from "../infra/testing/record";
import type { Plan } from "./plan";
import type { Settings } from "../infra/settings";

const resource = z.object({
  urn: z.string(),
  type: z.string(),
  delete: z.boolean().optional(),
  external: z.boolean().optional(),
  parent: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  dependencies: z.array(z.string()).nullish(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).nullish(),
  ignoreChanges: z.array(z.string()).optional(),
  sourcePosition: z.string().optional(),
});
const exported = z.object({ version: z.literal(3), deployment: z.object({ resources: z.array(resource).min(1) }) });

/**
 * What is really deployed, as `pulumi stack export` (version 3) tells it. Resources that wait for deletion or belong to
 * somebody else are left out; secrets stay concealed. Throws an `Error` that names the file and the remedy when it is no
 * export, or one of another environment.
 */
export function planOfStack(file: string, environment: string, settings: Settings): Plan {
  const { deployment } = read(file);
  const own = deployment.resources.filter((each) => each.delete !== true && each.external !== true);
  const stacks = [...new Set(own.map(({ urn }) => /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? "no stack at all"))];
  if (stacks.some((stack) => stack !== environment))
    throw new Error(`${file} is an export of ${stacks.join(", ")}, not of ${environment}: name its own environment`);
  return { environment, settings, resources: own.map(recorded).sort((a, b) => (a.urn < b.urn ? -1 : 1)) };
}

function read(file: string): z.infer<typeof exported> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const parsed = exported.safeParse(content);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new Error(
    `${file} is no export of a stack that has resources (${first?.path.join(".") ?? ""}: ${first?.message ?? ""}): write it with \`pulumi stack export --file ${file}\``,
  );
}

const recorded = (each: z.infer<typeof resource>): Recorded => ({
  type: each.type,
  name: each.urn.split("::").at(-1) ?? "",
  urn: each.urn,
  parent: each.parent ?? "",
  inputs: conceal(each.inputs ?? {}) as Recorded["inputs"],
  propertyDependencies: Object.fromEntries(
    Object.entries(each.propertyDependencies ?? {}).map(([property, urns]) => [property, [...(urns ?? [])].sort()]),
  ),
  dependencies: [...(each.dependencies ?? [])].sort(),
  ignoreChanges: each.ignoreChanges ?? [],
  source: each.sourcePosition ?? "",
});
