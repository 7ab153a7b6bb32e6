import { ruleContract } from "../testing/judge";
import { resourcesSayWhoseTheyAre as rule } from "./resources-say-whose-they-are";

const tags = { application: "penderie", environment: "dev", controller: "A", "cost-centre": "digital" };

describe(rule.name, () => {
  ruleContract(rule, "azure-native:search:Service", { tags }, [
    ["nobody who answers for it", { tags: { ...tags, controller: " " } }, "controller"],
    ["a bill for nobody", { tags: { ...tags, "cost-centre": undefined } }, "cost-centre"],
    ["a resource that does not say", {}, "application, environment, controller, cost-centre"],
  ]);
});
