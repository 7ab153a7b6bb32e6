import type { Finding } from "../policies/evaluate";
import { type Descriptor, type Store, stores } from "../runtime/contract";
import type { Plan } from "./plan";

/** A store of personal data and the resources that are it. */
export interface DeployedStore extends Descriptor {
  readonly store: Store;
  readonly resources: readonly string[];
  readonly regions: readonly string[];
}

const descriptors: Readonly<Record<string, Descriptor>> = stores;

/** Descriptors joined to resources by their tag; a store without a resource, or a tag without a descriptor, is a finding. */
export function deployedStores({ resources }: Plan): {
  readonly stores: readonly DeployedStore[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const held = new Map<string, { name: string; region: string }[]>();
  for (const { urn, name, inputs } of resources) {
    const tags = inputs["tags"] as Readonly<Record<string, unknown>> | undefined;
    const named = tags?.["gdpr:store"];
    for (const store of typeof named === "string" ? named.split(",") : []) {
      if (!(store in descriptors))
        findings.push(
          finding(urn, `the tag gdpr:store names ${store}, which has no descriptor in runtime/contract.ts`),
        );
      held.set(store, [...(held.get(store) ?? []), { name, region: String(inputs["location"]) }]);
    }
  }
  const deployed = (Object.keys(stores) as Store[]).map((store): DeployedStore => {
    const found = held.get(store) ?? [];
    if (found.length === 0)
      findings.push(
        finding("", `nothing in the plan is the store ${store}; tag its resource, or remove the descriptor`),
      );
    return {
      store,
      ...stores[store],
      resources: found.map(({ name }) => name).sort(),
      regions: [...new Set(found.map(({ region }) => region))].sort(),
    };
  });
  return { stores: deployed, findings };
}

const finding = (urn: string, message: string): Finding => ({
  rule: "stores-match-descriptors",
  severity: "high",
  mandatory: true,
  article: "Art. 30",
  urn,
  message,
});
