/** A definition that Azure ships, by its id; assigned, never rewritten. */
export interface BuiltIn {
  readonly kind: "built-in";
  readonly title: string;
  readonly id: string;
  /** Spelt as the definition spells them: it compares letter by letter. */
  readonly parameters: Readonly<Record<string, string | number | readonly string[]>>;
}

/** A definition of our own, where Azure has none that asks for as much. */
export interface Custom {
  readonly kind: "custom";
  readonly title: string;
  /** `All` also sees resources without location or tags, such as model deployments. */
  readonly mode: "All" | "Indexed";
  readonly rule: { readonly if: object; readonly then: { readonly effect: "Audit" | "Deny" } };
}

/** What Azure itself goes on to judge once a rule has passed at preview. */
export interface RunTimeHalf {
  readonly assigned: readonly (BuiltIn | Custom)[];
  /** What of the rule is judged before deployment alone, and why; undefined where Azure judges all of it. */
  readonly gap: string | undefined;
}

const builtIn = (title: string, id: string, parameters: BuiltIn["parameters"] = { effect: "Deny" }): BuiltIn => ({
  kind: "built-in",
  title,
  id,
  parameters,
});
const deny = (title: string, ...all: readonly object[]): Custom => ({
  kind: "custom",
  title,
  mode: "All",
  rule: { if: { allOf: all }, then: { effect: "Deny" } },
});
const beforeDeployment = (gap: string): RunTimeHalf => ({ assigned: [], gap });
const joins = "it joins several resources; Azure Policy sees one at a time";

/** EU member states; the same list as in regions.ts, which a test compares. */
const euRegions = [
  "austriaeast",
  "belgiumcentral",
  "denmarkeast",
  "francecentral",
  "francesouth",
  "germanynorth",
  "germanywestcentral",
  "italynorth",
  "northeurope",
  "polandcentral",
  "spaincentral",
  "swedencentral",
  "swedensouth",
  "westeurope",
];

/** ARM types with a location, as Azure Policy writes them. Private endpoints bring their network interfaces. */
const knownTypes = [
  "Microsoft.ApiManagement/service",
  "Microsoft.App/containerApps",
  "Microsoft.App/jobs",
  "Microsoft.App/managedEnvironments",
  "Microsoft.CognitiveServices/accounts",
  "Microsoft.ContainerRegistry/registries",
  "Microsoft.DBforPostgreSQL/flexibleServers",
  "Microsoft.Insights/actionGroups",
  "Microsoft.Insights/components",
  "Microsoft.Insights/metricAlerts",
  "Microsoft.Insights/privateLinkScopes",
  "Microsoft.Insights/scheduledQueryRules",
  "Microsoft.KeyVault/vaults",
  "Microsoft.ManagedIdentity/userAssignedIdentities",
  "Microsoft.Network/networkInterfaces",
  "Microsoft.Network/networkSecurityGroups",
  "Microsoft.Network/privateDnsZones",
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
  "Microsoft.Network/privateEndpoints",
  "Microsoft.Network/publicIPAddresses",
  "Microsoft.Network/virtualNetworks",
  "Microsoft.OperationalInsights/workspaces",
  "Microsoft.Search/searchServices",
  "Microsoft.Storage/storageAccounts",
];

const type = (name: string) => ({ field: "type", equals: name });
const storage = type("Microsoft.Storage/storageAccounts");
const ai = type("Microsoft.CognitiveServices/accounts");

/**
 * The run-time half of every rule, by the rule's name: guardrails turn it into assignments on the platform's group. Ids,
 * parameters and aliases: the definitions that Azure publishes in github.com/Azure/azure-policy, read in 2026-11. None of
 * them has met a live subscription yet.
 */
