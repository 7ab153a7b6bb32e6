import { at } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const role = "azure-native:authorization:RoleAssignment";
const administrator = "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra";

/** Who may have an identity of its own in a stack. */
const somebody = [
  "azure-native:managedidentity:UserAssignedIdentity",
  "azure-native:apimanagement:ApiManagementService",
  "azure-native:cognitiveservices:Account",
  "azure-native:search:Service",
];

/** A narrow role in the wrong hands is still a leak: whoever gets one is part of what was judged. */
export const rolesGoToThePlatform: StackRule = {
  name: "roles-go-to-the-platform",
  description: "Roles must go to identities of this stack; other systems get theirs elsewhere, people by group.",
  framework: gdpr("Art. 28, 32", "Processors, security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach([role, administrator], (subject, plan, report) => {
    const named = subject.type === role ? "principalId" : "objectId";
    if (subject.type === administrator && at(subject.props, "principalType") === "Group") return; // people, whom the directory knows
    if (!plan.some((other) => somebody.includes(other.type) && belongsTo(subject, other, named)))
      report(`${named} is no identity of this stack; name one of its own, or grant the role outside`);
  }),
};
