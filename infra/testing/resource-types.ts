import { createHash } from "node:crypto";

type Inputs = Readonly<Record<string, unknown>>;

/** What the stand-in knows of one azure-native type. */
interface ResourceType {
  /** The ARM id with inputs in braces; `scope` and full resource ids may begin it. */
  readonly id: string;
  /** Inputs, beside those in the id and `location`, that Azure cannot change in place. */
  readonly fixed?: readonly string[];
  /** Outputs that programs read and inputs do not hold. */
  readonly outputs?: (id: string, inputs: Inputs) => Inputs;
}

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const group = `${subscription}/resourceGroups/{resourceGroupName}`;
const inGroup = (path: string) => `${group}/providers/${path}`;
const onScope = (path: string) => `{scope}/providers/${path}`;

/** An identity that depends on the resource alone, so that a second run sees the same one. */
const uuid = (seed: string) => {
  const hex = createHash("sha256").update(seed).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
};
const text = (value: unknown) => (typeof value === "string" ? value : "");
const systemIdentity = (id: string, inputs: Inputs): Inputs =>
  typeof inputs["identity"] === "object" && inputs["identity"] !== null
    ? { identity: { ...inputs["identity"], principalId: uuid(`principal ${id}`), tenantId: uuid("tenant") } }
    : {};

