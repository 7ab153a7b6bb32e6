import * as network from "@pulumi/azure-native/network";
import * as privatedns from "@pulumi/azure-native/privatedns";
import * as pulumi from "@pulumi/pulumi";
import { type AnalyticsPart, endpointsOf } from "../facts/analytics";
import { type EndpointGroup, dnsZones, zonesFor } from "../facts/dns-zones";
import { type Place, after, asWritten } from "../place";
import { diagnose } from "./diagnostics";
import { type GatewayTier, type SparkSubnet, type SubnetName, subnetsIn } from "./subnets";

export interface NetworkArgs extends Place {
  /** At least a /22; subnets are cut from it. */
  readonly block: string;
  readonly gateway: GatewayTier;
  /** What needs names of its own, and for Spark subnets with a way out. @default none */
  readonly analytics?: readonly AnalyticsPart[];
}

/** What every environment reaches by private addresses. */
const always = [
  "blob",
  "vault",
  "searchService",
  "account",
  "registry",
  "postgresqlServer",
  "azuremonitor",
] as const satisfies readonly EndpointGroup[];

/** A network in which the stores have addresses of their own and names resolve to them; nothing else comes in. */
export class Network extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly subnets: Readonly<Record<SubnetName, pulumi.Output<string>>>;
  private readonly names = new Map<string, pulumi.Output<string>>();
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
    const spark = args.analytics?.includes("databricks") === true;
    const wayOut = spark ? this.wayOut(`${name}-way-out`) : undefined;
    let earlier: pulumi.Resource = virtualNetwork; // subnets of one network are made one at a time
    const made = subnetsIn(args.block, args.gateway, spark).map((planned) => {
      const { name: role, delegation, securityRules, addressPrefix } = planned;
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
          ...(planned.goesOut && wayOut && { natGateway: { id: wayOut } }),
          delegations: delegation === undefined ? [] : [{ name: role, serviceName: delegation }],
        },
        { parent: this, dependsOn: earlier },
      );
      earlier = subnet;
      this.names.set(role, after(subnet, role));
      return [role, subnet.id] as const;
    });
    this.subnets = Object.fromEntries(made) as Record<SubnetName, pulumi.Output<string>>;
    this.zones = new Map(
      zonesFor([...always, ...(args.analytics ?? []).flatMap((part) => [...endpointsOf[part]])]).map((zone) => [
        zone,
        this.resolve(`${name}-${zone}`, zone, { parent: this }),
      ]),
    );
    this.registerOutputs({ id: this.id });
  }

  /** The name of a subnet, once it is there. */
  nameOf(subnet: SubnetName | SparkSubnet): pulumi.Output<string> {
    const name = this.names.get(subnet);
    if (!name) throw new Error(`this network has no subnet ${subnet}`);
    return name;
  }

  /** One address behind which a subnet calls what its rules name; nothing comes in through it. */
  private wayOut(name: string): pulumi.Output<string> {
    const { resourceGroupName, location, tags, named, workspaceId } = this.args;
    const place = { resourceGroupName, location, tags };
    const address = new network.PublicIPAddress(
      `${name}-address`,
      {
        ...place,
        publicIpAddressName: named("other", `${name}-address`),
        publicIPAllocationMethod: network.IPAllocationMethod.Static,
        publicIPAddressVersion: network.IPVersion.IPv4,
        sku: { name: network.PublicIPAddressSkuName.Standard },
      },
      { parent: this },
    );
    diagnose(`${name}-address`, address.id, workspaceId, { parent: this });
    return new network.NatGateway(
      name,
      {
        ...place,
        natGatewayName: named("other", name),
        sku: { name: network.NatGatewaySkuName.Standard },
        publicIpAddresses: [{ id: address.id }],
        idleTimeoutInMinutes: 4,
      },
      { parent: this },
    ).id;
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
