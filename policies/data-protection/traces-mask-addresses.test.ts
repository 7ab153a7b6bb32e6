import { ruleContract } from "../testing/judge";
import { tracesMaskAddresses as rule } from "./traces-mask-addresses";

describe(rule.name, () => {
  const good = { disableIpMasking: false, ingestionMode: "LogAnalytics" };
  ruleContract(rule, "azure-native:applicationinsights:Component", good, [
    ["addresses as they are", { ...good, disableIpMasking: true }, "disableIpMasking is true"],
    ["traces outside the workspace", { ...good, ingestionMode: "ApplicationInsights" }, "ingestionMode"],
    ["a component that does not say", {}, "disableIpMasking is nothing"],
  ]);
});
