import type { PolicyResource } from "@pulumi/policy";

/**
 * Whether a resource was made from another one. Ids are unknown at preview, so the graph is asked: which properties of
 * the first come from outputs of the second. With `property`, only that one counts.
 */
export function belongsTo(resource: PolicyResource, owner: PolicyResource, property?: string): boolean {
  const sources: readonly (readonly PolicyResource[])[] =
    property === undefined
      ? Object.values(resource.propertyDependencies)
      : [resource.propertyDependencies[property] ?? []];
  return sources.some((list) => list.some(({ urn }) => urn === owner.urn));
}
