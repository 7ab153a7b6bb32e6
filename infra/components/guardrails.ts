import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { type BuiltIn, type Custom, catalogue } from "../../policies/catalogue";
import type { Waiver } from "../../policies/waiver";
import { armTypes } from "../facts/arm-types";
import type { Named } from "../names";
import { after } from "../place";

export interface GuardrailsArgs {
  readonly environment: string;
  readonly named: Named;
  readonly subscription: string;
  /** The resource group, which exists before anything in it. */
  readonly scope: pulumi.Input<string>;
  readonly mode: "enforce" | "observe";
  readonly waivers: readonly Waiver[];
}

const builtInId = (id: string) => `/providers/Microsoft.Authorization/policyDefinitions/${id}`;

/**
 * The run-time half of the policy catalogue: one initiative for the environment's group, made of the definitions that Azure
 * ships and of ours where it has none. Azure goes on judging what was judged before deployment, whoever changes it; a waiver
 * that says so is an exemption until the same day, for the same rule and the same type of resource.
 */
export class Guardrails extends pulumi.ComponentResource {
  constructor(name: string, args: GuardrailsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:governance:Guardrails", name, {}, opts);
    const { environment, named, subscription, scope, mode, waivers } = args;
    const own = `/subscriptions/${subscription}/providers/Microsoft.Authorization`;
    const references = Object.entries(catalogue).flatMap(([rule, { assigned }]) =>
      assigned.map((definition, at) => ({ rule, definition, id: `${rule}-${at + 1}` })),
    );

    const custom = (id: string, { title, mode: seen, rule }: Custom) => {
      const policyDefinitionName = named("other", id);
      const definition = new authorization.PolicyDefinition(
        `${name}-${id}`,
        {
          policyDefinitionName,
          displayName: `Penderie ${environment}: ${title}`,
          policyType: authorization.PolicyType.Custom,
          mode: seen,
          policyRule: rule,
          metadata: { category: "Penderie" },
        },
        { parent: this },
      );
      return after(definition, `${own}/policyDefinitions/${policyDefinitionName}`);
    };
    const guardrails = named("other", "guardrails");
    const initiative = new authorization.PolicySetDefinition(
      `${name}-initiative`,
      {
        policySetDefinitionName: guardrails,
        displayName: `Penderie ${environment}: guardrails`,
        policyType: authorization.PolicyType.Custom,
        metadata: { category: "Penderie" },
        policyDefinitionGroups: [...new Set(references.map(({ rule }) => rule))].map((rule) => ({ name: rule })),
        policyDefinitions: references.map(({ rule, definition, id }) => ({
          policyDefinitionReferenceId: id,
          groupNames: [rule],
          policyDefinitionId: definition.kind === "custom" ? custom(id, definition) : builtInId(definition.id),
          parameters: definition.kind === "custom" ? {} : values(definition),
        })),
      },
      { parent: this },
    );
    const assignment = new authorization.PolicyAssignment(
      `${name}-assignment`,
      {
        policyAssignmentName: guardrails,
        displayName: `Penderie ${environment}: guardrails`,
        scope,
        policyDefinitionId: after(initiative, `${own}/policySetDefinitions/${guardrails}`),
        enforcementMode:
          mode === "enforce" ? authorization.EnforcementMode.Default : authorization.EnforcementMode.DoNotEnforce,
        nonComplianceMessages: references.map(({ rule, definition, id }) => ({
          policyDefinitionReferenceId: id,
          message: `${rule}: ${definition.title}`,
        })),
      },
      { parent: this },
    );
    const exempted = waivers.filter(
      ({ environments, runtimeExemption }) => runtimeExemption && environments.includes(environment),
    );
    for (const waiver of exempted)
      new authorization.PolicyExemption(
        `${name}-${waiver.id}`,
        {
          policyExemptionName: named("other", waiver.id.toLowerCase()),
          displayName: `${waiver.id}: ${waiver.policy}`,
          description: waiver.reason,
          scope,
          policyAssignmentId: assignment.id,
          policyDefinitionReferenceIds: referencesOf(waiver, references),
          exemptionCategory: authorization.ExemptionCategory.Waiver,
          expiresOn: `${waiver.expires}T23:59:59Z`,
          resourceSelectors: selectorsOf(waiver),
          metadata: { owner: waiver.owner, approver: waiver.approver, ticket: waiver.ticket },
        },
        { parent: this },
      );
    this.registerOutputs({});
  }
}

const values = ({ parameters }: BuiltIn) =>
  Object.fromEntries(Object.entries(parameters).map(([parameter, value]) => [parameter, { value }]));

function referencesOf(
  { id, policy }: Waiver,
  references: readonly { readonly rule: string; readonly id: string }[],
): string[] {
  const own = references.filter(({ rule }) => rule === policy).map((reference) => reference.id);
  if (own.length === 0)
    throw new Error(`waiver ${id}: Azure Policy does not judge ${policy}; set runtimeExemption to false`);
  return own;
}

function selectorsOf({ id, selector }: Waiver): { name: string; selectors: { kind: string; in: string[] }[] }[] {
  const { type } = selector;
  if (type === undefined) return [];
  const known = armTypes[type];
  if (known === undefined)
    throw new Error(`waiver ${id}: tell infra/facts/arm-types.ts how Azure Policy writes ${type}`);
  return [{ name: "type", selectors: [{ kind: authorization.SelectorKind.ResourceType, in: [known] }] }];
}
