import * as monitor from "@pulumi/azure-native/monitor";
import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointGroup, dnsZones, zoneNames } from "../facts/dns-zones";
import type { Place } from "../place";

/** How the gateway joins the network: the tiers differ in the delegation and the openings that they ask for. */
export type GatewayTier = "developer" | "standard";

export interface NetworkArgs extends Place {
  /** A /16; subnets are cut from it. */
  readonly block: string;
  readonly gateway: GatewayTier;
  /** What Monitor receives through the network instead of from outside it. */
  readonly monitored: readonly { readonly name: string; readonly id: pulumi.Input<string> }[];
}

interface Rule {
  readonly name: string;
  readonly reason: string;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly from: string;
  readonly to: string;
  readonly ports: string;
}

const denyTheRest: Rule = {
  name: "deny-other-inbound",
  reason: "what no rule names stays outside, also from within the network",
  direction: "Inbound",
  access: "Deny",
  from: "*",
  to: "*",
  ports: "*",
};
const gatewayRules: Readonly<Record<GatewayTier, readonly Rule[]>> = {
  developer: [
    {
      name: "allow-clients",
      reason: "apps call the API here",
      direction: "Inbound",
      access: "Allow",
      from: "Internet",
      to: "VirtualNetwork",
      ports: "443",
    },
    {
      name: "allow-management",
      reason: "the service's own control plane",
      direction: "Inbound",
      access: "Allow",
      from: "ApiManagement",
      to: "VirtualNetwork",
      ports: "3443",
    },
    {
      name: "allow-probe",
      reason: "health probe of the platform's load balancer",
      direction: "Inbound",
      access: "Allow",
      from: "AzureLoadBalancer",
      to: "VirtualNetwork",
      ports: "6390",
    },
    denyTheRest,
  ],
  standard: [denyTheRest],
};
const gatewayDelegation: Readonly<Record<GatewayTier, string | undefined>> = {
  developer: undefined,
  standard: "Microsoft.Web/serverFarms",
};

const subnetPlan = (gateway: GatewayTier) =>
  ({
    apps: {
      third: "0.0/23",
      delegation: "Microsoft.App/environments",
      rules: [
        {
          name: "allow-gateway",
          reason: "only the gateway calls the service",
          direction: "Inbound",
          access: "Allow",
          from: "VirtualNetwork",
          to: "VirtualNetwork",
          ports: "443",
        },
        {
          name: "allow-probe",
          reason: "health probe of the environment's load balancer",
          direction: "Inbound",
          access: "Allow",
          from: "AzureLoadBalancer",
          to: "VirtualNetwork",
          ports: "*",
        },
        denyTheRest,
      ],
    },
    endpoints: {
      third: "2.0/24",
      delegation: undefined,
      rules: [
        {
          name: "allow-inside",
          reason: "the service, its jobs and the gateway reach the stores",
          direction: "Inbound",
          access: "Allow",
          from: "VirtualNetwork",
          to: "VirtualNetwork",
          ports: "443",
        },
        {
          name: "allow-database",
          reason: "the service and its jobs reach PostgreSQL",
          direction: "Inbound",
          access: "Allow",
          from: "VirtualNetwork",
          to: "VirtualNetwork",
          ports: "5432",
        },
        denyTheRest,
      ],
    },
    gateway: { third: "3.0/24", delegation: gatewayDelegation[gateway], rules: gatewayRules[gateway] },
  }) as const satisfies Record<string, { third: string; delegation: string | undefined; rules: readonly Rule[] }>;
export type SubnetName = keyof ReturnType<typeof subnetPlan>;

