import { judge, planned } from "../testing/judge";
import { resourcesStayInTheEu as rule } from "./resources-stay-in-the-eu";

const account = "azure-native:storage:StorageAccount";
const server = "azure-native:dbforpostgresql:Server";
const workspace = "azure-native:operationalinsights:Workspace";
const local = { location: "swedencentral", sku: { name: "Standard_ZRS" } };

describe(rule.name, () => {
  it.each([
    ["a member state", account, local],
    ["a member state in words", account, { ...local, location: "Sweden Central" }],
    ["a type that Azure keeps nowhere in particular", "azure-native:privatedns:PrivateZone", { location: "global" }],
    ["a backup that stays", server, { location: "swedencentral", backup: { geoRedundantBackup: "Disabled" } }],
  ])("accepts %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).toEqual([]);
  });

  it.each([
    ["the United States", account, { ...local, location: "eastus" }],
    ["Switzerland, which is adequate and not a member", account, { ...local, location: "switzerlandnorth" }],
    ["Norway, which is in the EEA and not a member", account, { ...local, location: "norwayeast" }],
    ["the United Kingdom", account, { ...local, location: "uksouth" }],
    ["a store that is kept nowhere in particular", account, { ...local, location: "global" }],
    ["a resource that does not say where it stands", account, { sku: local.sku }],
    ["a further location", account, { ...local, additionalLocations: [{ location: "westus" }] }],
    ["a failover", account, { ...local, failoverPolicies: [{ locationName: "westus" }] }],
    [
      "an account that answers from several regions",
      "azure-native:cognitiveservices:Account",
      { ...local, properties: { locations: { regions: [{ name: "japaneast" }] } } },
    ],
    ["a workspace that is replicated", workspace, { ...local, replication: { enabled: true, location: "uksouth" } }],
    [
      "a copy in a region that the plan does not name",
      account,
      { location: "swedencentral", sku: { name: "StandardV2_GZRS" } },
    ],
    ["an account that does not say how it is copied", account, { location: "swedencentral" }],
    ["a backup in another region", server, { location: "swedencentral", backup: { geoRedundantBackup: "Enabled" } }],
    ["a server that does not say where its backup is", server, { location: "swedencentral" }],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).toHaveLength(1);
  });

  it("has nothing to say about a resource without a place", async () => {
    expect(await judge(rule, planned("azure-native:network:Subnet", {}))).toEqual({ messages: [], applied: 0 });
  });

  it.each([
    ["norwayeast", "applies the Regulation"],
    ["Switzerland North", "adequacy decision"],
    ["uksouth", "the United Kingdom"],
    ["eastus", "not a region of the European Union"],
  ])("tells why %s will not do", async (location, reason) => {
    expect((await judge(rule, planned(account, { ...local, location }))).messages.join()).toContain(reason);
  });
});
