import { judge, planned, ruleContract } from "../testing/judge";
import { productionSurvivesAZone as rule } from "./production-survives-a-zone";

const tags = { environment: "prod" };

describe(rule.name, () => {
  ruleContract(rule, "azure-native:storage:StorageAccount", { tags, sku: { name: "Standard_ZRS" } }, [
    ["copies in one data centre", { tags, sku: { name: "Standard_LRS" } }, "Standard_LRS"],
    ["a store that does not say", { tags }, "sku.name is nothing"],
  ]);

  it.each([
    ["a host in one zone", "azure-native:app:ManagedEnvironment", { zoneRedundant: false }],
    ["a service that sleeps", "azure-native:app:ContainerApp", { template: { scale: { minReplicas: 0 } } }],
    ["a registry in one zone", "azure-native:containerregistry:Registry", {}],
    ["a database without a standby", "azure-native:dbforpostgresql:Server", { highAvailability: { mode: "Disabled" } }],
    [
      "a database with a standby beside it",
      "azure-native:dbforpostgresql:Server",
      { highAvailability: { mode: "SameZone" } },
    ],
    ["a single search replica", "azure-native:search:Service", { replicaCount: 1 }],
  ])("rejects %s in production, and nowhere else", async (_title, type, props) => {
    expect((await judge(rule, planned(type, { ...props, tags }))).messages).toHaveLength(1);
    expect((await judge(rule, planned(type, { ...props, tags: { environment: "dev" } }))).messages).toEqual([]);
  });
});
