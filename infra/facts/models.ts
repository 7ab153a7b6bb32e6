/**
 * Model deployments that may be chosen: where inference runs and in which regions they are offered. `Standard` stays in
 * the account's geography; `DataZoneStandard` stays in the EU data zone for an account in a member state, which one page
 * of the vendor widens to EFTA: it is recorded as "EU, possibly EFTA". Global and developer types are not listed, so that
 * they cannot be written. Sources: Microsoft Learn, "Deployment types" (2026-08-06), model matrices (2026-03).
 */
export const deploymentSkus = ["Standard", "DataZoneStandard"] as const;
export type DeploymentSku = (typeof deploymentSkus)[number];

export interface Model {
  readonly version: string;
  readonly usedFor: "chat" | "embedding";
  readonly regions: Readonly<Record<DeploymentSku, readonly string[]>>;
}

const zone = [
  "swedencentral",
  "francecentral",
  "westeurope",
  "germanywestcentral",
  "italynorth",
  "polandcentral",
  "spaincentral",
];

export const models = {
  "gpt-4.1-mini": {
    version: "2025-04-14",
    usedFor: "chat",
    regions: { Standard: ["swedencentral", "francecentral", "westeurope"], DataZoneStandard: zone },
  },
  "text-embedding-3-large": {
    version: "1",
    usedFor: "embedding",
    regions: {
      Standard: ["swedencentral", "francecentral", "germanywestcentral", "polandcentral", "spaincentral"],
      DataZoneStandard: zone,
    },
  },
} as const satisfies Record<string, Model>;
export type ModelName = keyof typeof models;
