import { ruleContract } from "../testing/judge";
import { workloadsHaveIdentities as rule } from "./workloads-have-identities";

const good = { identity: { type: "UserAssigned" } };

describe(rule.name, () => {
  ruleContract(rule, "azure-native:app:Job", good, [
    ["a system's own identity", { ...good, identity: { type: "SystemAssigned" } }, "SystemAssigned"],
    ["both kinds", { ...good, identity: { type: "SystemAssigned,UserAssigned" } }, "SystemAssigned"],
    ["a workload that does not say", {}, "identity.type is nothing"],
  ]);
});
