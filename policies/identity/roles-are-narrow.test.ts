import { ruleContract } from "../testing/judge";
import { rolesAreNarrow as rule } from "./roles-are-narrow";

describe(rule.name, () => {
  const good = {
    roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
    principalType: "ServicePrincipal",
    scope: "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r",
  };
  ruleContract(rule, "azure-native:authorization:RoleAssignment", good, [
    ["an owner", { ...good, roleDefinitionId: "/x/8E3AF657-a8ff-443c-a75c-2fe8c4bcb635" }, "Owner"],
    [
      "a role that reads keys, which nobody has judged",
      { ...good, roleDefinitionId: "/x/17d1049b-9a84-46fb-8f53-869881c3d3ab" },
      "17d1049b",
    ],
    ["a person", { ...good, principalType: "User" }, "User"],
    ["a whole group of resources", { ...good, scope: "/subscriptions/s/resourceGroups/g" }, "not one resource"],
    [
      "every subscription of a management group",
      { ...good, scope: "/providers/Microsoft.Management/managementGroups/all" },
      "managementGroups",
    ],
    ["an assignment without a scope", { ...good, scope: undefined }, "nothing"],
    ["an assignment that does not say", {}, "principalType is nothing"],
  ]);
});
