/** A figure of `expected` in an environment's settings. */
export type Load =
  "photos" | "conversations" | "supplierPages" | "requests" | "storedGb" | "logGb" | "replicaHours" | "jobHours";

/** One line that a resource puts on the bill: `eur` for each unit, and how many units a month; factors multiply. */
export interface Meter {
  readonly meter: string;
  readonly unit: string;
  readonly eur: number;
  /** Units a month for each one of the factors below. @default 1 */
  readonly units?: number;
  /** Why `units` is what it is, where it is an assumption. */
  readonly assumed?: string;
  /** Inputs of the resource that multiply the units: paths of numbers, such as `sku.capacity`. */
  readonly inputs?: readonly string[];
  /** What a word among the inputs multiplies the units by. */
  readonly words?: { readonly path: string; readonly factors: Readonly<Record<string, number>> };
  /** The expected load that multiplies the units. */
  readonly load?: Load;
}

/** What one type of resource costs: nothing, for a reason; or meters, by the input that tells its tiers apart. */
export type Price =
  | { readonly free: string }
  | { readonly tier: string; readonly meters: Readonly<Record<string, readonly Meter[]>> }
  | { readonly meters: readonly Meter[] };

export const asOf = "2026-10-31";
export const source =
  "Azure retail prices (prices.azure.com), Sweden Central, pay as you go, in EUR before tax, without reservations or " +
  "discounts; rounded, so an estimate and not an offer";

const hoursAMonth = 730;
const secondsAnHour = 3600;
const included = { free: "part of the resource that it belongs to" } as const;
const network = { free: "Azure does not charge for it" } as const;
const processor = { active: 0.0000221, idle: 0.0000028, memory: 0.0000028 }; // EUR a second, for one vCPU or GiB

const postgresql = (eurAnHour: number): readonly Meter[] => [
  { meter: "compute", unit: "hour", eur: eurAnHour, units: hoursAMonth, words: standby },
  { meter: "storage", unit: "GB", eur: 0.12, inputs: ["storage.storageSizeGB"], words: standby },
];
const standby = { path: "highAvailability.mode", factors: { Disabled: 1, ZoneRedundant: 2 } } as const;

const accounts = 3;
const blobs = (eurAGb: number): readonly Meter[] => [
  { meter: "data stored", unit: "GB", eur: eurAGb, units: 1 / accounts, assumed: "spread evenly", load: "storedGb" },
  {
    meter: "operations",
    unit: "10,000",
    eur: 0.055,
    units: 10 / accounts / 10_000,
    assumed: "ten a photograph, over its life",
    load: "photos",
  },
];

const turns = 4;
const answered = (eurAMillionIn: number, eurAMillionOut: number): readonly Meter[] => [
  {
    meter: "input tokens",
    unit: "million",
    eur: eurAMillionIn,
    units: (turns * 1500) / 1e6,
    assumed: "four turns of 1,500 tokens",
    load: "conversations",
  },
  {
    meter: "output tokens",
    unit: "million",
    eur: eurAMillionOut,
    units: (turns * 250) / 1e6,
    assumed: "four answers of 250 tokens",
    load: "conversations",
  },
];

