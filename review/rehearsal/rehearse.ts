import { type EngineEvent, LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import type { Settings } from "../../infra/settings";
import type { Engine } from "./engine";
import { keysIn } from "./keys";

/** One step of a rehearsal: what the engine was asked to do, and what it counted. */
export interface Step {
  readonly name: "preview" | "up" | "up again" | "new image" | "more capacity" | "refresh" | "refused" | "destroy";
  readonly seconds: number;
  /** Resources by what was done to them: `create`, `same`, `update`, `replace`, `delete`. */
  readonly changes: Readonly<Record<string, number>>;
}

export interface Rehearsal {
  readonly environment: string;
  readonly steps: readonly Step[];
  /** In the format of `pulumi stack export`, taken after the second `up`. */
  readonly stack: unknown;
  /** What must not be, in words; empty when the rehearsal went well. */
  readonly defects: readonly string[];
}

export interface RehearsalArgs {
  readonly environment: string;
  readonly settings: Settings;
  readonly program: (settings: Settings) => void;
  readonly policyPack: string;
  readonly engine: Engine;
  /** Hears each step as it ends. */
  readonly progress: (step: Step) => void;
}

type Changes = Step["changes"];
/** What one resource would go through. */
interface Touched {
  readonly type: string;
  readonly urn: string;
  readonly op: string;
}

/** What a new release changes, and nothing else does. */
const running = ["azure-native:app:ContainerApp", "azure-native:app:Job"];
/** What keeps data: it is never made anew. */
const lasting = [
  "azure-native:storage:StorageAccount",
  "azure-native:storage:BlobContainer",
  "azure-native:dbforpostgresql:Server",
  "azure-native:dbforpostgresql:Database",
  "azure-native:keyvault:Vault",
  "azure-native:keyvault:Key",
  "azure-native:search:Service",
];

/**
 * Lives through an environment's life with the real engine against the stand-in provider: preview with the policy pack, up, up
 * again, previews of a release and of more capacity, refresh, destroy. What must not happen on the way is a defect; throws
 * what the engine reports when a step fails.
 */
export async function rehearse(args: RehearsalArgs): Promise<Rehearsal> {
  const { environment, engine, progress, policyPack } = args;
  let { settings } = args;
  const stack = await LocalWorkspace.createOrSelectStack(
    {
      stackName: environment,
      projectName: "penderie",
      program: async () => {
        args.program(settings);
        return {};
      },
    },
    { envVars: { ...engine.variables }, secretsProvider: "passphrase" },
  );
  const steps: Step[] = [];
  const defects: string[] = [];
  const take = async (name: Step["name"], action: () => Promise<Changes>): Promise<Changes> => {
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
  const packs = { policyPacks: [policyPack], onOutput: listen };
  /** Previews the environment with other settings, and goes back to its own. */
  const imagine = async (name: Step["name"], other: Settings): Promise<readonly Touched[]> => {
    const touched: Touched[] = [];
    settings = other;
    try {
      await take(name, async () => (await stack.preview({ onEvent: hear(touched) })).changeSummary);
    } finally {
      settings = args.settings;
    }
    return touched;
  };

  await take("preview", async () => (await stack.preview(packs)).changeSummary);
  await take("up", async () => counts((await stack.up(packs)).summary));
  const again = await take("up again", async () => counts((await stack.up()).summary));
  for (const [kind, count] of Object.entries(again))
    if (kind !== "same") defects.push(`a second up without a change would ${kind} ${count} resources`);
  const exported = await stack.exportStack();
  defects.push(...keysIn(exported));

  for (const { type, urn, op } of await imagine("new image", released(args.settings)))
    if (!running.includes(type) || op !== "update") defects.push(`a new image would ${op} ${nameOf(urn)}`);
  for (const { type, urn, op } of await imagine("more capacity", grown(args.settings)))
    if (lasting.includes(type) && op !== "update") defects.push(`more capacity would ${op} ${nameOf(urn)}`);

  await take("refresh", async () => counts((await stack.refresh()).summary));
  if (args.settings.data === "protected") {
    await take("refused", async () => {
      if (await destroyable(stack)) defects.push("destroy would go through although data is protected");
      return {};
    });
    await stack.importStack(unprotected(await stack.exportStack()));
  }
  await take("destroy", async () => counts((await stack.destroy()).summary));
  const left = await leftBehind(stack);
  if (left > 0) defects.push(`destroy left ${left} resources behind`);
  return { environment, steps, stack: exported, defects };
}

/** The same environment with the next release of the image. */
const released = (settings: Settings): Settings => ({
  ...settings,
  image: settings.image.replace(/[0-9a-f]{64}$/, "f".repeat(64)),
});

/** The same environment with more of everything that has a size. */
const grown = (settings: Settings): Settings => ({
  ...settings,
  service: { ...settings.service, cpu: 2, maxReplicas: settings.service.maxReplicas * 2 },
  database: { size: "Standard_D4ds_v5", storageGb: 256 },
  search: { ...settings.search, size: "standard", replicas: 3 },
  chat: { ...settings.chat, capacity: settings.chat.capacity * 2 },
  embedding: { ...settings.embedding, capacity: settings.embedding.capacity * 2 },
});

/** Keeps what would be done to each resource of Azure, but for what stays the same. */
const hear =
  (touched: Touched[]) =>
  ({ resourcePreEvent }: EngineEvent) => {
    const { op, type, urn } = resourcePreEvent?.metadata ?? {};
    if (op !== undefined && op !== "same" && type?.startsWith("azure-native:") === true)
      touched.push({ type, op, urn: urn ?? "" });
  };

const nameOf = (urn: string) => urn.split("::").slice(-2).join(" ");

const counts = (summary: { readonly resourceChanges?: Changes }) => summary.resourceChanges ?? {};

/** Whether the engine would delete the stack; that it refuses protected resources is no fault. */
async function destroyable(stack: Stack): Promise<boolean> {
  try {
    await stack.previewDestroy();
    return true;
  } catch (error) {
    if (/protect/i.test(String(error))) return false;
    throw error;
  }
}

/** The same state in which nothing is protected: what `pulumi state unprotect --all` does. */
function unprotected<T extends { readonly deployment: unknown }>(exported: T): T {
  const deployment = exported.deployment as { readonly resources?: readonly object[] };
  const resources = (deployment.resources ?? []).map((resource) => ({ ...resource, protect: false }));
  return { ...exported, deployment: { ...deployment, resources } };
}

async function leftBehind(stack: Stack): Promise<number> {
  const { deployment } = (await stack.exportStack()) as { deployment: { resources?: readonly unknown[] } };
  return deployment.resources?.length ?? 0;
}
