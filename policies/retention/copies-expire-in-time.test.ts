import { judge, planned, ruleContract } from "../testing/judge";
import { copiesExpireInTime as rule } from "./copies-expire-in-time";

describe(rule.name, () => {
  const good = { backup: { backupRetentionDays: 7 } };
  ruleContract(rule, "azure-native:dbforpostgresql:Server", good, [
    ["backups that outlive the promise", { backup: { backupRetentionDays: 35 } }, "35"],
    ["a server that does not say", {}, "nothing"],
  ]);

  it("rejects a container that cannot forget", async () => {
    expect(
      (await judge(rule, planned("azure-native:storage:BlobContainerImmutabilityPolicy", {}))).messages,
    ).toHaveLength(1);
  });
});
