import { once, one, surroundings } from "../testing/parts";
import { record } from "../testing/record";
import { Registry } from "./registry";

const build = once((redundancy: "local" | "zone") =>
  record(() => new Registry("registry", { ...surroundings(), redundancy })),
);

describe("Registry", () => {
  it("has no administrator, serves no stranger and lets nothing out", async () => {
    expect(one(await build("local"), "containerregistry:Registry").inputs).toMatchObject({
      sku: { name: "Premium" }, // the only tier with a private endpoint
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccess: "Disabled",
      policies: { exportPolicy: { status: "disabled" } },
    });
  });

  it("takes the tokens with which identities pull", async () => {
    expect(one(await build("local"), "containerregistry:Registry").inputs["policies"]).toMatchObject({
      azureADAuthenticationAsArmPolicy: { status: "enabled" },
    });
  });

  it.each([
    ["local", "Disabled"],
    ["zone", "Enabled"],
  ] as const)("with %s redundancy has zones %s", async (redundancy, zoneRedundancy) => {
    expect(one(await build(redundancy), "containerregistry:Registry").inputs).toMatchObject({ zoneRedundancy });
  });
});
