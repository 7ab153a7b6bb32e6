import { type Mutation, add, drop, reworded, set, unset } from "./mutation";

type Spoiled = readonly [
  title: string,
  caught: string | readonly string[],
  change: Mutation["change"],
  where?: Mutation["environment"],
];

const account = "storage:StorageAccount";
const blobs = "storage:BlobServiceProperties";
const lifecycle = "storage:ManagementPolicy";
const vault = "keyvault:Vault";
const search = "search:Service";
const ai = "cognitiveservices:Account";
const model = "cognitiveservices:Deployment";
const database = "dbforpostgresql:Server";
const configuration = "dbforpostgresql:Configuration";
const registry = "containerregistry:Registry";
const app = "app:ContainerApp";
const job = "app:Job";
const host = "app:ManagedEnvironment";
const gateway = "apimanagement:ApiManagementService";
const diagnostic = "apimanagement:ApiDiagnostic";
const apiPolicy = "apimanagement:ApiPolicy";
const nsg = "network:NetworkSecurityGroup";
const subnet = "network:Subnet";
const endpoint = "network:PrivateEndpoint";
const workspace = "operationalinsights:Workspace";
const insights = "applicationinsights:Component";
const setting = "monitor:DiagnosticSetting";
const role = "authorization:RoleAssignment";
const budget = "consumption:Budget";
const anomaly = "costmanagement:ScheduledActionByScope";
const assignment = "authorization:PolicyAssignment";

const spark = "databricks:Workspace";
const factory = "datafactory:Factory";
const models_ = "machinelearningservices:Workspace";

const open = "stores-refuse-public-traffic";
const abroad = "resources-stay-in-the-eu";
const models = "models-stay-in-the-eu";
const keyless = "services-refuse-keys";
const strangers = "networks-refuse-strangers";
const late = "storage-deletes-in-time";
const copies = "copies-expire-in-time";
const unknown = "types-are-known";
const bodies = "gateway-logs-no-bodies";
const narrow = "roles-are-narrow";
const calls = "containers-call-the-platform";
const secrets = "containers-carry-no-secrets";
const images = "images-are-pinned";
const side = "side-doors-stay-shut";

const inbound = { direction: "Inbound", access: "Allow", protocol: "Tcp", priority: 200, sourcePortRange: "*" };
const role_ = (id: string) => `/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/${id}`;
const env = (name: string, value: string) => set(app, "template.containers.0.env.+", { name, value });
const foreign = "/subscriptions/99999999-0000-4000-8000-000000000000/resourceGroups/elsewhere/providers";

const whenEverythingIsOn = (list: readonly Spoiled[]) =>
  list.map(([title, caught, change]): Spoiled => [title, caught, change, "everything"]);

