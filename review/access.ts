import { roles } from "../infra/facts/roles";
import type { Recorded } from "../infra/testing/record";

/** One right that one workload has on one resource, as the graph says it. */
export interface Grant {
  /** Of the resource that runs: a container app or a job. */
  readonly workload: string;
  readonly identity: string;
  readonly role: string;
  readonly may: "read" | "write" | "use" | "administer";
  readonly target: string;
  /** Whether every workload has this right: then it tells nothing about any of them. */
  readonly common: boolean;
}

export interface Access {
  /** Resources that take requests from the internet, and the workloads to which they hand them on. */
  readonly doors: readonly { readonly door: string; readonly workloads: readonly string[] }[];
  /** What runs, whether or not it has a right. */
  readonly workloads: readonly string[];
  readonly grants: readonly Grant[];
  /** Targets as people know them, by name. */
  readonly targets: Readonly<Record<string, Target>>;
}

export interface Target {
  readonly label: string;
  readonly kind: string;
  /** The stores of personal data in it, or in the account that holds it. */
  readonly stores: readonly string[];
}

const is = (type: string) => (resource: Recorded) => resource.type === `azure-native:${type}`;
const from = ({ propertyDependencies }: Recorded, property: string) => propertyDependencies[property] ?? [];

/**
 * Who may reach what, drawn from the graph: identities of what runs, role assignments on them, scopes of those. Rights
 * inside the database are not here: its migration grants them, after deployment; only its administrators are.
 */
export function access(resources: readonly Recorded[]): Access {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const workloads = resources.filter((each) => is("app:ContainerApp")(each) || is("app:Job")(each));
  const assignments = resources
    .filter(is("authorization:RoleAssignment"))
    .flatMap((assignment) =>
      rights(assignment, "principalId", "scope", roleName(assignment.inputs["roleDefinitionId"])),
    );
  const administrators = resources
    .filter(is("dbforpostgresql:AdministratorsMicrosoftEntra"))
    .flatMap((administrator) => rights(administrator, "objectId", "serverName", "administrator"));
  const running = workloads.flatMap((workload) => parts(workload, byUrn));
  const held = running.flatMap(({ workload, identities }) =>
    [...assignments, ...administrators]
      .filter(({ principal }) => identities.includes(principal))
      .map((right) => ({ ...right, workload })),
  );
  const grants = held.map(({ workload, principal, target, role }): Grant => ({
    workload,
    identity: byUrn.get(principal)?.name ?? "",
    role: spoken(role),
    may: kindOf(role),
    target: byUrn.get(target)?.name ?? "",
    common: running.every((other) =>
      held.some((each) => each.workload === other.workload && each.target === target && each.role === role),
    ),
  }));
  const reached = [...new Set(held.map(({ target }) => target))].flatMap((urn) => byUrn.get(urn) ?? []);
  return {
    doors: doors(resources, workloads),
    workloads: running.map(({ workload }) => workload),
    grants: [...new Map(grants.map((grant) => [JSON.stringify(grant), grant])).values()],
    targets: Object.fromEntries(reached.map((target) => [target.name, describe(target, resources)])),
  };
}

/**
 * What runs of one app or job, with the identities that it can speak as: its containers, and those that run before them
 * where Azure keeps their identity to themselves (`identitySettings.lifecycle`).
 */
function parts(
  workload: Recorded,
  byUrn: ReadonlyMap<string, Recorded>,
): readonly { readonly workload: string; readonly identities: readonly string[] }[] {
  const configuration = workload.inputs["configuration"] as
    { readonly identitySettings?: readonly unknown[] } | undefined;
  const settings = (configuration?.identitySettings ?? []) as readonly {
    readonly identity?: unknown;
    readonly lifecycle?: unknown;
  }[];
  const early = settings.filter(({ lifecycle }) => lifecycle === "Init").map(({ identity }) => String(identity));
  const all = from(workload, "identity");
  const first = all.filter((urn) =>
    early.some((id) => id.endsWith(`/${String(byUrn.get(urn)?.inputs["resourceName"])}`)),
  );
  return [
    { workload: workload.name, identities: all.filter((urn) => !first.includes(urn)) },
    ...(first.length > 0 ? [{ workload: `${workload.name}, at start`, identities: first }] : []),
  ];
}

interface Right {
  readonly principal: string;
  readonly target: string;
  readonly role: string;
}

const rights = (resource: Recorded, principal: string, scope: string, role: string): readonly Right[] =>
  from(resource, principal).flatMap((who) => from(resource, scope).map((target) => ({ principal: who, target, role })));

function roleName(id: unknown): string {
  const guid = String(id).split("/").at(-1) ?? "";
  return Object.entries(roles).find(([, known]) => known === guid)?.[0] ?? guid;
}

const spoken = (role: string) => role.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** What a role lets do; of one that nobody has judged, the worst is assumed. */
function kindOf(role: string): Grant["may"] {
  if (!(role in roles) && role !== "administrator") return "administer";
  if (/administrator|owner/i.test(role)) return "administer";
  if (/contributor|officer/i.test(role)) return "write";
  return /reader/i.test(role) ? "read" : "use";
}

function describe(target: Recorded, resources: readonly Recorded[]): Target {
  const owners = target.type.endsWith(":BlobContainer")
    ? resources.filter(({ urn }) => from(target, "accountName").includes(urn))
    : [target];
  const tagged = [target, ...owners].flatMap(({ inputs }) => {
    const tags = inputs["tags"] as Readonly<Record<string, unknown>> | undefined;
    return typeof tags?.["gdpr:store"] === "string" ? tags["gdpr:store"].split(",") : [];
  });
  const { store } = (target.inputs["metadata"] ?? {}) as { readonly store?: unknown };
  const stores = store === "none" ? [] : tagged; // a container says so when nothing personal is in it
  const container = target.inputs["containerName"];
  return {
    label: typeof container === "string" ? `${owners[0]?.name ?? target.name} / ${container}` : target.name,
    kind: target.type.split(":").at(-1) ?? "",
    stores: [...new Set(stores)].sort(),
  };
}

/** A gateway hands requests to what takes them in the container environment that its parts were made from. */
function doors(resources: readonly Recorded[], workloads: readonly Recorded[]): Access["doors"] {
  return resources.filter(is("apimanagement:ApiManagementService")).map((gateway) => {
    const parts = resources.filter(({ parent }) => parent !== "" && parent === gateway.parent);
    const sources = new Set(parts.flatMap(({ dependencies }) => dependencies));
    const behind = workloads.filter(
      (workload) =>
        "ingress" in ((workload.inputs["configuration"] as object | undefined) ?? {}) &&
        from(workload, "managedEnvironmentId").some((urn) => sources.has(urn)),
    );
    return { door: gateway.name, workloads: behind.map(({ name }) => name) };
  });
}
