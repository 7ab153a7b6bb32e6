import type { Finding } from "../policies/evaluate";
import { type Descriptor, type Store, stores } from "../runtime/contract";
import { ownFinding } from "./findings";
import { type Plan, azureResources } from "./plan";

/** A store of personal data and the resources that are it. */
export interface DeployedStore extends Descriptor {
  readonly store: Store;
  readonly resources: readonly string[];
  readonly regions: readonly string[];
}

const isStore = (name: string): name is Store => name in stores;

/** Descriptors joined to resources by their tag; a descriptor without a resource, or a tag without a descriptor, is a finding. */
export function deployedStores(plan: Plan): {
  readonly stores: readonly DeployedStore[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const held: { readonly store: Store; readonly name: string; readonly region: string }[] = [];
  for (const { urn, name, inputs } of azureResources(plan)) {
    const region = typeof inputs["location"] === "string" ? inputs["location"] : "unknown";
    for (const store of tagged(inputs["tags"]))
      if (isStore(store)) held.push({ store, name, region });
      else
        findings.push(finding(urn, `the tag gdpr:store names ${store}, which runtime/contract.ts does not describe`));
  }
  const deployed = Object.keys(stores)
    .filter(isStore)
    .map((store): DeployedStore => {
      const found = held.filter((each) => each.store === store);
      if (found.length === 0)
        findings.push(finding("", `no resource is the store ${store}: tag one, or remove its descriptor`));
      return {
        store,
        ...stores[store],
        resources: [...new Set(found.map(({ name }) => name))].sort(),
        regions: [...new Set(found.map(({ region }) => region))].sort(),
      };
    });
  return { stores: deployed, findings };
}

function tagged(tags: unknown): readonly string[] {
  const value = typeof tags === "object" && tags !== null ? (tags as Record<string, unknown>)["gdpr:store"] : undefined;
  return typeof value === "string" ? value.split(",").map((store) => store.trim()) : [];
}

const finding = (urn: string, message: string) =>
  ownFinding("stores-match-descriptors", urn, message, { severity: "high", article: "Art. 30" });
