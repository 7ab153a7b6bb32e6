/**
 * Private DNS zones by what a private endpoint connects to. Source: Microsoft Learn, "Azure Private Endpoint private DNS
 * zone values"; asOf 2026-03.
 */
export const dnsZones = {
  blob: ["privatelink.blob.core.windows.net"],
  vault: ["privatelink.vaultcore.azure.net"],
  searchService: ["privatelink.search.windows.net"],
  account: ["privatelink.cognitiveservices.azure.com", "privatelink.openai.azure.com"],
  registry: ["privatelink.azurecr.io"],
  postgresqlServer: ["privatelink.postgres.database.azure.com"],
  azuremonitor: [
    "privatelink.monitor.azure.com",
    "privatelink.oms.opinsights.azure.com",
    "privatelink.ods.opinsights.azure.com",
    "privatelink.agentsvc.azure-automation.net",
    "privatelink.blob.core.windows.net",
  ],
} as const;
export type EndpointGroup = keyof typeof dnsZones;
export const zoneNames = [...new Set(Object.values(dnsZones).flat())].sort();
