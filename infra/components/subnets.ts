import { cut, parseBlock } from "../cidr";

/** How the gateway joins the network: the tiers differ in the delegation and the openings that they ask for. */
export type GatewayTier = "developer" | "standard";

interface Rule {
  readonly name: string;
  readonly reason: string;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  /** A subnet of the plan, a service tag of Azure, or `*`. */
  readonly from: string;
  readonly to: string;
  readonly ports: readonly string[];
}

interface SubnetPlan {
  /** Addresses from the beginning of the network's block. */
  readonly offset: number;
  readonly bits: number;
  readonly delegation: string | undefined;
  readonly rules: readonly Rule[];
  /** Whether it has a way to public addresses, for what its rules name. */
  readonly goesOut?: boolean;
}

const allow = (direction: Rule["direction"], name: string, reason: string, from: string, to: string, ports: string[]) =>
  ({ name: `allow-${name}`, reason, direction, access: "Allow", from, to, ports }) as const;

const denyOthers: Rule = {
  name: "deny-others",
  reason: "what no rule names stays outside, also when it comes from within the network",
  direction: "Inbound",
  access: "Deny",
  from: "*",
  to: "*",
  ports: ["*"],
};

const gateways: Readonly<Record<GatewayTier, Pick<SubnetPlan, "delegation" | "rules">>> = {
  // Injected into the network: the platform's control plane and load balancer come in beside the clients.
  developer: {
    delegation: undefined,
    rules: [
      allow("Inbound", "clients", "apps call the API here", "Internet", "VirtualNetwork", ["443"]),
      allow("Inbound", "management", "its own control plane", "ApiManagement", "VirtualNetwork", ["3443"]),
      allow("Inbound", "probes", "its load balancer", "AzureLoadBalancer", "VirtualNetwork", ["6390"]),
      denyOthers,
    ],
  },
  // Integrated for what it calls: nothing comes in through the subnet.
  standard: { delegation: "Microsoft.Web/serverFarms", rules: [denyOthers] },
};

/** The subnets of a network. Sources: Microsoft Learn, "Securing a virtual network in Azure Container Apps"; API Management. */
const plan = (gateway: GatewayTier) =>
  ({
    apps: {
      offset: 0,
      bits: 23,
      delegation: "Microsoft.App/environments",
      rules: [
        allow("Inbound", "gateway", "the gateway alone calls the service", "gateway", "apps", ["443", "31443"]),
        allow("Inbound", "itself", "the environment's own nodes", "apps", "apps", ["*"]),
        allow("Inbound", "probes", "its load balancer", "AzureLoadBalancer", "apps", ["30000-32767"]),
        denyOthers,
        // The issuer's signing keys and the platform's own images have public addresses; a rule knows no host names.
        allow("Outbound", "inside", "stores and models have private addresses", "apps", "VirtualNetwork", ["*"]),
        allow("Outbound", "https", "signing keys, platform images, identities", "apps", "Internet", ["443"]),
        {
          name: "deny-other-egress",
          reason: "nothing else leaves the network",
          direction: "Outbound",
          access: "Deny",
          from: "*",
          to: "Internet",
          ports: ["*"],
        },
      ],
    },
    endpoints: {
      offset: 512,
      bits: 24,
      delegation: undefined,
      rules: [
        allow("Inbound", "apps", "the service and its jobs reach the stores", "apps", "endpoints", ["443", "5432"]),
        denyOthers,
      ],
    },
    gateway: { offset: 768, bits: 24, ...gateways[gateway] },
  }) as const satisfies Record<string, SubnetPlan>;

/**
 * Where Spark works. Microsoft Learn, "Deploy Azure Databricks in your virtual network": nodes talk to one another, and out to
 * storage, the event hub, the control plane and the directory; everything else is denied.
 */
const spark = (): Readonly<Record<SparkSubnet, SubnetPlan>> => {
  const out = (name: string, reason: string, tag: string, port: string) =>
    allow("Outbound", name, reason, "VirtualNetwork", tag, [port]);
  const rules: readonly Rule[] = [
    allow("Inbound", "hosts", "nodes of a cluster", "spark-hosts", "VirtualNetwork", ["*"]),
    allow("Inbound", "containers", "nodes of a cluster", "spark-containers", "VirtualNetwork", ["*"]),
    denyOthers,
    allow("Outbound", "inside", "event files have private addresses", "VirtualNetwork", "VirtualNetwork", ["*"]),
    out("storage", "its own images and its own disk", "Storage", "443"),
    out("events", "what it says of itself", "EventHub", "9093"),
    out("control", "its control plane", "AzureDatabricks", "443"),
    out("directory", "identities", "AzureActiveDirectory", "443"),
    { ...denyOthers, name: "deny-other-egress", reason: "nothing else leaves", direction: "Outbound" },
  ];
  const subnet = { bits: 24, delegation: "Microsoft.Databricks/workspaces", rules, goesOut: true };
  return { "spark-hosts": { ...subnet, offset: 1024 }, "spark-containers": { ...subnet, offset: 1280 } };
};

export type SparkSubnet = "spark-hosts" | "spark-containers";
export type SubnetName = keyof ReturnType<typeof plan>;

/** What the plan comes to in one network: addresses, delegations and security rules, ready to be asked for. */
export function subnetsIn(network: string, gateway: GatewayTier, withSpark = false) {
  const block = parseBlock(network);
  if (!block) throw new Error(`${network} is not a block of addresses`);
  const all: Readonly<Record<string, SubnetPlan>> = { ...plan(gateway), ...(withSpark && spark()) };
  const subnets = Object.entries(all);
  const addresses = new Map<string, string>(
    subnets.map(([name, { offset, bits }]) => [name, cut(block, offset, bits)]),
  );
  const address = (place: string) => addresses.get(place) ?? place;
  return subnets.map(([name, { delegation, rules, goesOut = false }]) => ({
    name: name as SubnetName | SparkSubnet,
    goesOut,
    addressPrefix: address(name),
    delegation,
    securityRules: rules.map((rule, index) => ({
      name: rule.name,
      description: rule.reason,
      priority: rule.access === "Deny" ? 4000 : 100 + 10 * index,
      direction: rule.direction,
      access: rule.access,
      protocol: rule.access === "Deny" ? "*" : "Tcp",
      sourceAddressPrefix: address(rule.from),
      sourcePortRange: "*",
      destinationAddressPrefix: address(rule.to),
      destinationPortRanges: [...rule.ports],
    })),
  }));
}
