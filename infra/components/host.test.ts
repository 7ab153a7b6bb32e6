import { all, once, one, place, surroundings } from "../testing/parts";
import { record } from "../testing/record";
import { Host } from "./host";

const build = once((redundancy: "local" | "zone") =>
  record(() => new Host("host", { ...place, network: surroundings().network, redundancy })),
);

describe("Host", () => {
  it("is inside the network, in the subnet that is delegated to it", async () => {
    const environment = one(await build("local"), "app:ManagedEnvironment");
    expect(environment.inputs["vnetConfiguration"]).toMatchObject({
      internal: true,
      infrastructureSubnetId: expect.stringMatching(/subnets\/apps$/) as string,
    });
    expect(environment.inputs).not.toHaveProperty("publicNetworkAccess"); // excluded by `internal`
  });

  it("sends logs by a diagnostic setting, for which the workspace gives out no key", async () => {
    const made = await build("local");
    const environment = one(made, "app:ManagedEnvironment");
    expect(environment.inputs["appLogsConfiguration"]).toEqual({ destination: "azure-monitor" });
    const settings = all(made, "monitor:DiagnosticSetting").map((each) => each.propertyDependencies["resourceUri"]);
    expect(settings).toContainEqual([environment.urn]);
  });

  it("declares the profile that its apps run in", async () => {
    expect(one(await build("local"), "app:ManagedEnvironment").inputs["workloadProfiles"]).toEqual([
      { name: "Consumption", workloadProfileType: "Consumption" },
    ]);
  });

  it("resolves its apps' names, and its own, inside the network", async () => {
    const made = await build("local");
    const { inputs } = one(made, "app:ManagedEnvironment");
    const domain = `${String(inputs["environmentName"])}.swedencentral.azurecontainerapps.io`;
    expect(one(made, "privatedns:PrivateZone", "host-zone").inputs["privateZoneName"]).toBe(domain);
    expect(
      all(made, "privatedns:PrivateRecordSet").map(({ inputs: record }) => record["relativeRecordSetName"]),
    ).toEqual(expect.arrayContaining(["@", "*"]));
  });

  it.each([
    ["local", false],
    ["zone", true],
  ] as const)("with %s redundancy spreads over zones: %s", async (redundancy, zoneRedundant) => {
    expect(one(await build(redundancy), "app:ManagedEnvironment").inputs).toMatchObject({ zoneRedundant });
  });
});