/** A network in which the stores have addresses of their own and names resolve to them; nothing else comes in. */
export class Network extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly subnets: Readonly<Record<SubnetName, pulumi.Output<string>>>;
  private readonly zones: ReadonlyMap<string, pulumi.Output<string>>;
  private readonly args: NetworkArgs;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:network:Network", name, {}, opts);
    this.args = args;
    const { resourceGroupName, location, tags } = args;
    const place = { resourceGroupName, location, tags };
    const prefix = args.block.replace(/0\.0\/16$/, "");

    const virtualNetwork = new network.VirtualNetwork(
      name,
      { ...place, virtualNetworkName: name, addressSpace: { addressPrefixes: [args.block] } },
      { parent: this },
    );
    let earlier: pulumi.Resource = virtualNetwork; // subnets of one network are made one at a time
    const made = Object.entries(subnetPlan(args.gateway)).map(([role, { third, delegation, rules }]) => {
      const group = new network.NetworkSecurityGroup(
        `${name}-${role}-rules`,
        { ...place, networkSecurityGroupName: `${name}-${role}`, securityRules: rules.map(securityRule) },
        { parent: this },
      );
      const subnet = new network.Subnet(
        `${name}-${role}`,
        {
          resourceGroupName,
          virtualNetworkName: virtualNetwork.name,
          subnetName: role,
          addressPrefix: `${prefix}${third}`,
          networkSecurityGroup: { id: group.id },
          privateEndpointNetworkPolicies:
            network.VirtualNetworkPrivateEndpointNetworkPolicies.NetworkSecurityGroupEnabled,
          defaultOutboundAccess: role !== "endpoints",
          ...(delegation === undefined ? {} : { delegations: [{ name: role, serviceName: delegation }] }),
        },
        { parent: this, dependsOn: earlier },
      );
      earlier = subnet;
      return [role, subnet.id] as const;
    });
    this.subnets = Object.fromEntries(made) as Record<SubnetName, pulumi.Output<string>>;
    this.zones = new Map(
      zoneNames.map((zone) => {
        const { id } = new privatedns.PrivateZone(
          `${name}-${zone}`,
          { resourceGroupName, location: "global", tags, privateZoneName: zone },
          { parent: this },
        );
        new privatedns.VirtualNetworkLink(
          `${name}-${zone}-link`,
          {
            resourceGroupName,
            location: "global",
            tags,
            privateZoneName: zone,
            virtualNetworkLinkName: "network",
            registrationEnabled: false,
            virtualNetwork: { id: virtualNetwork.id },
          },
          { parent: this, dependsOn: [virtualNetwork], deletedWith: virtualNetwork },
        );
        return [zone, id];
      }),
    );
    this.id = virtualNetwork.id;

    const scope = new monitor.PrivateLinkScope(
      `${name}-monitor`,
      {
        resourceGroupName,
        location: "global",
        tags,
        scopeName: `${name}-monitor`,
        accessModeSettings: { ingestionAccessMode: "PrivateOnly", queryAccessMode: "PrivateOnly" },
      },
      { parent: this },
    );
    const scoped = args.monitored.map(
      (each) =>
        new monitor.PrivateLinkScopedResource(
          `${name}-monitor-${each.name}`,
          { resourceGroupName, scopeName: scope.name, name: each.name, linkedResourceId: each.id },
          { parent: this },
        ),
    );
    this.connect(`${name}-monitor`, "azuremonitor", scope.id, { parent: this, dependsOn: scoped });
    this.registerOutputs({ id: this.id });
  }

  /** A private address for a resource, and the names that lead to it. */
  connect(
    name: string,
    group: EndpointGroup,
    resourceId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
  ): network.PrivateEndpoint {
    const { resourceGroupName, location, tags } = this.args;
    const endpoint = new network.PrivateEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName,
        location,
        tags,
        privateEndpointName: `${name}-endpoint`,
        customNetworkInterfaceName: `${name}-interface`,
        subnet: { id: this.subnets.endpoints },
        privateLinkServiceConnections: [{ name: group, groupIds: [group], privateLinkServiceId: resourceId }],
      },
      opts,
    );
    new network.PrivateDnsZoneGroup(
      `${name}-names`,
      {
        resourceGroupName,
        privateEndpointName: endpoint.name,
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: dnsZones[group].map((zone) => ({
          name: zone.replaceAll(".", "-"),
          privateDnsZoneId: this.zones.get(zone) ?? "",
        })),
      },
      { ...opts, deletedWith: endpoint },
    );
    return endpoint;
  }
}

const securityRule = (rule: Rule, index: number) => ({
  name: rule.name,
  description: rule.reason,
  priority: rule.access === "Deny" ? 4000 : 100 + 10 * index,
  direction: rule.direction,
  access: rule.access,
  protocol: rule.access === "Deny" ? "*" : "Tcp",
  sourceAddressPrefix: rule.from,
  sourcePortRange: "*",
  destinationAddressPrefix: rule.to,
  destinationPortRange: rule.ports,
});
