import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { platform } from "../infra/platform";
import { type Settings, parseSettings } from "../infra/settings";
import { type Recorded, record } from "../infra/testing/record";

/** What one environment would be made of, wherever that was read from. */
export interface Plan {
  readonly environment: string;
  readonly settings: Settings;
  readonly resources: readonly Recorded[];
}

const order = ["dev", "staging", "prod"];
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim();

/** The environments that a folder describes, from the cheapest to the dearest mistake. */
export function environmentsIn(folder: string): readonly string[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return readdirSync(folder)
    .flatMap((file) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Settings of one environment. Throws one `Error` that names the file and lists every mistake in it. */
export function settingsOf(folder: string, environment: string): Settings {
  const file = join(folder, `Pulumi.${environment}.yaml`);
  try {
    const stack: unknown = parse(readFileSync(file, "utf8"));
    const config = isObject(stack) ? stack["config"] : undefined;
    if (!isObject(config)) throw new Error("config: a section with penderie:platform in it");
    return parseSettings(config["penderie:platform"]);
  } catch (error) {
    throw new Error(`${file}: ${reason(error)}`, { cause: error });
  }
}

/** What one environment of a folder would be made of: its program run against a monitor that records. */
export const planOf = async (folder: string, environment: string): Promise<Plan> =>
  recorded(environment, settingsOf(folder, environment));

/** The same of several. Throws one `Error` with the mistakes of all their files before it records anything. */
export async function plansOf(folder: string, environments: readonly string[]): Promise<readonly Plan[]> {
  const mistakes: string[] = [];
  const read: (readonly [string, Settings])[] = [];
  for (const name of environments) {
    try {
      read.push([name, settingsOf(folder, name)]);
    } catch (error) {
      mistakes.push(reason(error));
    }
  }
  if (mistakes.length > 0) throw new Error(mistakes.join("\n\n"));
  const plans: Plan[] = [];
  for (const [name, settings] of read) plans.push(await recorded(name, settings)); // the engine's state is one: no two at once
  return plans;
}

const recorded = async (environment: string, settings: Settings): Promise<Plan> => ({
  environment,
  settings,
  resources: await record(() => platform(environment, settings), environment),
});

/** What Azure would be asked for: components and the stack itself are Pulumi's alone. */
export const azureResources = ({ resources }: Plan): readonly Recorded[] =>
  resources.filter(({ type }) => type.startsWith("azure-native:"));
