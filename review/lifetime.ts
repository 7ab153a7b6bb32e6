import type { Recorded } from "../infra/testing/record";
import type { Store } from "../runtime/contract";
import { promised } from "./evidence/facts/notice";
import { ownFinding } from "./findings";
import { type Plan, azureResources } from "./plan";
import type { DeployedStore } from "./stores";
import type { Finding } from "../policies/evaluate";

/** One stretch of the time for which something of an entry is left; without an end, `null`. */
export interface Stretch {
  readonly what: string;
  readonly days: number | null;
}

/** How long an entry of a store can outlive its last use, by the settings of the plan; in days. */
export interface Lifetime {
  readonly store: Store;
  readonly holds: string;
  readonly legalBasis: string;
  /** Until the store's own rule deletes it; `null` when none does. */
  readonly kept: number | null;
  /** Until nothing of it is left, in no copy and no backup; `null` when some of it may stay for ever. */
  readonly gone: number | null;
  /** What the privacy notice says. */
  readonly promised: number;
  /** What `gone` adds up from, for the resource in which it lasts longest. */
  readonly parts: readonly Stretch[];
}

/** Lag that no setting bounds; days, rounded up. */
const lifecycleLag = 2; // a rule acts within a day of its change and runs once a day (Microsoft Learn, "Lifecycle management overview")
const vacuumLag = 1; // autovacuum wakes every minute and may be put off by load (PostgreSQL 17, 24.1.6)
const indexLag = 1; // merging of segments frees a deleted vector; no documented bound, so an assumption

/**
 * The lifetime of every deployed store: retention, then the sweep, then what brings deleted data back (soft delete, backups,
 * rows that await a vacuum). Longer than promised, or without a bound, is a finding (Art. 5(1)(e) and 13(2)(a) GDPR).
 */
export function lifetimes(
  plan: Plan,
  stores: readonly DeployedStore[],
): { readonly lifetimes: readonly Lifetime[]; readonly findings: readonly Finding[] } {
  const resources = azureResources(plan);
  const findings: Finding[] = [];
  const found = stores.flatMap((store): readonly Lifetime[] => {
    const chains = store.resources
      .flatMap((name) => resources.filter((each) => each.name === name && chainOf[each.type] !== undefined))
      .map((resource) => ({ resource, parts: chainOf[resource.type]?.(resource, resources, store) ?? [] }));
    if (chains.length === 0) {
      if (store.resources.length > 0)
        findings.push(
          finding("", `no resource of the store ${store.store} says when its entries end; tell review/lifetime.ts`),
        );
      return [];
    }
    for (const { resource, parts } of chains)
      for (const { what, days } of parts)
        if (days === Infinity) findings.push(finding(resource.urn, `${store.store}: ${what} has no end; give it one`));
    const sums = chains.map(({ resource, parts }) => ({ resource, parts, gone: sum(parts) }));
    const longest = sums.reduce((most, each) => (each.gone > most.gone ? each : most));
    const limit = promised[store.store];
    if (longest.gone !== Infinity && longest.gone > limit)
      findings.push(
        finding(
          longest.resource.urn,
          `something of ${store.store} is left for ${longest.gone} days (${longest.parts.map(({ what, days }) => `${what} ${days}`).join(", ")}), and the notice promises ${limit}; shorten it, or change the notice and tell people`,
        ),
      );
    return [
      {
        store: store.store,
        holds: store.holds,
        legalBasis: store.legalBasis,
        kept: finite(longest.parts[0]?.days ?? 0),
        gone: finite(longest.gone),
        promised: limit,
        parts: longest.parts.map(({ what, days }) => ({ what, days: finite(days) })),
      },
    ];
  });
  return { lifetimes: found, findings };
}

/** A stretch of days, or `Infinity`. */
interface Counted {
  readonly what: string;
  readonly days: number;
}

const sum = (parts: readonly Counted[]) => parts.reduce((all, { days }) => all + days, 0);
const finite = (days: number) => (days === Infinity ? null : days);

type Chain = (resource: Recorded, plan: readonly Recorded[], store: DeployedStore) => readonly Counted[];

