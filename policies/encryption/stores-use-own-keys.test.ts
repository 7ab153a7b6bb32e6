import { ruleContract } from "../testing/judge";
import { storesUseOwnKeys as rule } from "./stores-use-own-keys";

describe(rule.name, () => {
  const good = { encryption: { keySource: "Microsoft.Keyvault" } };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["the vendor's key", { encryption: { keySource: "Microsoft.Storage" } }, "Microsoft.Storage"],
    ["a store that does not say", {}, "encryption.keySource is nothing"],
  ]);
});