/**
 * Every type that the reference environments deploy. A type that is missing here fails the rehearsal: it would
 * otherwise be rehearsed with invented rules. Create-only properties follow the service traps in the design notes.
 */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "apimanagement:Api": { id: inGroup("Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}") },
  "apimanagement:ApiDiagnostic": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}/diagnostics/{diagnosticId}"),
  },
  "apimanagement:ApiPolicy": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}/policies/{policyId}"),
  },
  "apimanagement:ApiManagementService": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}"),
    outputs: (id, inputs) => ({
      gatewayUrl: `https://${text(inputs["serviceName"])}.azure-api.net`,
      ...systemIdentity(id, inputs),
    }),
  },
  "apimanagement:Diagnostic": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}/diagnostics/{diagnosticId}"),
  },
  "apimanagement:Logger": { id: inGroup("Microsoft.ApiManagement/service/{serviceName}/loggers/{loggerId}") },
  "apimanagement:NamedValue": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}/namedValues/{namedValueId}"),
  },
  "apimanagement:ApiOperation": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}/apis/{apiId}/operations/{operationId}"),
  },
  "apimanagement:Product": { id: inGroup("Microsoft.ApiManagement/service/{serviceName}/products/{productId}") },
  "apimanagement:ProductApi": {
    id: inGroup("Microsoft.ApiManagement/service/{serviceName}/products/{productId}/apis/{apiId}"),
  },
  "apimanagement:Policy": { id: inGroup("Microsoft.ApiManagement/service/{serviceName}/policies/{policyId}") },
  "app:ContainerApp": {
    id: inGroup("Microsoft.App/containerApps/{containerAppName}"),
    fixed: ["managedEnvironmentId", "environmentId"],
    outputs: (id, inputs) => ({
      latestRevisionFqdn: `${text(inputs["containerAppName"])}.internal.example`,
      ...systemIdentity(id, inputs),
    }),
  },
  "app:Job": { id: inGroup("Microsoft.App/jobs/{jobName}"), fixed: ["environmentId"] },
  "app:ManagedEnvironment": {
    id: inGroup("Microsoft.App/managedEnvironments/{environmentName}"),
    fixed: ["vnetConfiguration", "zoneRedundant", "infrastructureResourceGroup"],
    outputs: (_id, inputs) => ({
      defaultDomain: `${text(inputs["environmentName"])}.${text(inputs["location"])}.azurecontainerapps.io`,
      staticIp: "10.0.0.62",
    }),
  },
  "applicationinsights:Component": {
    id: inGroup("Microsoft.Insights/components/{resourceName}"),
    fixed: ["applicationType"],
    outputs: (id) => ({
      instrumentationKey: uuid(`key ${id}`),
      appId: uuid(`app ${id}`),
      connectionString: `InstrumentationKey=${uuid(`key ${id}`)};IngestionEndpoint=https://region-1.in.applicationinsights.azure.com/`,
    }),
  },
  "applicationinsights:Workbook": { id: inGroup("Microsoft.Insights/workbooks/{resourceName}") },
  "authorization:ManagementLockByScope": { id: onScope("Microsoft.Authorization/locks/{lockName}") },
  "authorization:PolicyAssignment": { id: onScope("Microsoft.Authorization/policyAssignments/{policyAssignmentName}") },
  "authorization:PolicyDefinition": {
    id: `${subscription}/providers/Microsoft.Authorization/policyDefinitions/{policyDefinitionName}`,
  },
  "authorization:PolicyExemption": { id: onScope("Microsoft.Authorization/policyExemptions/{policyExemptionName}") },
  "authorization:PolicySetDefinition": {
    id: `${subscription}/providers/Microsoft.Authorization/policySetDefinitions/{policySetDefinitionName}`,
  },
  "authorization:RoleAssignment": {
    id: onScope("Microsoft.Authorization/roleAssignments/{roleAssignmentName}"),
    fixed: ["principalId", "roleDefinitionId", "principalType"],
  },
  "cognitiveservices:Account": {
    id: inGroup("Microsoft.CognitiveServices/accounts/{accountName}"),
    fixed: ["kind"],
    outputs: systemIdentity,
  },
  "cognitiveservices:Deployment": {
    id: inGroup("Microsoft.CognitiveServices/accounts/{accountName}/deployments/{deploymentName}"),
  },
  "consumption:Budget": {
    id: onScope("Microsoft.Consumption/budgets/{budgetName}"),
    fixed: ["timePeriod"],
  },
  "containerregistry:Registry": {
    id: inGroup("Microsoft.ContainerRegistry/registries/{registryName}"),
    fixed: ["zoneRedundancy"],
    outputs: (_id, inputs) => ({ loginServer: `${text(inputs["registryName"])}.azurecr.io` }),
  },
  "costmanagement:ScheduledActionByScope": { id: onScope("Microsoft.CostManagement/scheduledActions/{name}") },
  "databricks:AccessConnector": { id: inGroup("Microsoft.Databricks/accessConnectors/{connectorName}") },
  "databricks:Workspace": {
    id: inGroup("Microsoft.Databricks/workspaces/{workspaceName}"),
    fixed: ["managedResourceGroupId", "computeMode"],
  },
  "datafactory:CredentialOperation": {
    id: inGroup("Microsoft.DataFactory/factories/{factoryName}/credentials/{credentialName}"),
  },
  "datafactory:Factory": { id: inGroup("Microsoft.DataFactory/factories/{factoryName}") },
  "datafactory:IntegrationRuntime": {
    id: inGroup("Microsoft.DataFactory/factories/{factoryName}/integrationRuntimes/{integrationRuntimeName}"),
  },
  "datafactory:Pipeline": { id: inGroup("Microsoft.DataFactory/factories/{factoryName}/pipelines/{pipelineName}") },
  "datafactory:Trigger": { id: inGroup("Microsoft.DataFactory/factories/{factoryName}/triggers/{triggerName}") },
  "machinelearningservices:Workspace": {
    id: inGroup("Microsoft.MachineLearningServices/workspaces/{workspaceName}"),
    fixed: ["storageAccount", "keyVault", "encryption", "hbiWorkspace"],
  },
  "dbforpostgresql:AdministratorsMicrosoftEntra": {
    id: inGroup("Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/administrators/{objectId}"),
  },
  "dbforpostgresql:Configuration": {
    id: inGroup("Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/configurations/{configurationName}"),
  },
  "dbforpostgresql:Database": {
    id: inGroup("Microsoft.DBforPostgreSQL/flexibleServers/{serverName}/databases/{databaseName}"),
    fixed: ["charset", "collation"],
  },
  "dbforpostgresql:Server": {
    id: inGroup("Microsoft.DBforPostgreSQL/flexibleServers/{serverName}"),
    fixed: ["network", "dataEncryption", "version"],
    outputs: (_id, inputs) => ({
      fullyQualifiedDomainName: `${text(inputs["serverName"])}.postgres.database.azure.com`,
    }),
  },
  "keyvault:Key": {
    id: inGroup("Microsoft.KeyVault/vaults/{vaultName}/keys/{keyName}"),
    outputs: (_id, inputs) => {
      const keyUri = `https://${text(inputs["vaultName"])}.vault.azure.net/keys/${text(inputs["keyName"])}`;
      return { keyUri, keyUriWithVersion: `${keyUri}/00000000000000000000000000000000` };
    },
  },
  "keyvault:Secret": { id: inGroup("Microsoft.KeyVault/vaults/{vaultName}/secrets/{secretName}") },
  "keyvault:Vault": {
    id: inGroup("Microsoft.KeyVault/vaults/{vaultName}"),
    outputs: (_id, inputs) => ({
      properties: {
        ...asObject(inputs["properties"]),
        vaultUri: `https://${text(inputs["vaultName"])}.vault.azure.net/`,
      },
    }),
  },
  "managedidentity:UserAssignedIdentity": {
    id: inGroup("Microsoft.ManagedIdentity/userAssignedIdentities/{resourceName}"),
    outputs: (id) => ({
      principalId: uuid(`principal ${id}`),
      clientId: uuid(`client ${id}`),
      tenantId: uuid("tenant"),
    }),
  },
  "monitor:ActionGroup": { id: inGroup("Microsoft.Insights/actionGroups/{actionGroupName}") },
  "monitor:ActivityLogAlert": { id: inGroup("Microsoft.Insights/activityLogAlerts/{activityLogAlertName}") },
  "monitor:DiagnosticSetting": { id: "{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}" },
  "monitor:MetricAlert": { id: inGroup("Microsoft.Insights/metricAlerts/{ruleName}") },
  "monitor:PrivateLinkScope": { id: inGroup("Microsoft.Insights/privateLinkScopes/{scopeName}") },
  "monitor:PrivateLinkScopedResource": {
    id: inGroup("Microsoft.Insights/privateLinkScopes/{scopeName}/scopedResources/{name}"),
  },
  "monitor:ScheduledQueryRule": { id: inGroup("Microsoft.Insights/scheduledQueryRules/{ruleName}") },
  "network:NatGateway": { id: inGroup("Microsoft.Network/natGateways/{natGatewayName}") },
  "network:NetworkSecurityGroup": { id: inGroup("Microsoft.Network/networkSecurityGroups/{networkSecurityGroupName}") },
  "network:PrivateDnsZoneGroup": {
    id: inGroup(
      "Microsoft.Network/privateEndpoints/{privateEndpointName}/privateDnsZoneGroups/{privateDnsZoneGroupName}",
    ),
  },
  "network:PrivateEndpoint": {
    id: inGroup("Microsoft.Network/privateEndpoints/{privateEndpointName}"),
    fixed: ["subnet", "privateLinkServiceConnections"],
  },
  "network:Subnet": { id: inGroup("Microsoft.Network/virtualNetworks/{virtualNetworkName}/subnets/{subnetName}") },
  "network:VirtualNetwork": { id: inGroup("Microsoft.Network/virtualNetworks/{virtualNetworkName}") },
  "network:PublicIPAddress": {
    id: inGroup("Microsoft.Network/publicIPAddresses/{publicIpAddressName}"),
    fixed: ["sku", "publicIPAllocationMethod"],
  },
  "operationalinsights:Table": {
    id: inGroup("Microsoft.OperationalInsights/workspaces/{workspaceName}/tables/{tableName}"),
  },
  "operationalinsights:Workspace": {
    id: inGroup("Microsoft.OperationalInsights/workspaces/{workspaceName}"),
    outputs: (id) => ({ customerId: uuid(`customer ${id}`) }),
  },
  "privatedns:PrivateRecordSet": {
    id: inGroup("Microsoft.Network/privateDnsZones/{privateZoneName}/{recordType}/{relativeRecordSetName}"),
  },
  "privatedns:PrivateZone": { id: inGroup("Microsoft.Network/privateDnsZones/{privateZoneName}") },
  "privatedns:VirtualNetworkLink": {
    id: inGroup("Microsoft.Network/privateDnsZones/{privateZoneName}/virtualNetworkLinks/{virtualNetworkLinkName}"),
    fixed: ["virtualNetwork"],
  },
  "resources:Resource": {
    id: inGroup("{resourceProviderNamespace}/{parentResourcePath}/{resourceType}/{resourceName}"),
  },
  "resources:ResourceGroup": { id: group },
  "search:Service": {
    id: inGroup("Microsoft.Search/searchServices/{searchServiceName}"),
    fixed: ["hostingMode"],
    outputs: systemIdentity,
  },
  "search:SharedPrivateLinkResource": {
    id: inGroup(
      "Microsoft.Search/searchServices/{searchServiceName}/sharedPrivateLinkResources/{sharedPrivateLinkResourceName}",
    ),
  },
  "security:Pricing": { id: "{scopeId}/providers/Microsoft.Security/pricings/{pricingName}" },
  "storage:BlobContainer": {
    id: inGroup("Microsoft.Storage/storageAccounts/{accountName}/blobServices/default/containers/{containerName}"),
  },
  "storage:BlobServiceProperties": {
    id: inGroup("Microsoft.Storage/storageAccounts/{accountName}/blobServices/{blobServicesName}"),
  },
  "storage:ManagementPolicy": {
    id: inGroup("Microsoft.Storage/storageAccounts/{accountName}/managementPolicies/{managementPolicyName}"),
  },
  "storage:StorageAccount": {
    id: inGroup("Microsoft.Storage/storageAccounts/{accountName}"),
    fixed: ["kind", "isHnsEnabled"],
    outputs: (_id, inputs) => ({
      primaryEndpoints: { blob: `https://${text(inputs["accountName"])}.blob.core.windows.net/` },
    }),
  },
};

