import { ruleContract } from "../testing/judge";
import { vaultsKeepWhatIsDeleted as rule } from "./vaults-keep-what-is-deleted";

describe(rule.name, () => {
  const good = { properties: { enablePurgeProtection: true, enableSoftDelete: true } };
  ruleContract(rule, "azure-native:keyvault:Vault", good, [
    [
      "a vault that can be purged",
      { properties: { enablePurgeProtection: false, enableSoftDelete: true } },
      "enablePurgeProtection",
    ],
    ["a vault that does not say", {}, "enablePurgeProtection is nothing"],
  ]);
});
