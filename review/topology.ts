import type { Recorded } from "../infra/testing/record";

/** The network of an environment, as the graph says it: what sits in which subnet, and what is reached through it. */
export interface Topology {
  readonly network: string;
  readonly block: string;
  readonly subnets: readonly Zone[];
  /** Services that are reached through an address of the network. */
  readonly endpoints: readonly Endpoint[];
}

export interface Zone {
  readonly name: string;
  readonly block: string;
  /** What the subnet is given to, such as `Microsoft.App/environments`; empty for none. */
  readonly delegated: string;
  readonly holds: readonly string[];
  /** Of those, what takes requests from the internet. */
  readonly doors: readonly string[];
}

export interface Endpoint {
  readonly subnet: string;
  readonly target: string;
  readonly kind: string;
  /** Whether the target says that it refuses every other way. */
  readonly closed: boolean;
}

const is = (type: string) => (resource: Recorded) => resource.type === `azure-native:${type}`;
const madeFrom = (resource: Recorded, urn: string) =>
  Object.values(resource.propertyDependencies).some((urns) => urns.includes(urn));
const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
const first = (value: unknown): unknown => (Array.isArray(value) ? (value as readonly unknown[])[0] : undefined);
const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Reads the zones of a plan; undefined for one without a network. */
export function topology(resources: readonly Recorded[]): Topology | undefined {
  const network = resources.find(is("network:VirtualNetwork"));
  if (!network) return undefined;
  const endpoints = resources.filter(is("network:PrivateEndpoint"));
  const doors = resources.filter(is("apimanagement:ApiManagementService"));
  const subnets = resources.filter(is("network:Subnet")).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    network: network.name,
    block: text(first(at(network.inputs["addressSpace"], "addressPrefixes"))),
    subnets: subnets.map((subnet): Zone => {
      const inside = resources.filter((each) => madeFrom(each, subnet.urn) && !endpoints.includes(each));
      const hosted = inside.flatMap((host) =>
        resources.filter((each) => /:app:(ContainerApp|Job)$/.test(each.type) && madeFrom(each, host.urn)),
      );
      const holds = hosted.length > 0 ? hosted : inside;
      return {
        name: subnet.name,
        block: text(subnet.inputs["addressPrefix"]),
        delegated: text(at(first(subnet.inputs["delegations"]), "serviceName")),
        holds: [...new Set(holds.map(({ name }) => name))].sort(),
        doors: doors.filter((door) => holds.includes(door)).map(({ name }) => name),
      };
    }),
    endpoints: endpoints
      .flatMap((endpoint): readonly Endpoint[] => {
        const target = resources.find(
          (each) => endpoint.propertyDependencies["privateLinkServiceConnections"]?.includes(each.urn) === true,
        );
        const subnet = subnets.find(({ urn }) => madeFrom(endpoint, urn));
        if (!target || !subnet) return [];
        return [
          {
            subnet: subnet.name,
            target: target.name,
            kind: target.type.split(":").at(-1) ?? "",
            closed: closed(target.inputs),
          },
        ];
      })
      .sort((a, b) => (a.target < b.target ? -1 : 1)),
  };
}

/** Services spell it in three ways and at four depths. */
function closed(inputs: Recorded["inputs"]): boolean {
  const words = [
    inputs["publicNetworkAccess"],
    at(inputs["properties"], "publicNetworkAccess"),
    at(inputs["network"], "publicNetworkAccess"),
    at(inputs["accessModeSettings"], "queryAccessMode"),
  ];
  return words.some((word) => /^(disabled|privateonly)$/i.test(text(word)));
}
