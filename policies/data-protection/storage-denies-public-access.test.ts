import { judge, planned, ruleContract } from "../testing/judge";
import { storageDeniesPublicAccess as rule } from "./storage-denies-public-access";

describe(rule.name, () => {
  const good = { allowBlobPublicAccess: false };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["an account that allows it", { allowBlobPublicAccess: true }, "allowBlobPublicAccess"],
    ["an account that does not say", {}, "allowBlobPublicAccess"],
  ]);

  it("rejects a container that anybody may read", async () => {
    expect(
      (await judge(rule, planned("azure-native:storage:BlobContainer", { publicAccess: "Blob" }))).messages,
    ).toHaveLength(1);
  });
});
