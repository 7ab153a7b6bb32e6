import { environment } from "../../runtime/contract";
import type { Running } from "../components/container";
import { Identity } from "../components/identity";
import { Network } from "../components/network";
import { Vault } from "../components/vault";
import { namer } from "../names";
import type { Settings } from "../settings";
import type { Recorded } from "./record";

/** A valid environment, small and zone-redundant in nothing. Break one property of it. */
export const settings: Settings = {
  subscription: "aaaaaaaa-0000-4000-8000-000000000000",
  location: "swedencentral",
  suffix: "abc",
  owner: { controller: "Example S.p.A.", dpia: "DPIA-1", costCentre: "shop", alerts: ["on-call@example.com"] },
  network: { block: "10.9.0.0/16", taken: [] },
  redundancy: "local",
  image: `penderie@sha256:${"a".repeat(64)}`,
  identity: {
    tenantId: "bbbbbbbb-0000-4000-8000-000000000000",
    issuer: "https://login.example.com/v2.0",
    audience: "api://penderie",
    administrators: { objectId: "cccccccc-0000-4000-8000-000000000000", name: "database-administrators" },
  },
  vault: { recoverableDays: 7 },
  pseudonymVersion: 1,
  service: { cpu: 0.5, minReplicas: 0, maxReplicas: 2, vectors: "search", sight: "own", meanings: "own", origins: [] },
  database: { size: "Standard_B1ms", storageGb: 32 },
  search: { size: "basic", replicas: 1, partitions: 1 },
  gateway: "standard",
  guardrails: "enforce",
  data: "disposable",
  analytics: [],
  chat: { model: "gpt-4.1-mini", sku: "Standard", capacity: 10 },
  embedding: { model: "text-embedding-3-large", sku: "Standard", capacity: 10 },
  logs: { dailyQuotaGb: 1 },
  budget: { monthly: 400, start: "2026-12-01", anomaliesUntil: "2027-11-30" },
  expected: {
    photos: 1000,
    conversations: 100,
    supplierPages: 10,
    requests: 10_000,
    storedGb: 10,
    logGb: 1,
    replicaHours: 10,
    jobHours: 10,
  },
};

export const { owner } = settings;
export const place = {
  resourceGroupName: "rg",
  groupId: "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg",
  location: "swedencentral",
  tags: { application: "penderie" },
  workspaceId: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs",
  named: namer("test", "abc"),
};

export const someone = (name: string) => new Identity(name, { ...place, subscription: settings.subscription });

/** What a store is made with. Call it inside a recorded program. */
export function surroundings() {
  const network = new Network("network", { ...place, block: "10.9.0.0/16", gateway: "standard" });
  const encrypter = someone("encrypter");
  const tenantId = settings.identity.tenantId;
  const vault = new Vault("vault", { ...place, tenantId, recoverableDays: 7, network, encrypter });
  return { ...place, network, encrypter, vault, owner };
}

/** What a container runs as and with: one role, and a value for every setting. Call it inside a recorded program. */
export function running(name: string): Running {
  const identity = someone(name);
  const settings = Object.fromEntries(Object.keys(environment).map((setting) => [setting, `the ${setting}`]));
  return {
    identity,
    ready: [identity.may("acrPull", "registry", "/registry")],
    settings: settings as Running["settings"],
  };
}

/** Those of one type, such as `storage:StorageAccount`. */
export const all = (recorded: readonly Recorded[], type: string): readonly Recorded[] =>
  recorded.filter((each) => each.type === `azure-native:${type}`);

/** The one whose name ends so. Throws unless there is exactly one. */
export function one(recorded: readonly Recorded[], type: string, ending = ""): Recorded {
  const found = all(recorded, type).filter(({ name }) => name.endsWith(ending));
  const [first] = found;
  if (!first || found.length > 1)
    throw new Error(`${found.length} of ${type} ${ending}: ${found.map(({ name }) => name).join()}`);
  return first;
}

/** Whether the first waits for the second, directly or through others. */
export function waitsFor(recorded: readonly Recorded[], later: Recorded, earlier: Recorded): boolean {
  const seen = new Set<string>();
  const visit = (urn: string): boolean => {
    if (urn === earlier.urn) return true;
    if (seen.has(urn)) return false;
    seen.add(urn);
    return (recorded.find((each) => each.urn === urn)?.dependencies ?? []).some(visit);
  };
  return later.dependencies.some(visit);
}

/** Whether the resources of a chain wait for one another, so that no two of them are ever changed at once. */
export const oneAtATime = (recorded: readonly Recorded[], chain: readonly Recorded[]): boolean =>
  chain.every((one, index) =>
    chain.slice(index + 1).every((other) => waitsFor(recorded, one, other) || waitsFor(recorded, other, one)),
  );

/** Builds once for each set of arguments: tests only read what was built. */
export function once<A extends readonly unknown[], T>(build: (...args: A) => Promise<T>): (...args: A) => Promise<T> {
  const built = new Map<string, Promise<T>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const found = built.get(key) ?? build(...args);
    built.set(key, found);
    return found;
  };
}
