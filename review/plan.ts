import { settingsOf } from "../infra/environments";
import { platform } from "../infra/platform";
import type { Settings } from "../infra/settings";
import { type Recorded, record } from "../infra/testing/record";

/** What one environment would be made of, wherever that was read from. */
export interface Plan {
  readonly environment: string;
  readonly settings: Settings;
  readonly resources: readonly Recorded[];
}

/** What one environment of a folder would be made of: its program run against a monitor that records. */
export const planOf = async (folder: string, environment: string): Promise<Plan> =>
  planWith(environment, settingsOf(folder, environment));

/** The same of several. Throws one `Error` with the mistakes of all their files before it records anything. */
export async function plansOf(folder: string, environments: readonly string[]): Promise<readonly Plan[]> {
  const mistakes: string[] = [];
  const read: (readonly [string, Settings])[] = [];
  for (const name of environments) {
    try {
      read.push([name, settingsOf(folder, name)]);
    } catch (error) {
      mistakes.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (mistakes.length > 0) throw new Error(mistakes.join("\n\n"));
  const plans: Plan[] = [];
  for (const [name, settings] of read) plans.push(await planWith(name, settings)); // the engine's state is one: no two at once
  return plans;
}

/** What an environment with other settings would be made of. */
export const planWith = async (environment: string, settings: Settings): Promise<Plan> => ({
  environment,
  settings,
  resources: await record(() => platform(environment, settings), environment),
});

/** What Azure would be asked for: components and the stack itself are Pulumi's alone. */
export const azureResources = ({ resources }: Plan): readonly Recorded[] =>
  resources.filter(({ type }) => type.startsWith("azure-native:"));
