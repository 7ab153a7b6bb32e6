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
  databricks_ui_api: ["privatelink.azuredatabricks.net"],
  browser_authentication: ["privatelink.azuredatabricks.net"],
  dataFactory: ["privatelink.datafactory.azure.net"],
  amlworkspace: ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"],
} as const;
export type EndpointGroup = keyof typeof dnsZones;
/** The zones that these groups need, each once. */
export const zonesFor = (groups: readonly EndpointGroup[]): readonly string[] =>
  [...new Set(groups.flatMap((group) => [...dnsZones[group]]))].sort();
