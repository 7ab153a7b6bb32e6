import { ruleContract } from "../testing/judge";
import { modelsArePinned as rule } from "./models-are-pinned";

describe(rule.name, () => {
  const good = { properties: { model: { version: "1" }, versionUpgradeOption: "NoAutoUpgrade" } };
  ruleContract(rule, "azure-native:cognitiveservices:Deployment", good, [
    ["a model without a version", { properties: { model: {}, versionUpgradeOption: "NoAutoUpgrade" } }, "pin"],
    [
      "a model that upgrades by itself",
      { properties: { model: { version: "1" }, versionUpgradeOption: "OnceNewDefaultVersionAvailable" } },
      "NoAutoUpgrade",
    ],
    ["a deployment that does not say", {}, "versionUpgradeOption is nothing"],
  ]);
});
