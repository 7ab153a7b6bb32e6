import type { Settings } from "../settings";

/** One thing that must be there before the first `pulumi up`, as a command of the Azure CLI. */
export interface Step {
  readonly why: string;
  readonly az: readonly string[];
}

/** Who deploys from where: a repository whose jobs get tokens instead of keeping a secret. */
export interface Deployer {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly environment: string;
}

/** Services that the platform asks for; a subscription knows none of them until it is told. */
const providers = [
  "Microsoft.ApiManagement",
  "Microsoft.App",
  "Microsoft.CognitiveServices",
  "Microsoft.ContainerRegistry",
  "Microsoft.DBforPostgreSQL",
  "Microsoft.Insights",
  "Microsoft.KeyVault",
  "Microsoft.ManagedIdentity",
  "Microsoft.Network",
  "Microsoft.OperationalInsights",
  "Microsoft.PolicyInsights",
  "Microsoft.Search",
  "Microsoft.Storage",
];

const group = "penderie-state";

/** Names of what keeps the state of every environment with this suffix. */
export const stateNames = ({ suffix }: Pick<Settings, "suffix">) => ({
  group,
  account: `penderiestate${suffix}`,
  vault: `penderie-state-${suffix}`,
});

/**
 * What an empty subscription needs, in order; each step may be run twice. The state's store and key stand in the
 * environment's own region, so that not even the state leaves the Union; a pipeline is known by its repository and
 * environment (workload identity federation), so that there is no secret to keep.
 */
export function bootstrapSteps(settings: Settings, { repository, environment }: Deployer): readonly Step[] {
  const { subscription, location } = settings;
  const { account, vault } = stateNames(settings);
  const scope = `/subscriptions/${subscription}`;
  const kept = `${scope}/resourceGroups/${group}/providers`;
  const name = `penderie-deploy-${environment}`;
  const within = ["--resource-group", group, "--location", location];
  const grant = (role: string, on: string, why: string): Step => ({
    why,
    az: ["role", "assignment", "create", "--assignee", "@appId", "--role", role, "--scope", on],
  });
  return [
    { why: "work in the environment's own subscription", az: ["account", "set", "--subscription", subscription] },
    ...providers.map((provider) => ({
      why: `the subscription learns of ${provider}`,
      az: ["provider", "register", "--namespace", provider],
    })),
    { why: "a group of its own for the state", az: ["group", "create", "--name", group, "--location", location] },
    {
      why: "where the state lies: no key, no public blob, three zones, the same region",
      az: [
        ...["storage", "account", "create", "--name", account, ...within, "--sku", "Standard_ZRS"],
        ...["--allow-blob-public-access", "false", "--allow-shared-key-access", "false", "--min-tls-version", "TLS1_2"],
      ],
    },
    {
      why: "older states can be brought back for two weeks",
      az: [
        ...["storage", "account", "blob-service-properties", "update", "--account-name", account],
        ...["--resource-group", group, "--enable-versioning", "true"],
        ...["--enable-delete-retention", "true", "--delete-retention-days", "14"],
      ],
    },
    {
      why: "the container that Pulumi writes to",
      az: ["storage", "container", "create", "--name", "state", "--account-name", account, "--auth-mode", "login"],
    },
    {
      why: "a vault for the key that encrypts secrets in the state",
      az: [
        ...["keyvault", "create", "--name", vault, ...within],
        ...["--enable-rbac-authorization", "true", "--enable-purge-protection", "true"],
      ],
    },
    {
      why: "that key",
      az: ["keyvault", "key", "create", "--vault-name", vault, "--name", "pulumi", "--kty", "RSA", "--size", "3072"],
    },
    { why: `who deploys ${environment}`, az: ["ad", "app", "create", "--display-name", name, "--query", "appId"] },
    { why: "as somebody who can be given roles", az: ["ad", "sp", "create", "--id", "@appId"] },
    {
      why: `the pipeline of ${repository} is believed when it deploys ${environment}, and only then`,
      az: [
        ...["ad", "app", "federated-credential", "create", "--id", "@appId", "--parameters"],
        JSON.stringify({
          name,
          issuer: "https://token.actions.githubusercontent.com",
          subject: `repo:${repository}:environment:${environment}`,
          audiences: ["api://AzureADTokenExchange"],
        }),
      ],
    },
    grant("Contributor", scope, "it makes the platform's resources"),
    grant("Role Based Access Control Administrator", scope, "it gives the platform's identities their roles"),
    grant("Resource Policy Contributor", scope, "it assigns the guardrails"),
    grant(
      "Storage Blob Data Contributor",
      `${kept}/Microsoft.Storage/storageAccounts/${account}`,
      "it keeps the state",
    ),
    grant("Key Vault Crypto User", `${kept}/Microsoft.KeyVault/vaults/${vault}`, "it encrypts secrets in the state"),
  ];
}
