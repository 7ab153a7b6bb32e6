import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { platform } from "../infra/platform";
import { type Settings, parseSettings } from "../infra/settings";
import { type Recorded, record } from "../infra/testing/record";

/** What one environment would be made of. */
export interface Plan {
  readonly environment: string;
  readonly settings: Settings;
  readonly resources: readonly Recorded[];
}

const order = ["dev", "staging", "prod"];

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
    const { config } = parse(readFileSync(file, "utf8")) as { config?: Record<string, unknown> };
    return parseSettings(config?.["penderie:platform"]);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Runs the program of one environment against a monitor that records, and returns what it asked for. */
export async function planOf(folder: string, environment: string): Promise<Plan> {
  const settings = settingsOf(folder, environment);
  const resources = await record(() => platform(environment, settings), environment);
  return { environment, settings, resources: resources.filter(({ type }) => !type.startsWith("pulumi:")) };
}
