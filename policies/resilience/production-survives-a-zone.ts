import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

type Check = readonly [path: string, wanted: string, holds: (value: unknown) => boolean];

const is =
  (...allowed: readonly unknown[]) =>
  (value: unknown) =>
    allowed.includes(value);
const atLeast = (least: number) => (value: unknown) => typeof value === "number" && value >= least;

/** By type: what keeps it answering when a data centre fails. */
const redundant: Readonly<Record<string, Check>> = {
  "azure-native:app:ManagedEnvironment": ["zoneRedundant", "true", is(true)],
  "azure-native:app:ContainerApp": ["template.scale.minReplicas", "at least 2", atLeast(2)],
  "azure-native:containerregistry:Registry": ["zoneRedundancy", "Enabled", is("Enabled")],
  "azure-native:dbforpostgresql:Server": ["highAvailability.mode", "ZoneRedundant", is("ZoneRedundant")],
  "azure-native:search:Service": ["replicaCount", "at least 2", atLeast(2)],
  "azure-native:storage:StorageAccount": [
    "sku.name",
    "Standard_ZRS or Premium_ZRS",
    is("Standard_ZRS", "Premium_ZRS", "StandardV2_ZRS", "PremiumV2_ZRS"),
  ],
};

/** Availability is security as well; other environments may do without. */
export const productionSurvivesAZone: ResourceValidationPolicy = {
  name: "production-survives-a-zone",
  description: "Production must keep its stores and go on answering when one data centre of the region fails.",
  framework: gdpr("Art. 32(1)(b)", "Availability and resilience of processing"),
  severity: "medium",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const check = redundant[args.type];
    if (!check) return args.notApplicable();
    if (at(args.props, "tags.environment") !== "prod") return;
    const [path, wanted, holds] = check;
    const value = at(args.props, path);
    if (!holds(value)) report(`${path} is ${shown(value)}; in production, ${wanted}`);
  },
};
