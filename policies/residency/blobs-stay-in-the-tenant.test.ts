import { ruleContract } from "../testing/judge";
import { blobsStayInTheTenant as rule } from "./blobs-stay-in-the-tenant";

describe(rule.name, () => {
  const good = { allowCrossTenantReplication: false, allowedCopyScope: "PrivateLink" };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["replication to another tenant", { ...good, allowCrossTenantReplication: true }, "allowCrossTenantReplication"],
    ["copies to any account of the tenant", { ...good, allowedCopyScope: "AAD" }, "AAD"],
    ["an account that does not say", {}, "allowedCopyScope is nothing"],
  ]);
});