export const catalogue: Readonly<Record<string, RunTimeHalf>> = {
  "resources-stay-in-the-eu": {
    assigned: [
      builtIn("Allowed locations", "e56962a6-4747-49cd-b67b-bf8b01975c4c", { listOfAllowedLocations: euRegions }),
      deny("Blobs are not copied to a paired region", storage, {
        field: "Microsoft.Storage/storageAccounts/sku.name",
        notIn: [
          "Standard_LRS",
          "Standard_ZRS",
          "Premium_LRS",
          "Premium_ZRS",
          "StandardV2_LRS",
          "StandardV2_ZRS",
          "PremiumV2_LRS",
          "PremiumV2_ZRS",
        ],
      }),
    ],
    gap: "replicas, failover and database backups: allowed locations look at the location alone and let `global` pass",
  },
  "models-stay-in-the-eu": {
    assigned: [
      deny("Models are processed in the EU", type("Microsoft.CognitiveServices/accounts/deployments"), {
        field: "Microsoft.CognitiveServices/accounts/deployments/sku.name",
        notIn: ["Standard", "ProvisionedManaged", "DataZoneStandard", "DataZoneProvisionedManaged", "DataZoneBatch"],
      }),
    ],
    gap: `the account's region, another publisher, a spill-over: ${joins}`,
  },
  "blobs-stay-in-the-tenant": {
    assigned: [builtIn("Storage prevents cross-tenant replication", "92a89a79-6c52-4a7e-a03f-61306fc49312")],
    gap: "copies to another account of the tenant: no published definition reads allowedCopyScope",
  },
  "containers-call-the-platform": beforeDeployment("environment variables are compared with the rest of the plan"),
  "models-are-pinned": beforeDeployment("no published definition uses an alias of the upgrade option"),
  "stores-refuse-public-traffic": {
    assigned: [
      builtIn("Storage accounts should disable public network access", "b2982f36-99f2-4db5-8eff-283140c09693"),
      builtIn("Azure Key Vault should disable public network access", "405c5871-3e91-4644-8a63-58e19d68ff5b"),
      builtIn("Azure AI Search should disable public network access", "ee980b6d-0eca-4501-8d54-f6290fd512c3"),
      // The built-in one, 037eea7a-bd0a-46c5-9a66-03aea78705d3, also refuses a search service that names no address at all.
      deny("AI services refuse public traffic", ai, {
        field: "Microsoft.CognitiveServices/accounts/publicNetworkAccess",
        notEquals: "Disabled",
      }),
      builtIn("Public network access off for container registries", "0fdf0491-d080-4575-b627-ad0e843cba0f"),
      builtIn("Container registries should have exports disabled", "524b0254-c285-4903-bee6-bb8126cde579"),
      builtIn("Container registries without anonymous pull", "9f2dea28-e834-476c-99c5-3507b4728395"),
      builtIn("Public network access off for PostgreSQL flexible servers", "5e1de0e3-42cb-4ebc-a86d-61d0c619ca48"),
      builtIn("Container Apps environments without public access", "d074ddf8-01a5-4b5e-a2b8-964aed452c0a"),
      builtIn("Log Analytics blocks public networks", "6c53d030-cc64-46f0-906d-2bc061cd1334", { effect: "deny" }),
      builtIn("Application Insights blocks public networks", "1bc02227-0cb6-4e11-8f53-eb0b22eab7e8"),
      builtIn("Private link scopes block other resources", "a499fed8-bcc8-4195-b154-641f14743757"),
    ],
    gap: undefined,
  },
  "networks-refuse-strangers": beforeDeployment("a rule, its ports and its address are judged with the gateway"),
  "tls-is-current": {
    assigned: [
      builtIn("Storage has a minimum TLS version", "fe83a0eb-a853-422d-aac2-1bffd182c5d0", {
        effect: "Deny",
        minimumTlsVersion: "TLS1_2",
      }),
      builtIn("Secure transfer to storage accounts", "404c3081-a854-4457-ae30-26a93ef643f9"),
      builtIn("Container Apps only over HTTPS", "0e80e269-43a4-4ae9-b5bc-178126b8a5cb"),
      builtIn("APIs use only encrypted protocols", "ee7495e7-3ba7-40b6-bfee-c29e22cc75d4"),
    ],
    gap: "the gateway's switches and traffic between containers, for which Azure has no definition",
  },
  "databases-require-tls": {
    assigned: [
      builtIn("PostgreSQL runs TLS 1.2 or newer", "a43d5475-c569-45ce-a268-28fa79f4e87a", {
        effect: "AuditIfNotExists",
      }),
      builtIn("PostgreSQL enforces SSL", "c29c38cb-74a7-4505-9a06-e588ab86620a", { effect: "AuditIfNotExists" }),
    ],
    gap: "the floor of 1.3: the definition is content with 1.2",
  },
  "services-refuse-keys": {
    assigned: [
      // The built-in one, 8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54, lets silence pass, and silence means that keys work.
      deny("Storage refuses shared keys", storage, {
        field: "Microsoft.Storage/storageAccounts/allowSharedKeyAccess",
        notEquals: "false",
      }),
      builtIn("Key Vault uses the RBAC permission model", "12d4fa5e-1f9f-4c21-97a9-b99b3c6611b5"),
      builtIn("Azure AI Search without local authentication", "6300012e-e9a4-4649-b41f-a85f5c43be91"),
      builtIn("Azure AI Services without key access", "71ef260a-8f18-47b7-abcb-62d0673d94dc"),
      builtIn("Container registries without the admin account", "dc921057-6b28-4fbe-9b83-f7bec05db6c2"),
      builtIn("PostgreSQL with Entra authentication alone", "fa498b91-8a7e-4710-9578-da944c68d1fe", {
        effect: "Audit",
      }),
      builtIn("Log Analytics blocks ingestion without Entra", "e15effd4-2278-4c65-a0da-4d6f6d1890e2"),
      builtIn("Application Insights blocks ingestion without Entra", "199d5677-e4d9-4264-9465-efe1839c06bd"),
    ],
    gap: "subscription keys of the gateway: the definition for them asks for keys, and tokens are asked for here",
  },
  "apis-check-tokens": beforeDeployment("the text of a gateway's policy is no alias"),
  "roles-are-narrow": beforeDeployment("operators hold roles of their own; drift is found by comparing the stack"),
  "roles-go-to-the-platform": beforeDeployment("whose identity a principal is stands in the plan, and in no alias"),
  "containers-carry-no-secrets": beforeDeployment("no published definition reads environment variables"),
  "vaults-keep-what-is-deleted": {
    assigned: [builtIn("Key vaults have deletion protection", "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53")],
    gap: undefined,
  },
  "keys-stay-in-the-vault": {
    assigned: [
      builtIn("Keys are backed by hardware", "587c79fe-dd04-4a5e-9d0b-f89598c7261b"),
      builtIn("Keys using RSA have a minimum size", "82067dbb-e53b-4e06-b631-546d197452d9", {
        effect: "Deny",
        minimumRSAKeySize: 3072,
      }),
      builtIn("Keys are rotated", "d8cf8476-a2ec-4916-896e-992351803c44", {
        effect: "Audit",
        maximumDaysToRotate: 366,
      }),
    ],
    gap: "whether a key can be taken out, which no published definition reads",
  },
  "stores-use-own-keys": {
    assigned: [
      builtIn("Storage uses a customer-managed key", "6fac406b-40ca-413b-bf8e-0bf964659c25", { effect: "Audit" }),
      builtIn("Azure AI Services use a customer-managed key", "67121cc7-ff39-4ab8-b7e3-95b84dab487d"),
      // From its version 1.1.0: 1.0.0 refused the servers that have such a key.
      builtIn("PostgreSQL uses customer-managed keys", "12c74c95-0efd-48da-b8d9-2a7d68470c92"),
    ],
    gap: undefined,
  },
  "storage-denies-public-access": {
    assigned: [builtIn("Storage disallows public access", "4fa4b6c0-31ca-4c0d-b10d-24b96f62a751", { effect: "deny" })],
    gap: undefined,
  },
  "stores-carry-descriptors": beforeDeployment("the words of several stores in one tag are more than `in` compares"),
  "gateway-logs-no-bodies": beforeDeployment("no published definition reads the diagnostics of an API"),
  "databases-log-no-values": beforeDeployment("audits of single settings exist for other values alone"),
  "traces-mask-addresses": beforeDeployment("no published definition reads how addresses are masked"),
  "faces-are-not-recognised": {
    assigned: [
      deny("AI services identify nobody", ai, { field: "kind", notIn: ["OpenAI", "ComputerVision", "FormRecognizer"] }),
    ],
    gap: undefined,
  },
  "storage-deletes-in-time": beforeDeployment(joins),
  "copies-expire-in-time": beforeDeployment("the limit is what a tag of the same resource declares"),
  "stores-are-swept": beforeDeployment(joins),
  "groups-have-a-budget": beforeDeployment(joins),
  "resources-send-diagnostics": {
    assigned: [
      builtIn("Resource logs in Key Vault", "cf820ca0-f99e-4f3e-84fb-66e913812d21", { effect: "AuditIfNotExists" }),
      builtIn("Diagnostic logs in AI services and search", "1b4d1c4e-934c-4703-944c-27c82c06bebb", {
        effect: "AuditIfNotExists",
      }),
    ],
    gap: "the other types, whose definitions would deploy settings beside the stack's own",
  },
  "alerts-reach-somebody": beforeDeployment(joins),
  "attacks-are-noticed": beforeDeployment(joins),
  "gateways-call-the-platform": beforeDeployment("the text of a gateway's policy is no alias"),
  "side-doors-stay-shut": beforeDeployment(
    "published definitions exist for few of these properties; drift is found by comparing",
  ),
  "diagnostics-stay-in-the-stack": beforeDeployment("which workspace is the stack's own is not known to Azure Policy"),
  "networks-reach-no-strangers": beforeDeployment("a rule, its ports and its destination are judged with the subnet"),
  "closed-services-have-an-address": beforeDeployment(joins),
  "gateways-have-no-portal": beforeDeployment("no published definition reads the portals' switches"),
  "workloads-have-identities": {
    assigned: [builtIn("Container Apps have a managed identity", "b874ab2d-72dd-47f1-8cb5-4a306478a4e7")],
    gap: "the kind of identity, and how images are pulled",
  },
  "vaults-serve-the-platform-alone": beforeDeployment(
    "no published definition reads these switches; roles are asked for by services-refuse-keys",
  ),
  "photographs-rest-on-consent": beforeDeployment("several words in one tag are more than `in` compares"),
  "stores-are-told-apart": beforeDeployment(joins),
  "anomalies-reach-somebody": beforeDeployment(joins),
  "production-survives-a-zone": beforeDeployment(
    "what is asked for depends on the environment; drift is found by comparing the stack",
  ),
  "resources-say-whose-they-are": beforeDeployment("tags that are taken away are found by comparing the stack"),
  "guardrails-are-assigned": beforeDeployment("it is what assigns the others"),
  "images-are-pinned": beforeDeployment("what runs is compared with the registry of the plan"),
  "types-are-known": {
    assigned: [
      builtIn("Allowed resource types", "a08ec900-254a-4555-9bf5-e42af04b5c5c", {
        listOfResourceTypesAllowed: knownTypes,
      }),
    ],
    gap: "types without a location, which the definition does not see",
  },
};
