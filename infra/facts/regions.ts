/** What a region offers of the services that a plan needs; EU member states only, so that a choice is never a leak. */
export interface Region {
  readonly country: string;
  /** AI Vision multimodal embeddings. */
  readonly vision: boolean;
  readonly openAi: boolean;
  /** API Management Standard v2. */
  readonly gatewayV2: boolean;
  /** AI Search with availability zones. */
  readonly searchZones: boolean;
}

/**
 * As of 2026-03-31. Sources: Microsoft Learn, "Image Analysis overview" (2025-09), "AI Search region support" (2025-10), "API Management
 * region availability" (2025-11), model matrix "datazone-standard" (2026-03). Switzerland, Norway and the United Kingdom
 * offer much of this and are not in the European Union.
 */
export const regions = {
  swedencentral: { country: "SE", vision: true, openAi: true, gatewayV2: true, searchZones: true },
  francecentral: { country: "FR", vision: true, openAi: true, gatewayV2: true, searchZones: true },
  westeurope: { country: "NL", vision: true, openAi: true, gatewayV2: true, searchZones: true },
  northeurope: { country: "IE", vision: true, openAi: false, gatewayV2: true, searchZones: true },
  germanywestcentral: { country: "DE", vision: false, openAi: true, gatewayV2: true, searchZones: true },
  italynorth: { country: "IT", vision: false, openAi: true, gatewayV2: false, searchZones: true },
  polandcentral: { country: "PL", vision: false, openAi: true, gatewayV2: false, searchZones: false },
  spaincentral: { country: "ES", vision: false, openAi: true, gatewayV2: false, searchZones: true },
} as const satisfies Record<string, Region>;
export type RegionName = keyof typeof regions;

/** Regions in which every service of the plan exists. */
export const complete = (Object.entries(regions) as [RegionName, Region][])
  .filter(([, { vision, openAi, gatewayV2, searchZones }]) => vision && openAi && gatewayV2 && searchZones)
  .map(([name]) => name);
