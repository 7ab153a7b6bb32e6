import { ruleContract } from "../testing/judge";
import { modelsStayInTheEu as rule } from "./models-stay-in-the-eu";

describe(rule.name, () => {
  const good = { sku: { name: "Standard", capacity: 10 } };
  ruleContract(rule, "azure-native:cognitiveservices:Deployment", good, [
    ["a deployment that may be processed anywhere", { sku: { name: "GlobalStandard" } }, "GlobalStandard"],
    ["a kind of deployment that nobody has assessed", { sku: { name: "DeveloperTier" } }, "DeveloperTier"],
    ["a deployment that does not say", {}, "nothing"],
    ["a spill-over to another deployment", { ...good, properties: { spilloverDeploymentName: "world" } }, "world"],
  ]);
});
