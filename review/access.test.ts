import { type Access, access } from "./access";
import { azureResources } from "./plan";
import { recorded } from "./testing/plans";

let found: Access;
beforeAll(async () => {
  found = access(azureResources(await recorded("prod")));
});

const rights = (workload: string, target: string) =>
  found.grants.flatMap((grant) => (grant.workload === workload && grant.target === target ? [grant.may] : []));

describe("who may reach what", () => {
  it("has one door, and behind it the service alone", () => {
    expect(found.doors).toEqual([{ door: "gateway", workloads: ["service"] }]);
  });

  it("lets the service write photographs and read the catalogue", () => {
    expect(rights("service", "photos-photos")).toEqual(["write"]);
    expect(rights("service", "operations-catalogue")).toEqual(["read"]);
  });

  it("tells what runs before the service from the service: that alone administers the database", () => {
    expect(rights("service, at start", "database")).toEqual(["administer"]);
    expect(rights("service", "database")).toEqual([]);
  });

  it("lets features be written by segmentation and the sweep alone, photographs by the service and the sweep", () => {
    const writers = (target: string) =>
      found.grants.flatMap((grant) => (grant.target === target && grant.may === "write" ? [grant.workload] : []));
    expect(writers("events-features")).toEqual(["jobs-segment", "jobs-sweep"]);
    expect(writers("photos-photos")).toEqual(["jobs-sweep", "service"]);
  });

  it("knows what of it is personal, container by container", () => {
    expect(found.targets["photos-photos"]?.stores).toEqual(["photos"]);
    expect(found.targets["operations-catalogue"]?.stores).toEqual([]);
  });

  it("assumes the worst of a role that nobody has judged", async () => {
    const resources = azureResources(await recorded("prod")).map((each) =>
      each.name === "api-acrPull-registry"
        ? { ...each, inputs: { ...each.inputs, roleDefinitionId: "x/unknown" } }
        : each,
    );
    expect(access(resources).grants).toContainEqual(
      expect.objectContaining({ workload: "service", target: "registry", may: "administer" }),
    );
  });
});
