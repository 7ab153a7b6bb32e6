import { all, once, one, place, surroundings } from "../testing/parts";
import { record } from "../testing/record";
import { Gateway } from "./gateway";
import type { GatewayTier } from "./subnets";

const build = once((tier: GatewayTier) =>
  record(() => {
    const { network } = surroundings();
    const who = { publisherEmail: "a@example.com", publisherName: "Example" };
    const trust = { issuer: "https://login.example.com", audience: "api://penderie" };
    return new Gateway("gateway", { ...place, ...who, ...trust, network, tier, backend: "api.internal" });
  }),
);

describe("Gateway", () => {
  it.each([
    ["developer", { name: "Developer", capacity: 1 }],
    ["standard", { name: "StandardV2", capacity: 1 }],
  ] as const)("as %s reaches into the network through its own subnet", async (tier, sku) => {
    expect(one(await build(tier), "apimanagement:ApiManagementService").inputs).toMatchObject({
      sku,
      virtualNetworkType: "External",
      virtualNetworkConfiguration: { subnetResourceId: expect.stringMatching(/subnets\/gateway$/) as string },
    });
  });

  it("does not ask to be closed to the public at creation, which Azure refuses", async () => {
    expect(one(await build("standard"), "apimanagement:ApiManagementService").inputs).not.toHaveProperty(
      "publicNetworkAccess",
    );
  });

  it("turns old protocols off where there is a switch, and has an address where one is needed", async () => {
    const developer = await build("developer");
    expect(one(developer, "apimanagement:ApiManagementService").inputs["customProperties"]).toMatchObject({
      "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols.Tls11": "False",
      "Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Ciphers.TripleDes168": "False",
    });
    expect(all(developer, "network:PublicIPAddress")).toHaveLength(1);
    const standard = await build("standard");
    expect(one(standard, "apimanagement:ApiManagementService").inputs).not.toHaveProperty("customProperties");
    expect(all(standard, "network:PublicIPAddress")).toEqual([]);
  });

  it("logs neither bodies, nor headers, nor addresses, nor what stands in a query", async () => {
    const nothing = {
      headers: [],
      body: { bytes: 0 },
      dataMasking: { queryParams: [{ value: "*", mode: "Hide" }] },
    };
    const { inputs } = one(await build("standard"), "apimanagement:ApiDiagnostic");
    expect(inputs["logClientIp"]).toBe(false);
    expect(inputs["verbosity"]).not.toBe("verbose");
    for (const side of ["frontend", "backend"])
      expect(inputs[side]).toMatchObject({ request: nothing, response: nothing });
  });

  it("takes tokens and no subscription keys, over HTTPS alone", async () => {
    const made = await build("standard");
    expect(one(made, "apimanagement:Api").inputs).toMatchObject({
      subscriptionRequired: false,
      protocols: ["https"],
      serviceUrl: "https://api.internal",
    });
    expect(one(made, "apimanagement:ApiPolicy").inputs["value"]).toContain("<validate-jwt");
  });

  it("passes on every method that the API has", async () => {
    const made = all(await build("standard"), "apimanagement:ApiOperation").map(({ inputs }) => inputs["method"]);
    expect(made.sort()).toEqual(["DELETE", "GET", "PATCH", "POST", "PUT"]);
  });
});
