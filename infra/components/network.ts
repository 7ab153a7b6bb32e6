import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import { type EndpointGroup, dnsZones, zoneNames } from "../facts/dns-zones";
import { type Place, after, asWritten } from "../place";
import { diagnose } from "./diagnostics";
import { type GatewayTier, type SubnetName, subnetsIn } from "./subnets";

export interface NetworkArgs extends Place {
  /** At least a /22; subnets are cut from it. */
  readonly block: string;
  readonly gateway: GatewayTier;
}

/** A network in which the stores have addresses of their own and names resolve to them; nothing else comes in. */
export class Network extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly subnets: Readonly<Record<SubnetName, pulumi.Output<string>>>;
  private readonly zones: ReadonlyMap<string, pulumi.Output<string>>;
  private readonly args: NetworkArgs;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:network:Network", name, {}, opts);
    this.args = args;
    const { resourceGroupName, location, tags, named } = args;
    const place = { resourceGroupName, location, tags };

    const virtualNetworkName = named("other", "network");
    const virtualNetwork = new network.VirtualNetwork(
      name,
      { ...place, virtualNetworkName, addressSpace: { addressPrefixes: [args.block] } },
      { parent: this },
    );
    this.id = virtualNetwork.id;
    let earlier: pulumi.Resource = virtualNetwork; // subnets of one network are made one at a time
    const made = subnetsIn(args.block, args.gateway).map(({ name: role, delegation, securityRules, addressPrefix }) => {
      const group = new network.NetworkSecurityGroup(
        `${name}-${role}-rules`,
        { ...place, networkSecurityGroupName: named("other", `${role}-rules`), securityRules },
        { parent: this },
      );
      diagnose(`${name}-${role}-rules`, group.id, args.workspaceId, { parent: this }, "logs");
      const subnet = new network.Subnet(
        `${name}-${role}`,
        {
          resourceGroupName,
          virtualNetworkName: after(virtualNetwork, virtualNetworkName),
          subnetName: role,
          addressPrefix, // the singular form: Container Apps does not find the plural one
          networkSecurityGroup: { id: group.id },
          privateEndpointNetworkPolicies:
            network.VirtualNetworkPrivateEndpointNetworkPolicies.NetworkSecurityGroupEnabled,
          defaultOutboundAccess: false,
          delegations: delegation === undefined ? [] : [{ name: role, serviceName: delegation }],
        },
        { parent: this, dependsOn: earlier },
      );
      earlier = subnet;
      return [role, subnet.id] as const;
    });
    this.subnets = Object.fromEntries(made) as Record<SubnetName, pulumi.Output<string>>;
    this.zones = new Map(zoneNames.map((zone) => [zone, this.resolve(`${name}-${zone}`, zone, { parent: this })]));
    this.registerOutputs({ id: this.id });
  }

  /** A private zone whose names this network resolves. */
  resolve(name: string, zone: pulumi.Input<string>, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
    const { resourceGroupName, tags } = this.args;
    const place = { resourceGroupName, location: "global", tags };
    const made = new privatedns.PrivateZone(name, { ...place, privateZoneName: zone }, opts);
    new privatedns.VirtualNetworkLink(
      `${name}-link`,
      {
        ...place,
        privateZoneName: zone,
        virtualNetworkLinkName: "network",
        registrationEnabled: false,
        virtualNetwork: { id: this.id },
      },
      { ...opts, dependsOn: made },
    );
    return made.id;
  }

  /** A private address for a resource, and the names that lead to it. */
  connect(
    name: string,
    group: EndpointGroup,
    resourceId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
  ): network.PrivateEndpoint {
    const { resourceGroupName, location, tags, named } = this.args;
    const subnet = { id: this.subnets.endpoints };
    const privateEndpointName = named("other", `${name}-endpoint`);
    const endpoint = new network.PrivateEndpoint(
      `${name}-endpoint`,
      {
        resourceGroupName,
        location,
        tags,
        privateEndpointName,
        customNetworkInterfaceName: named("other", `${name}-interface`),
        subnet,
        privateLinkServiceConnections: [{ name: group, groupIds: [group], privateLinkServiceId: resourceId }],
      },
      { ...opts, transformations: [asWritten({ subnet })] },
    );
    new network.PrivateDnsZoneGroup(
      `${name}-names`,
      {
        resourceGroupName,
        privateEndpointName: after(endpoint, privateEndpointName),
        privateDnsZoneGroupName: "default",
        privateDnsZoneConfigs: dnsZones[group].map((zone) => ({
          name: zone.replaceAll(".", "-"),
          privateDnsZoneId: this.zones.get(zone) ?? "",
        })),
      },
      opts,
    );
    return endpoint;
  }
}
