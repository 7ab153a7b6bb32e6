import { judge, planned } from "../testing/judge";
import { resourcesStayInTheEu as rule } from "./resources-stay-in-the-eu";

const account = "azure-native:storage:StorageAccount";

describe(rule.name, () => {
  it.each([
    ["a member state", account, { location: "swedencentral" }],
    ["a member state in words", account, { location: "Sweden Central" }],
    ["a type that Azure keeps nowhere in particular", "azure-native:privatedns:PrivateZone", { location: "global" }],
  ])("accepts %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).toEqual([]);
  });

  it.each([
    ["the United States", account, { location: "eastus" }],
    ["Switzerland, which is adequate and not a member", account, { location: "switzerlandnorth" }],
    ["Norway, which is in the EEA and not a member", account, { location: "norwayeast" }],
    ["the United Kingdom", account, { location: "uksouth" }],
    ["a store that is kept nowhere in particular", account, { location: "global" }],
    ["a further location", account, { location: "swedencentral", additionalLocations: [{ location: "westus" }] }],
    [
      "a copy in a region that the plan does not name",
      account,
      { location: "swedencentral", sku: { name: "Standard_GRS" } },
    ],
    ["a backup in such a region", account, { location: "swedencentral", backup: { geoRedundantBackup: "Enabled" } }],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).toHaveLength(1);
  });

  it("has nothing to say about a resource without a place", async () => {
    expect(await judge(rule, planned("azure-native:network:Subnet", {}))).toEqual({ messages: [], applied: 0 });
  });
});
