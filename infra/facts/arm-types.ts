/**
 * How Azure Policy writes the types that a waiver may be about, by the name under which programs ask for them. Source: the
 * `type` of each resource in the declarations of @pulumi/azure-native 3.28.0 and Microsoft Learn, "Resource providers".
 */
export const armTypes: Readonly<Record<string, string>> = {
  "azure-native:apimanagement:ApiManagementService": "Microsoft.ApiManagement/service",
  "azure-native:app:ContainerApp": "Microsoft.App/containerApps",
  "azure-native:app:Job": "Microsoft.App/jobs",
  "azure-native:app:ManagedEnvironment": "Microsoft.App/managedEnvironments",
  "azure-native:applicationinsights:Component": "Microsoft.Insights/components",
  "azure-native:cognitiveservices:Account": "Microsoft.CognitiveServices/accounts",
  "azure-native:cognitiveservices:Deployment": "Microsoft.CognitiveServices/accounts/deployments",
  "azure-native:containerregistry:Registry": "Microsoft.ContainerRegistry/registries",
  "azure-native:databricks:Workspace": "Microsoft.Databricks/workspaces",
  "azure-native:datafactory:Factory": "Microsoft.DataFactory/factories",
  "azure-native:machinelearningservices:Workspace": "Microsoft.MachineLearningServices/workspaces",
  "azure-native:dbforpostgresql:Server": "Microsoft.DBforPostgreSQL/flexibleServers",
  "azure-native:keyvault:Key": "Microsoft.KeyVault/vaults/keys",
  "azure-native:keyvault:Secret": "Microsoft.KeyVault/vaults/secrets",
  "azure-native:keyvault:Vault": "Microsoft.KeyVault/vaults",
  "azure-native:monitor:PrivateLinkScope": "Microsoft.Insights/privateLinkScopes",
  "azure-native:operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces",
  "azure-native:search:Service": "Microsoft.Search/searchServices",
  "azure-native:storage:StorageAccount": "Microsoft.Storage/storageAccounts",
};