const asObject = (value: unknown): Inputs => (typeof value === "object" && value !== null ? (value as Inputs) : {});

const known = (type: string) => resourceTypes[type.replace("azure-native:", "")];

/** Why the stand-in cannot rehearse this type; undefined when it can. */
export function unknownType(type: string): string | undefined {
  return known(type) ? undefined : `the stand-in does not know ${type}: describe it in infra/testing/resource-types.ts`;
}

/** The ARM id of a resource. Throws when an input that the id is made of is missing or not a string. */
export function identify(type: string, name: string, inputs: Inputs): string {
  return (known(type)?.id ?? "").replace(/\{(\w+)\}/g, (_match, property: string) => {
    const value = inputs[property];
    if (typeof value !== "string" || value === "") throw new Error(`${type} ${name} needs ${property} for its id`);
    return value;
  });
}

/** Outputs beside the inputs: `name`, and whatever the table says that programs read. */
export function outputsOf(type: string, id: string, inputs: Inputs): Inputs {
  return { name: id.split("/").at(-1), ...known(type)?.outputs?.(id, inputs) };
}

/** Names of the top-level inputs that differ between two versions. */
export function changedProperties(before: Inputs, after: Inputs): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => canonical(before[name]) !== canonical(after[name]));
}

/** Of these changed properties, the ones that Azure cannot change in place. */
export function replacing(type: string, changed: readonly string[]): string[] {
  const resource = known(type);
  const inId = [...(resource?.id.matchAll(/\{(\w+)\}/g) ?? [])].map((match) => match[1] ?? "");
  const fixed = new Set([...inId, "location", ...(resource?.fixed ?? [])]);
  return changed.filter((name) => fixed.has(name));
}

/** JSON with sorted keys, in which absent and null are the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined && each !== null);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${key}:${canonical(each)}`)
    .join(",")}}`;
}
