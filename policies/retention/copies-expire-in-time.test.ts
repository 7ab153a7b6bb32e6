import { judge, planned, ruleContract } from "../testing/judge";
import { copiesExpireInTime as rule } from "./copies-expire-in-time";

const workspace = "azure-native:operationalinsights:Workspace";
const declared = { tags: { "gdpr:retention-days": "90" } };

describe(rule.name, () => {
  const good = { backup: { backupRetentionDays: 7 } };
  ruleContract(rule, "azure-native:dbforpostgresql:Server", good, [
    ["backups that outlive the promise", { backup: { backupRetentionDays: 35 } }, "35"],
    ["a server that does not say", {}, "nothing"],
  ]);

  it("accepts logs that are kept as long as their tag declares", async () => {
    expect((await judge(rule, planned(workspace, { ...declared, retentionInDays: 90 }))).messages).toEqual([]);
  });

  it.each([
    ["logs that are kept longer", workspace, { ...declared, retentionInDays: 180 }],
    ["logs that do not say", "azure-native:applicationinsights:Component", declared],
    ["logs without a declaration", workspace, { retentionInDays: 30 }],
    ["a container that cannot forget", "azure-native:storage:BlobContainerImmutabilityPolicy", {}],
    [
      "an account that cannot forget",
      "azure-native:storage:StorageAccount",
      { immutableStorageWithVersioning: { enabled: true } },
    ],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).toHaveLength(1);
  });
});
