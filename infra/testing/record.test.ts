import { ResourceGroup } from "@pulumi/azure-native/resources";
import { BlobContainer } from "@pulumi/azure-native/storage";
import { CustomResource } from "@pulumi/pulumi";
import { record } from "./record";

/** A type that nobody has described. */
class Strange extends CustomResource {}

const group = () => new ResourceGroup("group", { resourceGroupName: "shop", location: "swedencentral" });

describe("record", () => {
  it("tells which resource each property was made from", async () => {
    const recorded = await record(() => {
      const { name } = group();
      new BlobContainer("photos", { resourceGroupName: name, accountName: "shop", containerName: "photos" });
    });
    const [parent, container] = recorded;
    expect(container?.propertyDependencies["resourceGroupName"]).toEqual([parent?.urn]);
  });

  it("refuses a plan with a resource that lacks what its id is made of", async () => {
    await expect(record(() => new ResourceGroup("group", { location: "swedencentral" }))).rejects.toThrow(
      "azure-native:resources:ResourceGroup group needs resourceGroupName for its id",
    );
  });

  it("refuses a plan with a type that it does not know, and names every one", async () => {
    const strange = () => {
      for (const type of ["Cache", "Farm"]) new Strange(`azure-native:strange:${type}`, "it", {});
    };
    await expect(record(strange)).rejects.toThrow(/strange:Cache.*\n.*strange:Farm/);
  });

  it("records again after a refusal", async () => {
    await expect(record(() => new Strange("azure-native:strange:Cache", "it", {}))).rejects.toThrow();
    expect((await record(group)).map(({ name }) => name)).toEqual(["group"]);
  });
});
