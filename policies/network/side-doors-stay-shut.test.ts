import { judge, planned, ruleContract } from "../testing/judge";
import { sideDoorsStayShut as rule } from "./side-doors-stay-shut";

describe(rule.name, () => {
  ruleContract(rule, "azure-native:storage:StorageAccount", { networkRuleSet: { ipRules: [] } }, [
    ["an address that is let in", { networkRuleSet: { ipRules: [{ iPAddressOrRange: "203.0.113.7" }] } }, "ipRules"],
    ["another tenant's resource", { networkRuleSet: { resourceAccessRules: [{ tenantId: "x" }] } }, "any tenant"],
    ["an address on the internet", { routingPreference: { publishInternetEndpoints: true } }, "internet"],
  ]);

  it.each([
    [
      "telemetry that leaves",
      "azure-native:app:ManagedEnvironment",
      { openTelemetryConfiguration: { destinationsConfiguration: {} } },
    ],
    [
      "hosts that an AI service may call",
      "azure-native:cognitiveservices:Account",
      { properties: { allowedFqdnList: ["x.example"] } },
    ],
    ["a replica", "azure-native:dbforpostgresql:Server", { replica: { role: "AsyncReplica" } }],
    ["alerts that leave", "azure-native:monitor:ActionGroup", { webhookReceivers: [{ serviceUri: "https://x" }] }],
    [
      "names that somebody else knows",
      "azure-native:network:VirtualNetwork",
      { dhcpOptions: { dnsServers: ["203.0.113.7"] } },
    ],
    ["traffic that is led elsewhere", "azure-native:network:Subnet", { routeTable: { id: "/x" } }],
    [
      "an address at the vault",
      "azure-native:keyvault:Vault",
      { properties: { networkAcls: { ipRules: [{ value: "1.2.3.4" }] } } },
    ],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).toHaveLength(1);
    expect((await judge(rule, planned(type, {}))).messages).toEqual([]);
  });
});
