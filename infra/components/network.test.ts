import { endpointsOf } from "../facts/analytics";
import { type EndpointGroup, dnsZones, zonesFor } from "../facts/dns-zones";
import { all, once, one, oneAtATime, place } from "../testing/parts";
import { record } from "../testing/record";
import { Network } from "./network";
import type { GatewayTier } from "./subnets";

const optional: readonly string[] = Object.values(endpointsOf).flat();
const everyday = zonesFor((Object.keys(dnsZones) as EndpointGroup[]).filter((group) => !optional.includes(group)));
const build = once((gateway: GatewayTier = "standard", block: string = "10.9.0.0/16") =>
  record(() => {
    const network = new Network("network", { ...place, block, gateway });
    network.connect("photos", "blob", "/photos", {});
  }),
);

describe("Network", () => {
  it("gives every subnet rules, a prefix of its own and no way out by default", async () => {
    const subnets = all(await build(), "network:Subnet").map(({ inputs }) => inputs);
    expect(new Set(subnets.map(({ addressPrefix }) => addressPrefix)).size).toBe(3);
    for (const subnet of subnets) {
      expect(subnet).toMatchObject({
        defaultOutboundAccess: false,
        networkSecurityGroup: { id: expect.any(String) as string },
      });
      expect(subnet).not.toHaveProperty("addressPrefixes");
    }
  });

  it("cuts its subnets from the smallest block that is allowed", async () => {
    const prefixes = all(await build("standard", "10.4.4.0/22"), "network:Subnet").map(
      ({ inputs }) => inputs["addressPrefix"],
    );
    expect(prefixes.sort()).toEqual(["10.4.4.0/23", "10.4.6.0/24", "10.4.7.0/24"]);
  });

  it.each([
    ["standard", { apps: "Microsoft.App/environments", endpoints: undefined, gateway: "Microsoft.Web/serverFarms" }],
    ["developer", { apps: "Microsoft.App/environments", endpoints: undefined, gateway: undefined }],
  ] as const)("delegates subnets as a %s gateway needs it", async (tier, expected) => {
    const delegations = all(await build(tier), "network:Subnet").map(({ inputs }) => {
      const [first] = inputs["delegations"] as readonly { serviceName: string }[];
      return [inputs["subnetName"], first?.serviceName];
    });
    expect(Object.fromEntries(delegations)).toEqual(expected);
  });

  it("ends every list of rules with a refusal of what comes in", async () => {
    for (const { inputs } of all(await build("developer"), "network:NetworkSecurityGroup"))
      expect(inputs["securityRules"]).toContainEqual(
        expect.objectContaining({ access: "Deny", direction: "Inbound", sourceAddressPrefix: "*", priority: 4000 }),
      );
  });

  it("lets the gateway alone call the service, and nobody but the service reach the stores", async () => {
    const groups = all(await build(), "network:NetworkSecurityGroup");
    const into = (ending: string) =>
      (groups.find(({ name }) => name.endsWith(ending))?.inputs["securityRules"] as readonly Record<string, unknown>[])
        .filter(({ access, direction }) => access === "Allow" && direction === "Inbound")
        .map(({ sourceAddressPrefix }) => sourceAddressPrefix);
    expect(into("apps-rules")).toEqual(["10.9.3.0/24", "10.9.0.0/23", "AzureLoadBalancer"]);
    expect(into("endpoints-rules")).toEqual(["10.9.0.0/23"]);
    expect(into("gateway-rules")).toEqual([]);
  });

  it("gives no rule of one list and direction the priority of another", async () => {
    for (const { inputs } of all(await build("developer"), "network:NetworkSecurityGroup")) {
      const rules = inputs["securityRules"] as readonly { direction: string; priority: number }[];
      expect(new Set(rules.map(({ direction, priority }) => `${direction} ${priority}`)).size).toBe(rules.length);
    }
  });

  it("makes subnets one at a time", async () => {
    const made = await build();
    expect(oneAtATime(made, all(made, "network:Subnet"))).toBe(true);
  });

  it("links every private zone once", async () => {
    const made = await build();
    const names = (type: string) =>
      all(made, type)
        .map(({ inputs }) => String(inputs["privateZoneName"]))
        .sort();
    expect(names("privatedns:PrivateZone")).toEqual(everyday);
    expect(names("privatedns:VirtualNetworkLink")).toEqual(everyday);
  });

  it("spells the agents' zone with a hyphen, as Azure resolves it", () => {
    expect(dnsZones.azuremonitor).toContain("privatelink.agentsvc.azure-automation.net");
  });

  it("answers for a resource at a private address, by records that Azure keeps", async () => {
    const made = await build();
    expect(one(made, "network:PrivateEndpoint").inputs["privateLinkServiceConnections"]).toEqual([
      { name: "blob", groupIds: ["blob"], privateLinkServiceId: "/photos" },
    ]);
    const [config] = one(made, "network:PrivateDnsZoneGroup").inputs["privateDnsZoneConfigs"] as readonly Record<
      string,
      string
    >[];
    expect(config?.["privateDnsZoneId"]).toMatch(/privateDnsZones\/privatelink.blob.core.windows.net$/);
  });

  it("has room for Spark where it is asked for: two subnets that call what their rules name and nothing else", async () => {
    const made = await record(
      () => new Network("network", { ...place, block: "10.9.0.0/21", gateway: "standard", analytics: ["databricks"] }),
    );
    const subnets = all(made, "network:Subnet").filter(({ inputs }) => inputs["natGateway"] !== undefined);
    expect(subnets.map(({ inputs }) => inputs["subnetName"]).sort()).toEqual(["spark-containers", "spark-hosts"]);
    const rules = one(made, "network:NetworkSecurityGroup", "spark-hosts-rules").inputs["securityRules"];
    const outbound = (rules as readonly Record<string, unknown>[]).filter(({ direction }) => direction === "Outbound");
    expect(outbound.at(-1)).toMatchObject({ access: "Deny", destinationAddressPrefix: "*", priority: 4000 });
    expect(outbound.map((rule) => rule["destinationAddressPrefix"])).not.toContain("Internet");
    expect(all(made, "privatedns:PrivateZone").map(({ inputs: zone }) => zone["privateZoneName"])).toContain(
      "privatelink.azuredatabricks.net",
    );
  });
});
