import type {
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type Waiver, inForce, waiverFor } from "./waiver";

type Rule = ResourceValidationPolicy | StackValidationPolicy;
type Told = (waiver: Waiver, message: string, urn: string) => void;

/**
 * The rules as the engine is to apply them: what a waiver in force covers is not reported by its rule, and shown by
 * `waivers-in-force`, which is advisory; a waiver that is not in order stands in the way of every deployment.
 */
export function withWaivers(rules: readonly Rule[], waivers: readonly Waiver[], today: string): readonly Rule[] {
  if (waivers.length === 0) return rules;
  const shown: { readonly waiver: Waiver; readonly message: string; readonly urn: string }[] = [];
  const tell: Told = (waiver, message, urn) => shown.push({ waiver, message, urn });
  const valid = (environment: string, urns: readonly string[] = []) =>
    inForce(waivers, { environment, rules: rules.map(({ name }) => name), urns, today });
  const waive = (rule: string, own: string, report: ReportViolation): ReportViolation => {
    return (message, urn = own) => {
      const waiver = waiverFor(valid(environmentOf(urn || own)).valid, { rule, urn });
      if (waiver) tell(waiver, message, urn);
      else report(message, urn);
    };
  };
  const inOrder: StackValidationPolicy = {
    name: "waivers-are-in-order",
    description: "Waivers must name a rule, few resources, a reason, two people, a ticket, and a day that is near.",
    severity: "high",
    enforcementLevel: "mandatory",
    validateStack: ({ resources }, report) => {
      const urns = resources.map(({ urn }) => urn);
      for (const { waiver, message, mandatory } of valid(environmentOf(urns[0] ?? ""), urns).problems)
        if (mandatory) report(`${waiver}: ${message}`);
    },
  };
  const inForceNow: StackValidationPolicy = {
    name: "waivers-in-force",
    description: "What waivers let pass, so that nothing passes in silence.",
    enforcementLevel: "advisory",
    validateStack: (_, report) => {
      for (const { waiver, message, urn } of shown)
        report(
          `${waiver.policy} is waived until ${waiver.expires} by ${waiver.id} (${waiver.ticket}): ${message}`,
          urn,
        );
    },
  };
  return [...rules.map((rule) => waived(rule, waive)), inOrder, inForceNow];
}

function waived(rule: Rule, waive: (rule: string, own: string, report: ReportViolation) => ReportViolation): Rule {
  if ("validateStack" in rule)
    return {
      ...rule,
      validateStack: (args, report) =>
        rule.validateStack(args, (message, urn) => {
          const own = args.resources[0]?.urn ?? "";
          waive(rule.name, own, (text) => {
            report(text, urn);
          })(message, urn ?? "");
        }),
    };
  const validations: readonly ResourceValidation[] = [rule.validateResource ?? []].flat();
  return {
    ...rule,
    validateResource: validations.map(
      (validate): ResourceValidation =>
        (args, report) =>
          validate(args, waive(rule.name, args.urn, report)),
    ),
  };
}

const environmentOf = (urn: string) => /^urn:pulumi:([^:]+)::/.exec(urn)?.[1] ?? "";
