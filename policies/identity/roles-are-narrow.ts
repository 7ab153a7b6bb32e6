import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";

/** Roles that let their holder do nearly anything, or hand out roles. */
const tooWide: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
};

/** Who may do a thing may do that thing and nothing else: narrow roles, on one resource, for services and not for people. */
export const rolesAreNarrow: ResourceValidationPolicy = {
  name: "roles-are-narrow",
  description: "Roles must be assigned to services, on single resources, and must not be administrative.",
  framework: gdpr("Art. 25, 32", "Data protection by design, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "azure-native:authorization:RoleAssignment") return args.notApplicable();
    const id = textAt(args.props, "roleDefinitionId")?.split("/").at(-1) ?? "";
    const wide = tooWide[id];
    if (id === "") report("the role is not known at preview; name it by its id");
    if (wide !== undefined) report(`${wide} is assigned; choose a role for the one thing that is needed`);
    const type = at(args.props, "principalType");
    if (type !== "ServicePrincipal")
      report(`principalType is ${shown(type)}; people get roles from their directory, not from a stack`);
    const scope = textAt(args.props, "scope");
    if (scope !== undefined && !/\/providers\/[^/]+\/[^/]+\/[^/]+/.test(scope))
      report(`the scope ${scope} is wider than one resource; name the resource`);
  },
};
