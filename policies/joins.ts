import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

/** A rule that needs more than one resource to judge one, and says which types it judges, so that coverage can be counted. */
export interface StackRule extends StackValidationPolicy {
  readonly subjects: readonly string[];
}

/** What a stack rule asks of one subject; it reports on the subject unless it names another resource. */
type Judge = (
  subject: PolicyResource,
  plan: readonly PolicyResource[],
  report: (message: string, on?: PolicyResource) => void,
) => void;

/** The part of a stack rule that judges every resource of these types in turn, with the whole plan beside it. */
export const judgeEach = (
  subjects: readonly string[],
  judge: Judge,
): Pick<StackRule, "subjects" | "validateStack"> => ({
  subjects,
  validateStack: (args, report) => {
    const judged = args.resources.filter(({ type }) => subjects.includes(type));
    if (judged.length === 0) return args.notApplicable();
    for (const subject of judged)
      judge(subject, args.resources, (message, on = subject) => {
        report(message, on.urn);
      });
  },
});

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
