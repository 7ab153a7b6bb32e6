import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import type { Engine } from "./engine";

/** One step of a rehearsal: what the engine was asked to do, and what it counted. */
export interface Step {
  readonly name: "preview" | "up" | "up again" | "refresh" | "destroy";
  readonly seconds: number;
  /** Resources by what was done to them: `create`, `same`, `update`, `replace`, `delete`. */
  readonly changes: Readonly<Record<string, number>>;
}

export interface Rehearsal {
  readonly environment: string;
  readonly steps: readonly Step[];
  /** In the format of `pulumi stack export`, taken after the second `up`. */
  readonly stack: unknown;
  /** What must not be: a policy that could not run, a second `up` that changed something, a resource left behind. */
  readonly defects: readonly string[];
}

export interface RehearsalArgs {
  readonly environment: string;
  readonly program: () => Promise<void>;
  readonly policyPack: string;
  readonly engine: Engine;
  /** Hears each step as it ends. */
  readonly progress: (step: Step) => void;
}

/**
 * Deploys one environment with the real engine against the stand-in provider, then takes it down again: preview with
 * the policy pack, up, up again, refresh, destroy. Throws what the engine reports when a step fails.
 */
export async function rehearse({
  environment,
  program,
  policyPack,
  engine,
  progress,
}: RehearsalArgs): Promise<Rehearsal> {
  const stack = await LocalWorkspace.createOrSelectStack(
    {
      stackName: environment,
      projectName: "penderie",
      program: async () => {
        await program();
        return {};
      },
    },
    { envVars: { ...engine.variables }, secretsProvider: "passphrase" },
  );
  const steps: Step[] = [];
  const defects: string[] = [];
  const take = async (name: Step["name"], action: () => Promise<Step["changes"]>): Promise<Step["changes"]> => {
    const began = performance.now();
    const changes = await action();
    const step = { name, changes, seconds: (performance.now() - began) / 1000 };
    steps.push(step);
    progress(step);
    return changes;
  };
  const listen = (text: string) => {
    if (text.includes("can't run policy"))
      defects.push(`a policy met a value that is unknown at preview: ${text.trim()}`);
  };

  await take("preview", async () => {
    return (await stack.preview({ policyPacks: [policyPack], onOutput: listen })).changeSummary;
  });
  await take("up", async () => counts((await stack.up({ policyPacks: [policyPack], onOutput: listen })).summary));
  const again = await take("up again", async () => counts((await stack.up()).summary));
  for (const [kind, count] of Object.entries(again))
    if (kind !== "same") defects.push(`a second up without a change would ${kind} ${count} resources`);
  const exported = await stack.exportStack();
  await take("refresh", async () => counts((await stack.refresh()).summary));
  await take("destroy", async () => counts((await stack.destroy()).summary));
  const left = await leftBehind(stack);
  if (left > 0) defects.push(`destroy left ${left} resources behind`);
  return { environment, steps, stack: exported, defects };
}

const counts = (summary: { readonly resourceChanges?: Readonly<Record<string, number>> }) =>
  summary.resourceChanges ?? {};

async function leftBehind(stack: Stack): Promise<number> {
  const { deployment } = (await stack.exportStack()) as { deployment: { resources?: readonly unknown[] } };
  return deployment.resources?.length ?? 0;
}
