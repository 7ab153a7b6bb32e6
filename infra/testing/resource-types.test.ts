import { changedProperties, identify, outputsOf, replacing, unknownType } from "./resource-types";

const account = "azure-native:storage:StorageAccount";

describe("the stand-in's knowledge of Azure", () => {
  it("refuses a type that nobody has described, and says where to", () => {
    expect(unknownType("azure-native:web:WebApp")).toContain("resource-types.ts");
    expect(unknownType(account)).toBeUndefined();
  });

  it("builds an id from the inputs that Azure builds it from", () => {
    expect(identify(account, "photos", { resourceGroupName: "rg", accountName: "stphotos" })).toMatch(
      /\/resourceGroups\/rg\/providers\/Microsoft.Storage\/storageAccounts\/stphotos$/,
    );
  });

  it("fails when an input of the id is missing, instead of inventing one", () => {
    expect(() => identify(account, "photos", { resourceGroupName: "rg" })).toThrow("photos needs accountName");
  });

  it("gives an identity a principal that is the same every time", () => {
    const type = "azure-native:managedidentity:UserAssignedIdentity";
    const principal = outputsOf(type, "/id", {})["principalId"];
    expect(principal).toMatch(/^[0-9a-f-]{36}$/);
    expect(outputsOf(type, "/id", {})["principalId"]).toBe(principal);
  });

  it.each([
    ["a tag", { tags: { a: "1" } }, { tags: { a: "2" } }, ["tags"], []],
    ["a place", { location: "swedencentral" }, { location: "francecentral" }, ["location"], ["location"]],
    ["a name", { accountName: "a" }, { accountName: "b" }, ["accountName"], ["accountName"]],
    ["the order of keys", { sku: { name: "a", tier: "b" } }, { sku: { tier: "b", name: "a" } }, [], []],
    ["a property that was never set", { kind: null }, {}, [], []],
  ])("sees a change of %s and whether it replaces", (_title, before, after, changed, replaced) => {
    expect(changedProperties(before, after)).toEqual(changed);
    expect(replacing(account, changed)).toEqual(replaced);
  });
});
