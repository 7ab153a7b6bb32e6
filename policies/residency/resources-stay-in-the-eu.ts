import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";
import { isInTheEu, notInTheUnion } from "../regions";

/** Types that stand somewhere. One that does not say follows its group or the provider, which no reader of it can see. */
const placed = new Set(
  `apimanagement:ApiManagementService app:ContainerApp app:Job app:ManagedEnvironment applicationinsights:Component
  applicationinsights:Workbook   databricks:AccessConnector databricks:Workspace datafactory:Factory machinelearningservices:Workspace network:NatGateway
  cognitiveservices:Account containerregistry:Registry dbforpostgresql:Server keyvault:Vault
  managedidentity:UserAssignedIdentity monitor:ActionGroup monitor:ActivityLogAlert monitor:MetricAlert monitor:PrivateLinkScope
  monitor:ScheduledQueryRule network:NetworkSecurityGroup network:PrivateEndpoint network:PublicIPAddress
  network:VirtualNetwork operationalinsights:Workspace privatedns:PrivateZone privatedns:VirtualNetworkLink
  resources:ResourceGroup search:Service storage:StorageAccount`
    .split(/\s+/)
    .map((type) => `azure-native:${type}`),
);

/** Types that Azure keeps nowhere in particular and that hold no personal data. */
const global = new Set([
  "azure-native:monitor:MetricAlert",
  "azure-native:monitor:PrivateLinkScope",
  "azure-native:privatedns:PrivateZone",
  "azure-native:privatedns:VirtualNetworkLink",
]);

/** Where resources name places besides their own: gateways, replicas, failover, accounts and workspaces in several regions. */
const listsOfPlaces = [
  "additionalLocations",
  "locations",
  "replicas",
  "failoverPolicies",
  "properties.locations.regions",
];

const places = (props: unknown): readonly unknown[] =>
  [
    at(props, "location"),
    at(props, "primaryRegion"),
    at(props, "replication"),
    ...listsOfPlaces.flatMap((list) => listAt(props, list)),
  ].flatMap((place) =>
    typeof place === "object" && place !== null
      ? [at(place, "location"), at(place, "locationName"), at(place, "name")]
      : [place],
  );

/** Geo-redundant copies go to the paired region, which the plan does not name: by type, where they are chosen and what is none. */
const copies: Readonly<Record<string, readonly [path: string, none: RegExp]>> = {
  "azure-native:storage:StorageAccount": ["sku.name", /_(LRS|ZRS)$/],
  "azure-native:dbforpostgresql:Server": ["backup.geoRedundantBackup", /^Disabled$/],
};

/** Personal data stays where the Regulation does: every place that a resource names is in a member state (Chapter V). */
export const resourcesStayInTheEu: ResourceValidationPolicy = {
  name: "resources-stay-in-the-eu",
  description: "Every location, replica and geo-redundant copy must be in a member state of the European Union.",
  framework: gdpr("Art. 44-49", "Transfers to third countries"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const named = places(args.props).filter((place) => place !== undefined);
    if (named.length === 0 && !placed.has(args.type)) return args.notApplicable();
    if (at(args.props, "location") === undefined && placed.has(args.type))
      report("the resource does not say where it stands; set location");
    for (const place of named)
      if (!isInTheEu(place) && !(place === "global" && global.has(args.type)))
        report(`${shown(place)} ${notInTheUnion(place)}; choose one such as swedencentral`);
    const [path, none] = copies[args.type] ?? [];
    if (path !== undefined && none !== undefined) {
      const copied = at(args.props, path);
      if (typeof copied !== "string" || !none.test(copied))
        report(`${path} is ${shown(copied)}: copies go to a region that the plan does not name; keep them in this one`);
    }
  },
};
