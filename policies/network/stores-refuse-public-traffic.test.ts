import { judge, planned, ruleContract } from "../testing/judge";
import { storesRefusePublicTraffic as rule } from "./stores-refuse-public-traffic";

describe(rule.name, () => {
  const good = { publicNetworkAccess: "Disabled", networkRuleSet: { defaultAction: "Deny" } };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["an account that is open", { ...good, publicNetworkAccess: "Enabled" }, "publicNetworkAccess"],
    [
      "an account whose rules admit by default",
      { ...good, networkRuleSet: { defaultAction: "Allow" } },
      "defaultAction",
    ],
    ["an account that does not say", {}, "publicNetworkAccess is nothing"],
  ]);

  it.each([
    ["azure-native:keyvault:Vault"],
    ["azure-native:search:Service"],
    ["azure-native:cognitiveservices:Account"],
    ["azure-native:containerregistry:Registry"],
    ["azure-native:dbforpostgresql:Server"],
    ["azure-native:app:ManagedEnvironment"],
    ["azure-native:operationalinsights:Workspace"],
    ["azure-native:applicationinsights:Component"],
    ["azure-native:monitor:PrivateLinkScope"],
  ])("rejects a silent %s", async (type) => {
    expect((await judge(rule, planned(type, {}))).messages).not.toEqual([]);
  });
});