/** What a month of one resource costs, by its type. A type that is not listed has no known price, which is not free. */
export const prices: Readonly<Record<string, Price>> = {
  "azure-native:apimanagement:ApiManagementService": {
    tier: "sku.name",
    meters: {
      Developer: [{ meter: "unit", unit: "month", eur: 45, inputs: ["sku.capacity"] }],
      StandardV2: [{ meter: "unit, with 50 million requests", unit: "month", eur: 645, inputs: ["sku.capacity"] }],
    },
  },
  "azure-native:app:ContainerApp": {
    meters: [
      {
        meter: "processors at work",
        unit: "vCPU second",
        eur: processor.active,
        units: secondsAnHour,
        inputs: ["template.containers.0.resources.cpu"],
        load: "replicaHours",
      },
      {
        meter: "memory at work",
        unit: "GiB second",
        eur: processor.memory,
        units: 2 * secondsAnHour,
        inputs: ["template.containers.0.resources.cpu"],
        load: "replicaHours",
      },
      {
        meter: "processors waiting",
        unit: "vCPU second",
        eur: processor.idle,
        units: hoursAMonth * secondsAnHour,
        assumed: "the least number of replicas waits all month",
        inputs: ["template.scale.minReplicas", "template.containers.0.resources.cpu"],
      },
      {
        meter: "memory waiting",
        unit: "GiB second",
        eur: processor.memory,
        units: 2 * hoursAMonth * secondsAnHour,
        assumed: "the least number of replicas waits all month",
        inputs: ["template.scale.minReplicas", "template.containers.0.resources.cpu"],
      },
      { meter: "requests", unit: "million", eur: 0.37, units: 1e-6, load: "requests" },
    ],
  },
  "azure-native:app:Job": {
    tier: "configuration.triggerType",
    meters: {
      Schedule: [
        {
          meter: "processors and their memory",
          unit: "vCPU second with 2 GiB",
          eur: processor.active + 2 * processor.memory,
          units: secondsAnHour / 4,
          assumed: "spread evenly over four jobs",
          load: "jobHours",
        },
      ],
      Manual: [],
    },
  },
  "azure-native:cognitiveservices:Account": {
    tier: "kind",
    meters: {
      OpenAI: [],
      ComputerVision: [{ meter: "image embeddings", unit: "1,000", eur: 0.09, units: 1e-3, load: "photos" }],
      FormRecognizer: [{ meter: "layout", unit: "1,000 pages", eur: 9.3, units: 1e-3, load: "supplierPages" }],
    },
  },
  "azure-native:cognitiveservices:Deployment": {
    tier: "properties.model.name",
    meters: {
      "gpt-4.1-mini": answered(0.41, 1.63),
      "text-embedding-3-large": [
        {
          meter: "tokens",
          unit: "million",
          eur: 0.13,
          units: (turns * 60) / 1e6,
          assumed: "four questions of 60 tokens",
          load: "conversations",
        },
      ],
    },
  },
  "azure-native:containerregistry:Registry": {
    tier: "sku.name",
    meters: { Premium: [{ meter: "registry", unit: "month", eur: 46.5 }] },
  },
  "azure-native:databricks:Workspace": {
    meters: [
      {
        meter: "Spark at work: two machines of four processors and their DBU",
        unit: "hour",
        eur: 1.35,
        units: 1 / 4,
        assumed: "a quarter of the hours of jobs",
        load: "jobHours",
      },
    ],
  },
  "azure-native:datafactory:Pipeline": {
    meters: [{ meter: "runs", unit: "1,000", eur: 0.93, units: 0.031, assumed: "one delivery of files a day" }],
  },
  "azure-native:network:NatGateway": {
    meters: [{ meter: "gateway", unit: "hour", eur: 0.042, units: hoursAMonth }],
  },
  "azure-native:dbforpostgresql:Server": {
    tier: "sku.name",
    meters: {
      Standard_B1ms: postgresql(0.018),
      Standard_B2s: postgresql(0.071),
      Standard_D2ds_v5: postgresql(0.185),
      Standard_D4ds_v5: postgresql(0.37),
    },
  },
  "azure-native:keyvault:Key": {
    tier: "properties.kty",
    meters: {
      "RSA-HSM": [{ meter: "key of 3,072 bits in hardware", unit: "month", eur: 4.65 }],
      "EC-HSM": [{ meter: "elliptic key in hardware", unit: "month", eur: 4.65 }],
    },
  },
  "azure-native:keyvault:Vault": {
    meters: [
      {
        meter: "operations",
        unit: "10,000",
        eur: 0.03,
        units: 0.01 / 10_000,
        assumed: "keys are cached: one request in a hundred asks",
        load: "requests",
      },
    ],
  },
  "azure-native:security:Pricing": {
    tier: "pricingName",
    meters: {
      Arm: [{ meter: "subscription watched", unit: "month", eur: 4.65 }],
      KeyVaults: [{ meter: "vault watched", unit: "month", eur: 0.23 }],
      OpenSourceRelationalDatabases: [{ meter: "server watched", unit: "month", eur: 13.95 }],
      StorageAccounts: [{ meter: "account watched", unit: "month", eur: 9.3, units: accounts }],
    },
  },
  "azure-native:monitor:MetricAlert": { meters: [{ meter: "metric watched", unit: "month", eur: 0.09 }] },
  "azure-native:monitor:ScheduledQueryRule": {
    meters: [{ meter: "query every 15 minutes", unit: "month", eur: 0.47 }],
  },
  "azure-native:network:PrivateEndpoint": {
    meters: [
      { meter: "endpoint", unit: "hour", eur: 0.0093, units: hoursAMonth },
      { meter: "data", unit: "GB", eur: 0.009, units: 0.2, assumed: "a fifth of what is stored", load: "storedGb" },
    ],
  },
  "azure-native:network:PublicIPAddress": {
    tier: "sku.name",
    meters: { Standard: [{ meter: "address", unit: "hour", eur: 0.0046, units: hoursAMonth }] },
  },
  "azure-native:operationalinsights:Workspace": {
    tier: "sku.name",
    meters: {
      PerGB2018: [
        { meter: "ingestion", unit: "GB", eur: 2.6, load: "logGb" },
        { meter: "retention after the first month", unit: "GB", eur: 0.11, units: 2, load: "logGb" },
      ],
    },
  },
  "azure-native:privatedns:PrivateZone": { meters: [{ meter: "zone", unit: "month", eur: 0.46 }] },
  "azure-native:search:Service": {
    tier: "sku.name",
    meters: {
      basic: [{ meter: "unit", unit: "month", eur: 69, inputs: ["replicaCount", "partitionCount"] }],
      standard: [{ meter: "unit", unit: "month", eur: 229, inputs: ["replicaCount", "partitionCount"] }],
    },
  },
  "azure-native:storage:StorageAccount": {
    tier: "sku.name",
    meters: { Standard_LRS: blobs(0.018), Standard_ZRS: blobs(0.023) },
  },

  "azure-native:apimanagement:Api": included,
  "azure-native:apimanagement:ApiDiagnostic": included,
  "azure-native:apimanagement:ApiOperation": included,
  "azure-native:apimanagement:ApiPolicy": included,
  "azure-native:authorization:PolicyAssignment": { free: "Azure Policy is free for Azure resources" },
  "azure-native:authorization:PolicyDefinition": { free: "Azure Policy is free for Azure resources" },
  "azure-native:authorization:PolicyExemption": { free: "Azure Policy is free for Azure resources" },
  "azure-native:authorization:PolicySetDefinition": { free: "Azure Policy is free for Azure resources" },
  "azure-native:apimanagement:Diagnostic": included,
  "azure-native:apimanagement:Logger": included,
  "azure-native:apimanagement:Product": included,
  "azure-native:apimanagement:ProductApi": included,
  "azure-native:app:ManagedEnvironment": { free: "the consumption plan charges for what runs in it" },
  "azure-native:keyvault:Secret": included,
  "azure-native:applicationinsights:Component": { free: "its data is charged by the workspace" },
  "azure-native:authorization:RoleAssignment": { free: "Azure does not charge for roles" },
  "azure-native:consumption:Budget": { free: "Cost Management is free for Azure's own costs" },
  "azure-native:costmanagement:ScheduledActionByScope": { free: "Cost Management is free for Azure's own costs" },
  "azure-native:dbforpostgresql:AdministratorsMicrosoftEntra": included,
  "azure-native:dbforpostgresql:Configuration": included,
  "azure-native:dbforpostgresql:Database": included,
  "azure-native:databricks:AccessConnector": { free: "it is an identity" },
  "azure-native:datafactory:CredentialOperation": included,
  "azure-native:datafactory:Factory": { free: "its runs are charged" },
  "azure-native:datafactory:IntegrationRuntime": { free: "the one pipeline moves no data through it" },
  "azure-native:datafactory:Trigger": included,
  "azure-native:machinelearningservices:Workspace": { free: "its registry is free; no compute is made in it" },
  "azure-native:resources:Resource": { free: "the one kind that rules let pass is a managed network, which is free" },
  "azure-native:managedidentity:UserAssignedIdentity": { free: "Azure does not charge for identities" },
  "azure-native:applicationinsights:Workbook": {
    free: "its questions are free; what they ask is charged by the workspace",
  },
  "azure-native:monitor:ActivityLogAlert": { free: "alerts on activity are free" },
  "azure-native:monitor:ActionGroup": { free: "the first 1,000 e-mails of a month" },
  "azure-native:monitor:DiagnosticSetting": { free: "its data is charged by the workspace" },
  "azure-native:monitor:PrivateLinkScope": { free: "its endpoint is charged" },
  "azure-native:monitor:PrivateLinkScopedResource": included,
  "azure-native:network:NetworkSecurityGroup": network,
  "azure-native:network:PrivateDnsZoneGroup": included,
  "azure-native:network:Subnet": network,
  "azure-native:network:VirtualNetwork": network,
  "azure-native:privatedns:PrivateRecordSet": included,
  "azure-native:privatedns:VirtualNetworkLink": network,
  "azure-native:resources:ResourceGroup": { free: "Azure does not charge for groups" },
  "azure-native:storage:BlobContainer": included,
  "azure-native:storage:BlobServiceProperties": included,
  "azure-native:storage:ManagementPolicy": included,
};
