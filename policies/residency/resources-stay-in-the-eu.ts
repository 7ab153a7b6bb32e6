import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";

/** Azure regions in EU member states. Norway, Switzerland and the United Kingdom are none. Source: Azure geographies, 2026-03. */
const regions = new Set([
  "austriaeast",
  "belgiumcentral",
  "denmarkeast",
  "francecentral",
  "francesouth",
  "germanynorth",
  "germanywestcentral",
  "italynorth",
  "northeurope",
  "polandcentral",
  "spaincentral",
  "swedencentral",
  "swedensouth",
  "westeurope",
]);

/** Types that Azure keeps nowhere in particular and that hold no personal data. */
const global = new Set([
  "azure-native:monitor:MetricAlert",
  "azure-native:monitor:PrivateLinkScope",
  "azure-native:privatedns:PrivateZone",
  "azure-native:privatedns:VirtualNetworkLink",
]);

/** Every place that a resource can name besides its own. */
const places = (props: unknown): readonly unknown[] =>
  [
    at(props, "location"),
    at(props, "primaryRegion"),
    ...["additionalLocations", "locations", "replicas", "failoverPolicies"].flatMap((list) => listAt(props, list)),
  ].flatMap((place) =>
    typeof place === "object" && place !== null ? [at(place, "location"), at(place, "locationName")] : [place],
  );

/** Geo-redundant copies go to the paired region, which the plan does not name. */
const copies = ["Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS"];

/** Personal data stays where the Regulation does: every place that a resource names is in a member state (Chapter V). */
export const resourcesStayInTheEu: ResourceValidationPolicy = {
  name: "resources-stay-in-the-eu",
  description: "Every location, replica and geo-redundant copy must be in a member state of the European Union.",
  framework: gdpr("Art. 44-49", "Transfers to third countries"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const named = places(args.props).filter((place) => place !== undefined);
    const copied = [at(args.props, "sku.name"), at(args.props, "backup.geoRedundantBackup")];
    const replicated = copied.some(
      (value) => value === "Enabled" || (typeof value === "string" && copies.includes(value)),
    );
    if (named.length === 0 && !replicated) return args.notApplicable();
    for (const place of named) {
      const region = typeof place === "string" ? place.toLowerCase().replaceAll(" ", "") : "";
      if (region === "global" ? !global.has(args.type) : !regions.has(region))
        report(`${shown(place)} is not a region of the European Union; choose one such as swedencentral`);
    }
    if (replicated)
      report("a geo-redundant copy goes to a paired region that the plan does not name; use zone redundancy");
  },
};
