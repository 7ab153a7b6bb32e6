import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const group = "azure-native:resources:ResourceGroup";
const assignment = "azure-native:authorization:PolicyAssignment";
const exemption = "azure-native:authorization:PolicyExemption";

/** What was judged before deployment goes on being judged after it, whoever changes things then. */
export const guardrailsAreAssigned: StackRule = {
  name: "guardrails-are-assigned",
  description: "Every group must have guardrails in Azure Policy; production's must deny, and an exemption must end.",
  framework: gdpr("Art. 24, 32", "Responsibility of the controller, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach([group, assignment, exemption], (subject, plan, report) => {
    const { type, props } = subject;
    if (type === group) {
      const own = plan.filter((other) => other.type === assignment && belongsTo(other, subject, "scope"));
      if (own.length === 0) report("no guardrails are assigned to this group; add them");
      const observing = own.every((each) => at(each.props, "enforcementMode") === "DoNotEnforce");
      if (at(props, "tags.environment") === "prod" && own.length > 0 && observing)
        report("production's guardrails only observe; set guardrails to enforce");
    } else if (type === exemption) {
      const ends = textAt(props, "expiresOn");
      if (ends === undefined || Number.isNaN(Date.parse(ends)))
        report(`expiresOn is ${shown(at(props, "expiresOn"))}; an exemption that does not end is a hole`);
    } else if ((at(props, "notScopes.length") ?? 0) !== 0)
      report("notScopes leaves part of the group unguarded; write a waiver instead");
  }),
};
