/**
 * Sizes that may be chosen. Source: Microsoft Learn, "Compute options in Azure Database for PostgreSQL flexible server",
 * "Choose a pricing tier for Azure AI Search"; asOf 2026-03. Burstable servers take no standby.
 */
export const databaseSizes = {
  Standard_B1ms: { tier: "Burstable", standby: false },
  Standard_B2s: { tier: "Burstable", standby: false },
  Standard_D2ds_v5: { tier: "GeneralPurpose", standby: true },
  Standard_D4ds_v5: { tier: "GeneralPurpose", standby: true },
} as const;
export type DatabaseSize = keyof typeof databaseSizes;

/** The most replicas and partitions of one search service. A basic one has up to three of each since 2024. */
export const searchSizes = {
  basic: { replicas: 3, partitions: 3 },
  standard: { replicas: 12, partitions: 12 },
} as const;
export type SearchSize = keyof typeof searchSizes;