/** By topic: what may go wrong in a program, and which rules must not let it pass. Topics follow the services. */
const spoiled: Readonly<Record<string, readonly Spoiled[]>> = {
  Storage: [
    ["an account is reachable from the internet", open, set(account, "publicNetworkAccess", "Enabled")],
    ["an account says nothing of the internet", open, unset(account, "publicNetworkAccess")],
    ["an account's firewall lets everybody in", open, set(account, "networkRuleSet.defaultAction", "Allow")],
    [
      "public access may be switched on container by container",
      "storage-denies-public-access",
      set(account, "allowBlobPublicAccess", true),
    ],
    [
      "a container's blobs may be read without a login",
      "storage-denies-public-access",
      set("storage:BlobContainer", "publicAccess", "Blob"),
    ],
    ["an account takes shared keys", keyless, set(account, "allowSharedKeyAccess", true)],
    ["an account does not say whether it takes shared keys", keyless, unset(account, "allowSharedKeyAccess")],
    ["an account has local users", keyless, set(account, "isLocalUserEnabled", true)],
    ["an account speaks SFTP", keyless, set(account, "isSftpEnabled", true)],
    [
      "an account replicates into other tenants",
      "blobs-stay-in-the-tenant",
      set(account, "allowCrossTenantReplication", true),
    ],
    ["blobs may be copied anywhere", "blobs-stay-in-the-tenant", unset(account, "allowedCopyScope")],
    ["an account speaks TLS 1.0", "tls-is-current", set(account, "minimumTlsVersion", "TLS1_0")],
    ["an account takes plain HTTP", "tls-is-current", set(account, "enableHttpsTrafficOnly", false)],
    ["an account is copied to the paired region", abroad, set(account, "sku.name", "Standard_GRS")],
    ["an account's copies may be read in the paired region", abroad, set(account, "sku.name", "Standard_RAGZRS")],
    ["an account lies in the United States", abroad, set(account, "location", "eastus2")],
    ["an account lies in Norway, which is no member state", abroad, set(account, "location", "norwayeast")],
    ["an account lies in Switzerland, which is no member state", abroad, set(account, "location", "switzerlandnorth")],
    [
      "blobs are replicated to another account",
      unknown,
      add("storage:ObjectReplicationPolicy", { destinationAccount: `${foreign}/x` }),
    ],
    [
      "an account is encrypted with Microsoft's key",
      "stores-use-own-keys",
      set(account, "encryption.keySource", "Microsoft.Storage"),
    ],
    ["an account names no key", "stores-use-own-keys", unset(account, "encryption.keyVaultProperties.keyName")],
    ["deleted blobs can be brought back for a quarter of a year", late, set(blobs, "deleteRetentionPolicy.days", 90)],
    ["deleted containers can be brought back for a year", late, set(blobs, "containerDeleteRetentionPolicy.days", 365)],
    ["blobs have versions that nothing deletes", late, set(blobs, "isVersioningEnabled", true)],
    ["a container can be restored to a point in time", late, set(blobs, "restorePolicy", { enabled: true, days: 6 })],
    ["an account keeps blobs for ever", late, drop(lifecycle, "photos-lifecycle")],
    ["a lifecycle rule is switched off", late, set(lifecycle, "policy.rules.0.enabled", false)],
    [
      "a lifecycle rule waits for ten years",
      late,
      set(lifecycle, "policy.rules.0.definition.actions.baseBlob.delete.daysAfterModificationGreaterThan", 3650),
    ],
    [
      "a lifecycle rule looks at another container",
      late,
      set(lifecycle, "policy.rules.0.definition.filters.prefixMatch", ["elsewhere/"]),
    ],
    [
      "nothing in a container can be erased",
      [copies, unknown],
      add("storage:BlobContainerImmutabilityPolicy", { immutabilityPeriodSinceCreationInDays: 3650 }),
    ],
    ["nothing in an account can be erased", copies, set(account, "immutableStorageWithVersioning", { enabled: true })],
    ["an account does not say what it holds", "stores-carry-descriptors", unset(account, "tags")],
    [
      "photographs serve marketing",
      ["photographs-rest-on-consent"],
      set(account, "tags.gdpr:purpose", "marketing,recommendation", "photos"),
    ],
    [
      "photographs rest on legitimate interests",
      "photographs-rest-on-consent",
      set(account, "tags.gdpr:legal-basis", "legitimate-interests", "photos"),
    ],
    [
      "photographs and events share an account",
      "stores-are-told-apart",
      set(account, "tags.gdpr:store", "events,photos", "photos"),
    ],
    [
      "production's blobs lie in one data centre",
      "production-survives-a-zone",
      set(account, "sku.name", "Standard_LRS"),
    ],
    ["an account has no address in the network", "closed-services-have-an-address", drop(endpoint, "photos-endpoint")],
  ],
  "Key Vault": [
    ["a vault is reachable from the internet", open, set(vault, "properties.publicNetworkAccess", "Enabled")],
    ["a vault's firewall lets everybody in", open, set(vault, "properties.networkAcls.defaultAction", "Allow")],
    [
      "a vault knows access policies instead of roles",
      keyless,
      set(vault, "properties.enableRbacAuthorization", false),
    ],
    [
      "a vault hands secrets to machines",
      "vaults-serve-the-platform-alone",
      set(vault, "properties.enabledForDeployment", true),
    ],
    [
      "a vault hands secrets to templates",
      "vaults-serve-the-platform-alone",
      set(vault, "properties.enabledForTemplateDeployment", true),
    ],
    [
      "a vault's keys can be purged",
      "vaults-keep-what-is-deleted",
      set(vault, "properties.enablePurgeProtection", undefined),
    ],
    [
      "a vault forgets what is deleted",
      "vaults-keep-what-is-deleted",
      set(vault, "properties.enableSoftDelete", false),
    ],
    ["a key can be taken out", "keys-stay-in-the-vault", set("keyvault:Key", "properties.attributes.exportable", true)],
    ["a key is short", "keys-stay-in-the-vault", set("keyvault:Key", "properties.keySize", 2048, "vault-photos-key")],
    [
      "a signing key is on a curve that nobody uses",
      "keys-stay-in-the-vault",
      set("keyvault:Key", "properties.curveName", "P-256K", "vault-audit-key"),
    ],
    ["a key is never rotated", "keys-stay-in-the-vault", unset("keyvault:Key", "properties.rotationPolicy")],
    ["a vault stands outside the Union", abroad, set(vault, "location", "uksouth")],
  ],
  "AI Search": [
    ["the index takes keys", keyless, set(search, "disableLocalAuth", false)],
    ["the index takes keys beside tokens", keyless, set(search, "authOptions", { aadOrApiKey: {} })],
    ["the index is reachable from the internet", open, set(search, "publicNetworkAccess", "enabled")],
    ["the index lets in other tenants' services", open, set(search, "networkRuleSet.bypass", "AzureServices")],
    ["the index stands outside the Union", abroad, set(search, "location", "switzerlandnorth")],
    ["production's index has one replica", "production-survives-a-zone", set(search, "replicaCount", 1)],
    ["the index does not say what it holds", "stores-carry-descriptors", unset(search, "tags.gdpr:store")],
    [
      "the index reaches into another subscription",
      unknown,
      add("search:SharedPrivateLinkResource", { properties: { privateLinkResourceId: `${foreign}/x` } }),
    ],
  ],
  "AI services": [
    ["an AI service takes keys", keyless, set(ai, "properties.disableLocalAuth", false)],
    ["an AI service is reachable from the internet", open, set(ai, "properties.publicNetworkAccess", "Enabled")],
    ["an AI service's firewall lets everybody in", open, set(ai, "properties.networkAcls.defaultAction", "Allow")],
    [
      "an AI service lets in other tenants' services",
      open,
      set(ai, "properties.networkAcls.bypass", "AzureServices", "openai"),
    ],
    ["an AI service does not say whom it lets past", open, unset(ai, "properties.networkAcls.bypass", "openai")],
    ["an AI service may call anybody", open, set(ai, "properties.restrictOutboundNetworkAccess", false)],
    ["a service recognises faces", "faces-are-not-recognised", set(ai, "kind", "Face", "vision")],
    ["a model is processed anywhere in the world", models, set(model, "sku.name", "GlobalStandard")],
    ["a model is provisioned anywhere in the world", models, set(model, "sku.name", "GlobalProvisionedManaged")],
    ["a model runs as a kind that nobody has judged", models, set(model, "sku.name", "DeveloperTier")],
    [
      "a model spills over to another deployment",
      models,
      set(model, "properties.spilloverDeploymentName", "global-spill"),
    ],
    ["a model of another publisher is deployed", models, set(model, "properties.model.format", "DeepSeek")],
    ["a model's account stands outside the Union", [abroad, models], set(ai, "location", "eastus", "openai")],
    [
      "a model upgrades by itself",
      "models-are-pinned",
      set(model, "properties.versionUpgradeOption", "OnceNewDefaultVersionAvailable"),
    ],
    ["a model has no version", "models-are-pinned", unset(model, "properties.model.version")],
    [
      "an AI service is encrypted with Microsoft's key",
      "stores-use-own-keys",
      set(ai, "properties.encryption.keySource", "Microsoft.CognitiveServices"),
    ],
    [
      "an AI service answers in several regions",
      abroad,
      set(ai, "properties.locations", { regions: [{ name: "eastus" }] }),
    ],
  ],
  PostgreSQL: [
    ["the database takes passwords", keyless, set(database, "authConfig.passwordAuth", "Enabled")],
    ["the database has an administrator with a password", keyless, set(database, "administratorLogin", "admin")],
    ["the database is reachable from the internet", open, set(database, "network.publicNetworkAccess", "Enabled")],
    [
      "the database's firewall lets all of Azure in",
      unknown,
      add("dbforpostgresql:FirewallRule", { startIpAddress: "0.0.0.0", endIpAddress: "0.0.0.0" }),
    ],
    ["the database is backed up in the paired region", abroad, set(database, "backup.geoRedundantBackup", "Enabled")],
    ["backups are kept for five weeks", copies, set(database, "backup.backupRetentionDays", 35)],
    [
      "the database has a replica in the United States",
      abroad,
      add(database, { location: "eastus", createMode: "Replica", sku: {} }),
    ],
    [
      "the database takes clear text",
      "databases-require-tls",
      set(configuration, "value", "off", "database-require-secure-transport"),
    ],
    [
      "the database speaks TLS 1.2",
      "databases-require-tls",
      set(configuration, "value", "TLSv1.2", "database-ssl-min-protocol-version"),
    ],
    [
      "the database logs every statement",
      "databases-log-no-values",
      set(configuration, "value", "all", "database-log-statement"),
    ],
    [
      "the database logs what statements were given",
      "databases-log-no-values",
      drop(configuration, "database-log-parameter-max-length"),
    ],
    [
      "the database is encrypted with Microsoft's key",
      "stores-use-own-keys",
      set(database, "dataEncryption.type", "SystemManaged"),
    ],
    [
      "production's database has no standby",
      "production-survives-a-zone",
      set(database, "highAvailability.mode", "Disabled"),
    ],
  ],
  "Container Registry": [
    ["the registry has an admin account", keyless, set(registry, "adminUserEnabled", true)],
    ["images may be pulled by anybody", open, set(registry, "anonymousPullEnabled", true)],
    ["the registry is reachable from the internet", open, set(registry, "publicNetworkAccess", "Enabled")],
    ["images may be exported", open, set(registry, "policies.exportPolicy.status", "enabled")],
    ["images are replicated to another region", unknown, add("containerregistry:Replication", { location: "eastus" })],
    [
      "production's registry stands in one zone",
      "production-survives-a-zone",
      set(registry, "zoneRedundancy", "Disabled"),
    ],
  ],
  "Container Apps": [
    ["the service takes plain HTTP", "tls-is-current", set(app, "configuration.ingress.allowInsecure", true)],
    [
      "containers talk in clear text",
      "tls-is-current",
      set(host, "peerTrafficConfiguration.encryption.enabled", false),
    ],
    [
      "containers do not prove who they are to one another",
      "tls-is-current",
      set(host, "peerAuthentication.mtls.enabled", false),
    ],
    ["the host is reachable from the internet", open, set(host, "vnetConfiguration.internal", false)],
    [
      "the host's logs go out by the workspace's key",
      keyless,
      set(host, "appLogsConfiguration.destination", "log-analytics"),
    ],
    ["a container is told to call another company", calls, env("ASSISTANT_URL", "https://api.openai.com/v1")],
    ["a container is told a host without a scheme", calls, env("ASSISTANT", "api.openai.com")],
    [
      "a container is told a store of another platform",
      calls,
      env("PHOTOS_MIRROR", "https://mirror.blob.core.windows.net"),
    ],
    [
      "a job is told to call another company",
      calls,
      set(job, "template.containers.0.env.+", { name: "HOOK", value: "https://hooks.example.org/x" }),
    ],
    ["a container is told a password", secrets, env("DATABASE_PASSWORD", "correct horse")],
    [
      "a container is told a connection string",
      secrets,
      env("STORE", "DefaultEndpointsProtocol=https;AccountKey=abc==;EndpointSuffix=core.windows.net"),
    ],
    [
      "a container has a secret that is not the vault's",
      secrets,
      set(app, "configuration.secrets", [{ name: "s", value: "v" }]),
    ],
    [
      "images are pulled with a password",
      secrets,
      set(app, "configuration.registries.0", { server: "x.azurecr.io", username: "u", passwordSecretRef: "p" }),
    ],
    [
      "an image is named by a tag",
      images,
      set(app, "template.containers.0.image", "penderieprodimages7k2.azurecr.io/penderie:latest"),
    ],
    [
      "an image comes from somebody else's registry",
      images,
      reworded(app, "template.containers.0.image", /^[^/]+/, "docker.io"),
    ],
    [
      "a job's image comes from somebody else's registry",
      images,
      reworded(job, "template.containers.0.image", /^[^/]+/, "ghcr.io"),
    ],
    [
      "the service runs as the system's identity",
      "workloads-have-identities",
      set(app, "identity.type", "SystemAssigned"),
    ],
    ["a job is nobody", "workloads-have-identities", unset(job, "identity")],
    ["production's service sleeps", "production-survives-a-zone", set(app, "template.scale.minReplicas", 0)],
    ["production's host stands in one zone", "production-survives-a-zone", set(host, "zoneRedundant", false)],
    [
      "a share is mounted with an account key",
      unknown,
      add("app:ManagedEnvironmentsStorage", { properties: { azureFile: { accountKey: "k" } } }),
    ],
    ["nothing deletes what is past its time", "stores-are-swept", drop(job, "jobs-sweep")],
  ],
  "API Management": [
    [
      "requests are let through without a token",
      "apis-check-tokens",
      reworded(apiPolicy, "value", /<validate-jwt[^]*<\/validate-jwt>/, "<!-- $& -->"),
    ],
    [
      "tokens are checked under a condition that never holds",
      "apis-check-tokens",
      reworded(apiPolicy, "value", /<when condition="[^"]*">/, '<when condition="@(false)">'),
    ],
    [
      "tokens are checked on the way out, when it is too late",
      "apis-check-tokens",
      (plan) =>
        reworded(
          apiPolicy,
          "value",
          "</inbound>",
          "<!--",
        )(reworded(apiPolicy, "value", "<inbound>", "--><outbound>")(plan)),
    ],
    [
      "unsigned tokens are believed",
      "apis-check-tokens",
      reworded(apiPolicy, "value", 'require-signed-tokens="true"', 'require-signed-tokens="false"'),
    ],
    ["an API has no policy at all", "apis-check-tokens", drop(apiPolicy)],
    ["an API takes plain HTTP", "tls-is-current", set("apimanagement:Api", "protocols", ["http", "https"])],
    ["an API asks for keys instead of tokens", keyless, set("apimanagement:Api", "subscriptionRequired", true)],
    ["bodies of requests are logged", bodies, set(diagnostic, "frontend.request.body.bytes", 8192)],
    ["bodies of answers are logged", bodies, set(diagnostic, "backend.response.body.bytes", 8192)],
    ["headers are logged", bodies, set(diagnostic, "frontend.request.headers", ["Authorization"])],
    ["what was asked for is logged", bodies, unset(diagnostic, "frontend.request.dataMasking")],
    ["addresses of clients are logged", bodies, set(diagnostic, "logClientIp", true)],
    ["nothing says what is logged", bodies, drop(diagnostic)],
    ["requests are copied to an event hub", bodies, set("apimanagement:Logger", "loggerType", "azureEventHub")],
    [
      "a policy sends requests elsewhere",
      bodies,
      reworded(
        apiPolicy,
        "value",
        "<inbound>",
        '<inbound><send-one-way-request mode="new"><set-url>https://x.example</set-url></send-one-way-request>',
      ),
    ],
    [
      "the gateway answers in another region as well",
      abroad,
      set(gateway, "additionalLocations", [{ location: "eastus" }]),
    ],
    [
      "the gateway shows its API to strangers",
      "gateways-have-no-portal",
      set(gateway, "developerPortalStatus", "Enabled"),
    ],
    ["the gateway speaks TLS 1.0", "tls-is-current", set(gateway, "customProperties", {}), "dev"],
  ],
  Network: [
    [
      "the internet may come in by SSH",
      strangers,
      set(nsg, "securityRules.+", {
        ...inbound,
        name: "ssh",
        sourceAddressPrefix: "Internet",
        destinationAddressPrefix: "*",
        destinationPortRange: "22",
      }),
    ],
    [
      "anybody may come in on every port",
      strangers,
      set(nsg, "securityRules.+", {
        ...inbound,
        name: "any",
        sourceAddressPrefix: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "*",
      }),
    ],
    [
      "whoever rents from Azure may come in",
      strangers,
      set(nsg, "securityRules.+", {
        ...inbound,
        name: "azure",
        sourceAddressPrefix: "AzureCloud",
        destinationAddressPrefix: "*",
        destinationPortRange: "5432",
      }),
    ],
    [
      "one of several sources is a stranger",
      strangers,
      set(nsg, "securityRules.+", {
        ...inbound,
        name: "some",
        sourceAddressPrefixes: ["10.22.0.0/23", "203.0.113.7"],
        destinationAddressPrefix: "*",
        destinationPortRange: "5432",
      }),
    ],
    ["what no rule names is let in", strangers, set(nsg, "securityRules", [])],
    ["a subnet has no rules", strangers, unset(subnet, "networkSecurityGroup")],
    [
      "something has an address on the internet",
      strangers,
      add("network:PublicIPAddress", { location: "swedencentral" }),
    ],
    ["a subnet lets everything out", "networks-reach-no-strangers", set(subnet, "defaultOutboundAccess", true)],
    [
      "mail may leave the network",
      "networks-reach-no-strangers",
      set(nsg, "securityRules.+", {
        ...inbound,
        direction: "Outbound",
        name: "mail",
        sourceAddressPrefix: "*",
        destinationAddressPrefix: "Internet",
        destinationPortRange: "25",
      }),
    ],
    [
      "rules do not hold for private endpoints",
      "networks-reach-no-strangers",
      set(subnet, "privateEndpointNetworkPolicies", "Disabled"),
    ],
    ["no name leads to an endpoint", "closed-services-have-an-address", drop("network:PrivateDnsZoneGroup")],
    [
      "an endpoint leads to somebody else's store",
      "closed-services-have-an-address",
      set(endpoint, "privateLinkServiceConnections", [
        { name: "x", groupIds: ["blob"], privateLinkServiceId: `${foreign}/Microsoft.Storage/storageAccounts/x` },
      ]),
    ],
    [
      "the network is joined to another one",
      unknown,
      add("network:VirtualNetworkPeering", { remoteVirtualNetwork: { id: `${foreign}/x` } }),
    ],
  ],
  Monitor: [
    ["nobody hears of a vault", "resources-send-diagnostics", drop(setting, "vault-diagnostics")],
    [
      "logs go to somebody else's workspace",
      "diagnostics-stay-in-the-stack",
      set(setting, "workspaceId", `${foreign}/Microsoft.OperationalInsights/workspaces/x`),
    ],
    [
      "logs are copied to an account",
      "diagnostics-stay-in-the-stack",
      set(setting, "storageAccountId", `${foreign}/Microsoft.Storage/storageAccounts/x`),
    ],
    [
      "logs are copied to an event hub",
      "diagnostics-stay-in-the-stack",
      set(setting, "eventHubAuthorizationRuleId", `${foreign}/x`),
    ],
    [
      "logs are copied to a partner",
      "diagnostics-stay-in-the-stack",
      set(setting, "marketplacePartnerId", `${foreign}/x`),
    ],
    ["traces keep whole addresses", "traces-mask-addresses", set(insights, "disableIpMasking", true)],
    ["traces are taken with a key", keyless, set(insights, "disableLocalAuth", false)],
    ["logs are taken with a key", keyless, set(workspace, "features.disableLocalAuth", false)],
    ["logs are taken from the internet", open, set(workspace, "publicNetworkAccessForIngestion", "Enabled")],
    ["logs are read from the internet", open, set(workspace, "publicNetworkAccessForQuery", "Enabled")],
    [
      "private links are a way beside others",
      open,
      set("monitor:PrivateLinkScope", "accessModeSettings.queryAccessMode", "Open"),
    ],
    ["logs are kept for two years", copies, set(workspace, "retentionInDays", 730)],
    ["logs lie outside the Union", abroad, set(workspace, "location", "westus")],
    ["an alert is switched off", "alerts-reach-somebody", set("monitor:MetricAlert", "enabled", false)],
    ["an alert tells nobody", "alerts-reach-somebody", unset("monitor:ScheduledQueryRule", "actions")],
    ["nobody hears who is given a role", "alerts-reach-somebody", set("monitor:ActivityLogAlert", "enabled", false)],
    ["no watcher looks at the vault", "attacks-are-noticed", drop("security:Pricing", "defender-keyvaults")],
    [
      "a watcher of storage is switched off",
      "attacks-are-noticed",
      set("security:Pricing", "pricingTier", "Free", "defender-storageaccounts"),
    ],
    [
      "a watcher opens every photograph",
      "attacks-are-noticed",
      set(
        "security:Pricing",
        "extensions",
        [{ name: "OnUploadMalwareScanning", isEnabled: "True" }],
        "defender-storageaccounts",
      ),
    ],
    ["alerts reach nobody", "alerts-reach-somebody", set("monitor:ActionGroup", "emailReceivers", [])],
  ],
  "Identity and roles": [
    [
      "somebody owns the group",
      narrow,
      add(role, {
        roleDefinitionId: role_("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
        scope: "/subscriptions/s/resourceGroups/g",
        principalType: "ServicePrincipal",
        principalId: "p",
      }),
    ],
    ["a role is for the whole group", narrow, set(role, "scope", "/subscriptions/s/resourceGroups/g")],
    ["a role is for the whole subscription", narrow, set(role, "scope", "/subscriptions/s")],
    [
      "a service may contribute to anything",
      narrow,
      set(role, "roleDefinitionId", role_("b24988ac-6180-42a0-ab88-20f7382dd24c")),
    ],
    [
      "a role is one that nobody has judged",
      narrow,
      set(role, "roleDefinitionId", role_("99999999-0000-4000-8000-000000000000")),
    ],
    ["a person gets a role from the stack", narrow, set(role, "principalType", "User")],
    [
      "a stranger gets a role",
      "roles-go-to-the-platform",
      set(role, "principalId", "99999999-0000-4000-8000-000000000000"),
    ],
    [
      "a role of its own allows everything",
      unknown,
      add("authorization:RoleDefinition", { permissions: [{ actions: ["*"] }] }),
    ],
    [
      "an identity can be used from outside",
      unknown,
      add("managedidentity:FederatedIdentityCredential", { issuer: "https://x.example" }),
    ],
  ],
  "Side doors": [
    [
      "a container hides that it holds photographs",
      late,
      set("storage:BlobContainer", "metadata.store", "none", "photos-photos"),
    ],
    ["an account lets an address in", side, set(account, "networkRuleSet.ipRules", [{ value: "203.0.113.7" }])],
    [
      "an account lets another tenant's resource in",
      side,
      set(account, "networkRuleSet.resourceAccessRules", [{ tenantId: "x", resourceId: `${foreign}/x` }]),
    ],
    ["a vault lets an address in", side, set(vault, "properties.networkAcls.ipRules", [{ value: "203.0.113.7" }])],
    ["an AI service is told whom it may call", side, set(ai, "properties.allowedFqdnList", ["api.example.org"])],
    [
      "an AI service keeps files in another store",
      side,
      set(ai, "properties.userOwnedStorage", [{ resourceId: `${foreign}/x` }]),
    ],
    ["the database is a copy of another one", side, set(database, "sourceServerResourceId", `${foreign}/x`)],
    [
      "a stranger's program administers the database",
      "roles-go-to-the-platform",
      set(
        "dbforpostgresql:AdministratorsMicrosoftEntra",
        "objectId",
        "99999999-0000-4000-8000-000000000000",
        "database-migrator",
      ),
    ],
    [
      "the host sends traces to a company that sells watching",
      side,
      set(host, "openTelemetryConfiguration", {
        destinationsConfiguration: { dataDogConfiguration: { site: "datadoghq.com" } },
      }),
    ],
    [
      "a container is started to call another company",
      calls,
      set(app, "template.containers.0.args", ["api", "--mirror=https://mirror.example.org"]),
    ],
    [
      "the gateway calls another host",
      "gateways-call-the-platform",
      set("apimanagement:Api", "serviceUrl", "https://proxy.example.org"),
    ],
    [
      "a policy hands requests to another host",
      "gateways-call-the-platform",
      reworded(
        apiPolicy,
        "value",
        "<inbound>",
        '<inbound><set-backend-service base-url="https://proxy.example.org" />',
      ),
    ],
    [
      "somebody else says where names lead",
      side,
      set("network:VirtualNetwork", "dhcpOptions", { dnsServers: ["203.0.113.7"] }),
    ],
    ["a subnet's traffic is led elsewhere", side, set(subnet, "routeTable", { id: `${foreign}/x` })],
    [
      "a subnet reaches any tenant's storage",
      side,
      set(subnet, "serviceEndpoints", [{ service: "Microsoft.Storage" }]),
    ],
    [
      "traces go to somebody else's workspace",
      "diagnostics-stay-in-the-stack",
      set(insights, "workspaceResourceId", `${foreign}/x`),
    ],
    [
      "alerts are sent to another company",
      side,
      set("monitor:ActionGroup", "webhookReceivers", [{ name: "x", serviceUri: "https://hooks.example.org" }]),
    ],
  ],
  "Optional analytics": whenEverythingIsOn([
    ["Spark is reached from the internet", open, set(spark, "publicNetworkAccess", "Enabled")],
    ["clusters have public addresses", open, set(spark, "parameters.enableNoPublicIp.value", false)],
    ["Spark's own disk is open", open, set(spark, "defaultStorageFirewall", "Disabled")],
    ["pipelines have no address in the network", "closed-services-have-an-address", drop(endpoint, "factory-endpoint")],
    ["Spark stands outside the Union", abroad, set(spark, "location", "eastus2")],
    [
      "Spark opens files as the system's own identity",
      "workloads-have-identities",
      set("databricks:AccessConnector", "identity.type", "SystemAssigned"),
    ],
    ["nobody hears what Spark did", "resources-send-diagnostics", drop(setting, "databricks-diagnostics")],
    [
      "clusters call anybody",
      "networks-reach-no-strangers",
      set(
        nsg,
        "securityRules.+",
        {
          name: "out",
          direction: "Outbound",
          access: "Allow",
          destinationAddressPrefix: "Internet",
          destinationPortRange: "443",
        },
        "network-spark-hosts-rules",
      ),
    ],
    [
      "a way out is given to the service's subnet",
      "networks-reach-no-strangers",
      set(subnet, "natGateway", { id: "/x" }, "network-apps"),
    ],
    ["a public address is left over", strangers, drop("network:NatGateway")],
    ["pipelines are reached from the internet", open, set(factory, "publicNetworkAccess", "Enabled")],
    [
      "pipelines come from a repository",
      side,
      set(factory, "repoConfiguration", { type: "FactoryGitHubConfiguration" }),
    ],
    ["pipelines are kept with the vendor's key", "stores-use-own-keys", unset(factory, "encryption")],
    [
      "a generic resource hides what it is",
      unknown,
      add("resources:Resource", { resourceProviderNamespace: "Microsoft.Compute", resourceType: "virtualMachines" }),
    ],
    ["models are reached from the internet", open, set(models_, "publicNetworkAccess", "Enabled")],
    ["models' compute may call anybody", open, set(models_, "managedNetwork.isolationMode", "AllowInternetOutbound")],
    ["models' files are opened with keys", keyless, set(models_, "systemDatastoresAuthMode", "AccessKey")],
    ["models are kept with the vendor's key", "stores-use-own-keys", unset(models_, "encryption")],
    ["the registry of models borrows another's", side, set(models_, "hubResourceId", `${foreign}/x`)],
  ]),
  "Cost and governance": [
    ["a group has no budget", "groups-have-a-budget", drop(budget)],
    ["nobody hears of the forecast", "groups-have-a-budget", set(budget, "notifications.forecast.enabled", false)],
    ["the forecast is told too late", "groups-have-a-budget", set(budget, "notifications.forecast.threshold", 900)],
    ["nobody hears of unusual cost", "anomalies-reach-somebody", drop(anomaly)],
    ["the alert on unusual cost is off", "anomalies-reach-somebody", set(anomaly, "status", "Disabled")],
    ["guardrails are not assigned", "guardrails-are-assigned", drop(assignment)],
    [
      "production's guardrails only observe",
      "guardrails-are-assigned",
      set(assignment, "enforcementMode", "DoNotEnforce"),
    ],
    ["part of the group is left unguarded", "guardrails-are-assigned", set(assignment, "notScopes", ["/x"])],
    [
      "an exemption has no end",
      "guardrails-are-assigned",
      add("authorization:PolicyExemption", { policyAssignmentId: "/x" }),
    ],
    ["nobody answers for a store", "resources-say-whose-they-are", unset(search, "tags.controller")],
    ["something is deployed that nobody has judged", unknown, add("web:WebApp", { location: "swedencentral" })],
  ],
};

/** Every way to spoil a reference environment that the rules are proved against. */
export const mutations: readonly Mutation[] = Object.entries(spoiled).flatMap(([topic, list]) =>
  list.map(([title, caught, change, environment = "prod"]) => ({
    title,
    topic,
    environment,
    caught: [caught].flat(),
    change,
  })),
);
