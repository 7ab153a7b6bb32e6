import { judge, planned, ruleContract } from "../testing/judge";
import { servicesRefuseKeys as rule } from "./services-refuse-keys";

describe(rule.name, () => {
  const good = { disableLocalAuth: true };
  ruleContract(rule, "azure-native:search:Service", good, [
    ["a service with keys", { disableLocalAuth: false }, "disableLocalAuth"],
    ["a service that does not say", {}, "disableLocalAuth is nothing"],
    ["options that would bring the keys back", { disableLocalAuth: true, authOptions: {} }, "leave it out"],
  ]);

  it.each([
    [
      "azure-native:storage:StorageAccount",
      { allowSharedKeyAccess: true, isLocalUserEnabled: false, defaultToOAuthAuthentication: true },
    ],
    ["azure-native:storage:StorageAccount", {}],
    ["azure-native:keyvault:Vault", { properties: {} }],
    ["azure-native:cognitiveservices:Account", { properties: {} }],
    ["azure-native:containerregistry:Registry", { adminUserEnabled: true }],
    [
      "azure-native:dbforpostgresql:Server",
      { authConfig: { passwordAuth: "Enabled", activeDirectoryAuth: "Enabled" } },
    ],
    ["azure-native:operationalinsights:Workspace", {}],
    ["azure-native:applicationinsights:Component", {}],
    ["azure-native:apimanagement:Api", {}],
    ["azure-native:apimanagement:Product", { subscriptionRequired: true }],
    ["azure-native:app:ManagedEnvironment", { appLogsConfiguration: { destination: "log-analytics" } }],
  ])("rejects keys on %s", async (type, props) => {
    expect((await judge(rule, planned(type, props))).messages).not.toEqual([]);
  });
});
