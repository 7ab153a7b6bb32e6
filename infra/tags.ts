import { type Store, stores } from "../runtime/contract";

interface Owner {
  readonly controller: string;
  readonly dpia: string;
  readonly costCentre: string;
}

/** On every resource: whose it is and what made it. */
export const ownerTags = (
  environment: string,
  { controller, costCentre }: Owner,
): Readonly<Record<string, string>> => ({
  application: "penderie",
  environment,
  controller,
  "cost-centre": costCentre,
});

/**
 * On a resource that can hold personal data: the descriptors of the stores in it, in the vocabulary that policies check.
 * Several stores in one resource join their values, and its retention is the longest of theirs.
 */
export function dataTags(
  held: readonly [Store, ...Store[]],
  { controller, dpia }: Owner,
): Readonly<Record<string, string>> {
  const descriptors = held.map((store) => stores[store]);
  const join = (values: readonly string[]) => [...new Set(values)].sort().join(",");
  return {
    "gdpr:store": join(held),
    "gdpr:purpose": join(descriptors.flatMap(({ purposes }) => [...purposes])),
    "gdpr:legal-basis": join(descriptors.map(({ legalBasis }) => legalBasis)),
    "gdpr:data-category": join(descriptors.flatMap(({ categories }) => [...categories])),
    "gdpr:data-subject": join(descriptors.map(({ subjects }) => subjects)),
    "gdpr:retention-days": String(Math.max(...descriptors.map(({ retentionDays }) => retentionDays))),
    "gdpr:controller": controller,
    "gdpr:dpia-id": dpia,
  };
}