/** By the type of a store's resource: what happens to an entry after its last use, one stretch after the other. */
const chainOf: Readonly<Record<string, Chain>> = {
  "azure-native:storage:StorageAccount": (account, plan) => [
    { what: "kept", days: shortestRule(account, plan) },
    { what: "until the rule runs", days: lifecycleLag },
    { what: "soft delete", days: softDelete(account, plan) },
  ],
  "azure-native:dbforpostgresql:Server": (server, plan, { retentionDays }) => [
    { what: "kept", days: retentionDays },
    { what: "until the sweep", days: sweepEvery(plan) },
    { what: "until the vacuum", days: vacuumLag },
    { what: "backups", days: numberAt(server.inputs, "backup", "backupRetentionDays") },
  ],
  "azure-native:search:Service": (_, plan, { retentionDays }) => [
    { what: "kept", days: retentionDays },
    { what: "until the sweep", days: sweepEvery(plan) },
    { what: "until segments are merged", days: indexLag },
  ],
  "azure-native:operationalinsights:Workspace": ({ inputs }) => [
    { what: "kept", days: numberAt(inputs, "retentionInDays") },
  ],
  "azure-native:applicationinsights:Component": ({ inputs }, plan) => [
    {
      what: "kept",
      days: Math.min(
        numberAt(inputs, "retentionInDays"),
        ...plan
          .filter(({ type }) => type === "azure-native:operationalinsights:Workspace")
          .map((workspace) => numberAt(workspace.inputs, "retentionInDays")),
      ),
    },
  ],
};

const made = (from: Recorded, plan: readonly Recorded[], type: string) =>
  plan.filter(
    (each) => each.type === type && Object.values(each.propertyDependencies).some((urns) => urns.includes(from.urn)),
  );

function numberAt(value: unknown, ...path: readonly string[]): number {
  const found = path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
  return typeof found === "number" ? found : Infinity;
}

/** Days after which a lifecycle rule deletes; without one, never. */
function shortestRule(account: Recorded, plan: readonly Recorded[]): number {
  const rules = made(account, plan, "azure-native:storage:ManagementPolicy").flatMap(({ inputs }) => {
    const policy = inputs["policy"] as { readonly rules?: readonly unknown[] } | undefined;
    return policy?.rules ?? [];
  });
  const days = rules
    .filter((rule) => (rule as { readonly enabled?: unknown }).enabled !== false)
    .map((rule) => numberAt(rule, "definition", "actions", "baseBlob", "delete", "daysAfterModificationGreaterThan"));
  return Math.min(Infinity, ...days);
}

/** Days for which deleted blobs and containers can be brought back; none without the setting. */
function softDelete(account: Recorded, plan: readonly Recorded[]): number {
  const windows = made(account, plan, "azure-native:storage:BlobServiceProperties").flatMap(({ inputs }) =>
    ["deleteRetentionPolicy", "containerDeleteRetentionPolicy"].map((policy) => {
      const { enabled } = (inputs[policy] ?? {}) as { readonly enabled?: unknown };
      return enabled === true ? numberAt(inputs, policy, "days") : 0;
    }),
  );
  return Math.max(0, ...windows);
}

/** Days between two runs of the job that deletes what is past its retention; without one, never. */
function sweepEvery(plan: readonly Recorded[]): number {
  const crons = plan
    .filter(({ type, name }) => type === "azure-native:app:Job" && /(^|-)sweep$/.test(name))
    .map(({ inputs }) => {
      const { scheduleTriggerConfig } = (inputs["configuration"] ?? {}) as {
        readonly scheduleTriggerConfig?: { readonly cronExpression?: unknown };
      };
      const cron = scheduleTriggerConfig?.cronExpression;
      return typeof cron === "string" ? cron : "";
    });
  return Math.min(Infinity, ...crons.map(period));
}

/** Days between two times of a cron expression, at most. */
function period(cron: string): number {
  const [, , day, month, weekday] = cron.split(/\s+/);
  if (weekday === undefined || month !== "*") return Infinity;
  if (day !== "*") return 31;
  return weekday === "*" ? 1 : 7;
}

const finding = (urn: string, message: string) =>
  ownFinding("lifetimes-fit-the-notice", urn, message, { severity: "high", article: "Art. 5(1)(e)" });
