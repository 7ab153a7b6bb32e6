import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";

/** Roles that were judged: each opens one kind of work on data or images, and none hands out roles or keys. */
const narrow: Readonly<Record<string, string>> = {
  "7f951dda-4ed3-4680-a7ca-43fe172d538d": "AcrPull",
  "b9a307c4-5aa3-4b52-ba60-2b17c136cd7b": "Container Apps Jobs Operator",
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
  "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1": "Storage Blob Data Reader",
  "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": "Key Vault Secrets Officer",
  "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
  "12338af0-0e69-4776-bea7-57ae8d297424": "Key Vault Crypto User",
  "e147488a-f6f5-4113-8e2d-b22465e65bf6": "Key Vault Crypto Service Encryption User",
  "1407120a-92aa-4202-b7e9-c0e197c71c8f": "Search Index Data Reader",
  "8ebe5a00-799e-43f5-93ac-243d3dce84a7": "Search Index Data Contributor",
  "7ca78c08-252a-4471-8644-bb5ff32d4ba0": "Search Service Contributor",
  "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd": "Cognitive Services OpenAI User",
  "a97b65f3-24c7-4388-baec-2e87135dc908": "Cognitive Services User",
  "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
};

/** Named in messages, so that a reader sees at once what was asked for. */
const wide: Readonly<Record<string, string>> = {
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635": "Owner",
  "b24988ac-6180-42a0-ab88-20f7382dd24c": "Contributor",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9": "User Access Administrator",
  "f58310d9-a9f6-439a-9e8d-f62e7b41a168": "Role Based Access Control Administrator",
  "00482a5a-887f-4fb3-b363-3b7fe8e74483": "Key Vault Administrator",
};

const oneResource = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+/i;

/** Who may do a thing may do that thing and nothing else: judged roles, on one resource, for services and not for people. */
export const rolesAreNarrow: ResourceValidationPolicy = {
  name: "roles-are-narrow",
  description: "Roles must be ones that were judged, assigned to services, on single resources.",
  framework: gdpr("Art. 25, 32", "Data protection by design, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "azure-native:authorization:RoleAssignment") return args.notApplicable();
    const id = textAt(args.props, "roleDefinitionId")?.split("/").at(-1)?.toLowerCase() ?? "";
    if (id === "") report("the role is not named; set roleDefinitionId");
    else if (wide[id] !== undefined) report(`${wide[id]} is assigned; choose a role for the one thing that is needed`);
    else if (narrow[id] === undefined)
      report(`nobody has judged the role ${id}; judge it, then list it in policies/identity/roles-are-narrow.ts`);
    const type = at(args.props, "principalType");
    if (type !== "ServicePrincipal")
      report(`principalType is ${shown(type)}; people get roles from their directory, not from a stack`);
    const scope = textAt(args.props, "scope");
    if (scope === undefined || !oneResource.test(scope))
      report(`the scope ${shown(scope)} is not one resource; name the resource`);
  },
};
