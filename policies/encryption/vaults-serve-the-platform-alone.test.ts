import { ruleContract } from "../testing/judge";
import { vaultsServeThePlatformAlone as rule } from "./vaults-serve-the-platform-alone";

const good = { properties: { enabledForDeployment: false } };

describe(rule.name, () => {
  ruleContract(rule, "azure-native:keyvault:Vault", good, [
    ["a door for machines", { properties: { enabledForDeployment: true } }, "enabledForDeployment"],
    ["a door for disks", { properties: { enabledForDiskEncryption: true } }, "enabledForDiskEncryption"],
    ["a door for templates", { properties: { enabledForTemplateDeployment: true } }, "enabledForTemplateDeployment"],
    ["access policies", { properties: { accessPolicies: [{ objectId: "x" }] } }, "assign roles"],
  ]);
});
