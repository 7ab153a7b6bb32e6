import type {
  PolicyResource,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { StackRule } from "./joins";

/** One resource of a recorded plan. */
export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** By property: the urns of the resources whose outputs it was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

export interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly mandatory: boolean;
  readonly article: string;
  /** Of the resource; the empty string for the stack as a whole. */
  readonly urn: string;
  readonly message: string;
}

/** How many resources a rule had something to say about, good or bad. A stack rule judges its `subjects` (see `StackRule`). */
export interface Coverage {
  readonly rule: string;
  readonly description: string;
  readonly severity: string;
  readonly article: string;
  readonly applied: number;
}

type Rule = ResourceValidationPolicy | StackValidationPolicy;

/** What the engine puts where a value is not known before something exists. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
class Unknown extends Error {}

class NotApplicable extends Error {}
const notApplicable = (): never => {
  throw new NotApplicable();
};

/**
 * Every rule on every resource of a plan, in the order of the rules and of the plan. A rule that throws is broken, and
 * throws here. A rule that reads what is unknown at preview cannot judge there: the engine lets it pass with a warning,
 * and here it is a finding.
 */
export async function evaluate(
  rules: readonly Rule[],
  plan: readonly PlannedResource[],
): Promise<{ readonly findings: readonly Finding[]; readonly coverage: readonly Coverage[] }> {
  const findings: Finding[] = [];
  const coverage: Coverage[] = [];
  const resources = policyResources(plan);
  for (const rule of rules) {
    const facts = {
      rule: rule.name,
      severity: rule.severity ?? "low",
      article: rule.framework?.reference ?? "",
    };
    const report = (message: string, urn: string) =>
      findings.push({ ...facts, mandatory: rule.enforcementLevel === "mandatory", urn, message });
    const applied =
      "validateStack" in rule ? await onStack(rule, resources, report) : await onResources(rule, resources, report);
    coverage.push({ ...facts, description: rule.description, applied });
  }
  return { findings, coverage };
}

type Report = (message: string, urn: string) => void;

async function onResources(rule: Rule, resources: readonly PolicyResource[], report: Report): Promise<number> {
  let applied = 0;
  const validations = "validateResource" in rule ? [rule.validateResource ?? []].flat() : [];
  for (const resource of resources) {
    const args: Partial<ResourceValidationArgs> = {
      type: resource.type,
      name: resource.name,
      urn: resource.urn,
      props: resource.props,
      opts: resource.opts,
      isType: (resourceClass) => resource.isType(resourceClass),
      notApplicable,
    };
    const judged = await whenApplicable(
      async () => {
        for (const validate of validations)
          await validate(args as ResourceValidationArgs, (message) => {
            report(message, resource.urn);
          });
      },
      (message) => {
        report(message, resource.urn);
      },
    );
    if (judged) applied++;
  }
  return applied;
}

async function onStack(
  rule: StackValidationPolicy,
  resources: readonly PolicyResource[],
  report: Report,
): Promise<number> {
  const args: Partial<StackValidationArgs> = { resources: [...resources], notApplicable };
  const judged = await whenApplicable(
    async () => {
      await rule.validateStack(args as StackValidationArgs, (message, urn) => {
        report(message, urn ?? "");
      });
    },
    (message) => {
      report(message, "");
    },
  );
  if (!judged) return 0;
  const { subjects } = rule as Partial<StackRule>;
  return subjects === undefined ? resources.length : resources.filter(({ type }) => subjects.includes(type)).length;
}

async function whenApplicable(validate: () => Promise<void>, tell: (message: string) => void): Promise<boolean> {
  try {
    await validate();
  } catch (error) {
    if (error instanceof NotApplicable) return false;
    if (!(error instanceof Unknown)) throw error;
    tell(error.message);
  }
  return true;
}

/** The same value, in which what is unknown cannot be read. */
function onlyKnown<Value>(value: Value, path: string): Value {
  if (typeof value !== "object" || value === null) return value;
  return new Proxy(value, {
    get: (target, property) => {
      const part: unknown = Reflect.get(target, property);
      const where = `${path}.${String(property)}`;
      if (part === unknown)
        throw new Unknown(`cannot be judged at preview, where ${where} is unknown; make it literal`);
      return onlyKnown(part, where);
    },
  });
}

/** The plan as rules know it: resources that refer to one another instead of urns. */
function policyResources(plan: readonly PlannedResource[]): readonly PolicyResource[] {
  const known = new Map<string, PolicyResource>();
  for (const { type, name, urn, props } of plan)
    known.set(urn, {
      type,
      name,
      urn,
      props: onlyKnown(props, name),
      dependencies: [],
      propertyDependencies: {},
      opts: {
        protect: false,
        ignoreChanges: [],
        aliases: [],
        customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
        additionalSecretOutputs: [],
      },
      isType: (resourceClass) => pulumiTypeOf(resourceClass) === type,
      asType: () => undefined,
    });
  for (const { urn, propertyDependencies } of plan) {
    const resource = known.get(urn);
    if (!resource) continue;
    for (const [property, urns] of Object.entries(propertyDependencies))
      resource.propertyDependencies[property] = urns.flatMap((each) => known.get(each) ?? []);
  }
  return [...known.values()];
}

const pulumiTypeOf = (resourceClass: unknown) => (resourceClass as { readonly __pulumiType?: string }).__pulumiType;
