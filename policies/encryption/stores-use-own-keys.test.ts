import { judge, planned, ruleContract } from "../testing/judge";
import { storesUseOwnKeys as rule } from "./stores-use-own-keys";

describe(rule.name, () => {
  const keyVaultProperties = { keyName: "photos" };
  const good = { encryption: { keySource: "Microsoft.Keyvault", keyVaultProperties } };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["the vendor's key", { encryption: { keySource: "Microsoft.Storage" } }, "Microsoft.Storage"],
    ["a vault without a key", { encryption: { keySource: "Microsoft.Keyvault" } }, "keyName"],
    ["a store that does not say", {}, "encryption.keySource is nothing"],
  ]);

  it.each([
    ["an AI service", "azure-native:cognitiveservices:Account", {}],
    [
      "an AI service with the vendor's key",
      "azure-native:cognitiveservices:Account",
      { properties: { encryption: { keySource: "Microsoft.CognitiveServices", keyVaultProperties } } },
    ],
    ["a database", "azure-native:dbforpostgresql:Server", {}],
    [
      "a database with the vendor's key",
      "azure-native:dbforpostgresql:Server",
      { dataEncryption: { type: "SystemManaged" } },
    ],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).not.toEqual([]);
  });
});
