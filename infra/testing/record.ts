import * as pulumi from "@pulumi/pulumi";
import { identify, outputsOf, unknownType } from "./resource-types";

/** One resource that the program asked for. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** The urn of the component that made it; empty for none. */
  readonly parent: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By property: the urns of the resources whose outputs it was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Every urn that must exist first. */
  readonly dependencies: readonly string[];
  /** Properties whose later changes are left alone. */
  readonly ignoreChanges: readonly string[];
  /** The line of the program that asked for it; the empty text where the engine did not say. */
  readonly source: string;
}

/**
 * Builds `program` against a pretend cloud and returns every resource it asked for, in the order of their urns. The
 * pretend cloud knows the types of the reference environments and refuses any other; ids and outputs follow from the
 * inputs, so that two recordings are equal.
 */
export async function record(program: () => unknown, stack = "test"): Promise<readonly Recorded[]> {
  return recordOn(pretendCloud, program, stack, false);
}

/**
 * The same before anything exists, when every id and every other output is unknown: what policies read at preview. An
 * unknown value appears as `pulumi.runtime.unknownValue`.
 */
export async function recordPreview(program: () => unknown, stack = "test"): Promise<readonly Recorded[]> {
  return recordOn(emptyCloud, program, stack, true);
}

async function recordOn(
  cloud: pulumi.runtime.Mocks,
  program: () => unknown,
  stack: string,
  preview: boolean,
): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  const refusals: string[] = [];
  await pulumi.runtime.setMocks(hearingRefusals(cloud, refusals), "penderie", stack, preview);
  listen((request, urn) => {
    const propertyDependencies: Record<string, readonly string[]> = {};
    request.getPropertydependenciesMap().forEach((made, property) => {
      propertyDependencies[property] = [...made.getUrnsList()].sort();
    });
    recorded.push({
      urn,
      type: request.getType(),
      name: request.getName(),
      parent: request.getParent(),
      inputs: conceal(request.getObject()?.toJavaScript() ?? {}) as Recorded["inputs"],
      propertyDependencies,
      dependencies: [...request.getDependenciesList()].sort(),
      ignoreChanges: request.getIgnorechangesList(),
      source: sourceOf(request),
    });
  });
  const frames = Error.stackTraceLimit;
  Error.stackTraceLimit = 2; // the SDK takes the stack of every promise that it makes, a third of the time
  try {
    program();
    await pulumi.runtime.disconnect(); // returns once every registration has been answered
  } finally {
    Error.stackTraceLimit = frames;
  }
  if (refusals.length > 0) throw new Error(refusals.sort().join("\n"));
  return recorded.sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/**
 * A cloud that answers what it refuses and remembers the reason. A refusal would otherwise surface in a promise that nobody
 * holds, long after a recording without that resource was taken for the whole.
 */
const hearingRefusals = (cloud: pulumi.runtime.Mocks, refusals: string[]): pulumi.runtime.Mocks => {
  const heard = <T>(answer: () => T, instead: T): T => {
    try {
      return answer();
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
      return instead;
    }
  };
  return {
    newResource: (args) => heard(() => cloud.newResource(args), { id: args.name, state: args.inputs as object }),
    call: (args) => heard(() => cloud.call(args), {}),
  };
};

const pretendCloud: pulumi.runtime.Mocks = {
  newResource({ type, name, inputs }) {
    const asked = inputs as Recorded["inputs"];
    if (!type.startsWith("azure-native:")) return { id: name, state: asked };
    const unknown = unknownType(type);
    if (unknown !== undefined) throw new Error(unknown);
    const id = identify(type, name, asked);
    return { id, state: { ...asked, ...outputsOf(type, id, asked) } };
  },
  call: ({ token }) => {
    throw new Error(`the program asks Azure a question while planning: ${token}`);
  },
};

const emptyCloud: pulumi.runtime.Mocks = { ...pretendCloud, newResource: () => ({ id: undefined, state: {} }) };

/** How the engine marks a secret in what it stores and sends; what is beside it is never shown. */
const secretMark = "4dabf18193072939515e22adb298388d";
const concealed = "[secret]";

/** The same inputs without the values of secrets and without what the engine adds for itself. */
export function conceal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(conceal);
  if (typeof value !== "object" || value === null) return value;
  if (secretMark in value) return concealed;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "__defaults")
      .map(([key, inner]) => [key, conceal(inner)]),
  );
}

/** The first place in the stack of calls that is nobody's package, as `file:///…/storage.ts#77,23`. */
function sourceOf(request: Registration): string {
  const places = (request.getStacktrace()?.getFramesList() ?? []).flatMap((frame) => frame.getPc() ?? []);
  const own = places.find((place) => !place.getUri().includes("/node_modules/"));
  return own ? `${own.getUri()}#${own.getLine()},${own.getColumn()}` : "";
}

/** The little of a registration that the recording reads; the mock's own arguments leave dependencies out. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getDependenciesList(): readonly string[];
  getIgnorechangesList(): readonly string[];
  getStacktrace(): { getFramesList(): readonly { getPc(): SourcePosition | undefined }[] } | undefined;
  getPropertydependenciesMap(): {
    forEach(visit: (made: { getUrnsList(): readonly string[] }, property: string) => void): void;
  };
}
interface SourcePosition {
  getUri(): string;
  getLine(): number;
  getColumn(): number;
}
type Answer = (error: unknown, response?: { getUrn(): string }) => void;
interface Monitor {
  registerResource(request: Registration, answer: Answer): unknown;
}

/** Tells `hear` of every registration that the mock monitor accepts. */
function listen(hear: (request: Registration, urn: string) => void): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor | undefined;
  if (!monitor) throw new Error("the mock monitor is not set");
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) =>
    register(request, (error, response) => {
      if (response) hear(request, response.getUrn());
      answer(error, response);
    });
}
