import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { type Account, type Store, containers, stores } from "../../runtime/contract";
import { type Place, after, asWritten } from "../place";
import { dataTags } from "../tags";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";
import type { Vault } from "./vault";

export interface StorageArgs<A extends Account> extends Place {
  readonly account: A;
  readonly redundancy: "local" | "zone";
  readonly owner: Parameters<typeof dataTags>[1];
  readonly network: Network;
  readonly vault: Vault;
  readonly encrypter: Identity;
}

const skus = { local: storage.SkuName.Standard_LRS, zone: storage.SkuName.Standard_ZRS } as const;

/** What each account keeps about people, and in which of its containers. What is in none of them has no term. */
const held = {
  photos: { store: "photos", containers: ["photos"] },
  events: { store: "events", containers: ["landing", "features"] },
  operations: { store: "registers", containers: ["registers"] },
} as const satisfies { [A in Account]: { store: Store; containers: readonly Container<A>[] } };
type Container<A extends Account> = (typeof containers)[A][number];

/**
 * Blobs of one kind, opened only by identity and only from inside the network, encrypted with a key of the vault, and
 * gone after their retention: what the descriptor says is the lifecycle rule, and deleted blobs stay no longer than it
 * says they can be recovered.
 */
export class Storage<A extends Account> extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;
  readonly containers: Readonly<Record<Container<A>, pulumi.Output<string>>>;

  constructor(name: string, args: StorageArgs<A>, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:data:Storage", name, {}, opts);
    const { resourceGroupName, location, workspaceId, encrypter } = args;
    const accountName = args.named("storageAccount", args.account);
    const accountId = `${args.groupId}/providers/Microsoft.Storage/storageAccounts/${accountName}`;
    const key = args.vault.keyFor(args.account);
    const { store, containers: personal } = held[args.account];
    const { retentionDays, recoverableDays } = stores[store];
    const encryption = {
      keySource: storage.KeySource.Microsoft_Keyvault,
      requireInfrastructureEncryption: true,
      encryptionIdentity: { encryptionUserAssignedIdentity: encrypter.id },
      keyVaultProperties: { keyVaultUri: key.vaultUri, keyName: key.name },
      services: {
        blob: { enabled: true, keyType: storage.KeyType.Account },
        file: { enabled: true, keyType: storage.KeyType.Account },
      },
    };

    const account = new storage.StorageAccount(
      name,
      {
        resourceGroupName,
        location,
        accountName,
        tags: { ...args.tags, ...dataTags([store], args.owner) },
        kind: storage.Kind.StorageV2,
        sku: { name: skus[args.redundancy] },
        accessTier: storage.AccessTier.Hot,
        identity: { type: storage.IdentityType.UserAssigned, userAssignedIdentities: [encrypter.id] },
        encryption,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        allowSharedKeyAccess: false,
        allowedCopyScope: storage.AllowedCopyScope.PrivateLink,
        defaultToOAuthAuthentication: true,
        enableHttpsTrafficOnly: true,
        isLocalUserEnabled: false,
        isSftpEnabled: false,
        minimumTlsVersion: storage.MinimumTlsVersion.TLS1_2, // 1.3 is not accepted as a floor: named exception in SECURITY.md
        publicNetworkAccess: storage.PublicNetworkAccess.Disabled,
        networkRuleSet: { bypass: storage.Bypass.AzureServices, defaultAction: storage.DefaultAction.Deny },
        sasPolicy: { expirationAction: storage.ExpirationAction.Block, sasExpirationPeriod: "0.01:00:00" },
      },
      {
        parent: this,
        protect: args.protect ?? false,
        dependsOn: key.ready,
        transformations: [asWritten({ encryption })],
      },
    );
    const service = new storage.BlobServiceProperties(
      `${name}-blobs`,
      {
        resourceGroupName,
        accountName: after(account, accountName),
        blobServicesName: "default",
        deleteRetentionPolicy: { enabled: true, days: recoverableDays, allowPermanentDelete: true },
        containerDeleteRetentionPolicy: { enabled: true, days: recoverableDays },
        isVersioningEnabled: false,
        changeFeed: { enabled: false },
        restorePolicy: { enabled: false },
      },
      { parent: this },
    );
    new storage.ManagementPolicy(
      `${name}-lifecycle`,
      {
        resourceGroupName,
        accountName: after(account, accountName),
        managementPolicyName: "default",
        policy: {
          rules: [
            {
              name: "delete-after-retention",
              type: storage.RuleType.Lifecycle,
              enabled: true,
              definition: {
                filters: {
                  blobTypes: ["blockBlob", "appendBlob"],
                  prefixMatch: personal.map((container) => `${container}/`),
                },
                actions: {
                  baseBlob: { delete: { daysAfterModificationGreaterThan: retentionDays } },
                  snapshot: { delete: { daysAfterCreationGreaterThan: retentionDays } },
                },
              },
            },
          ],
        },
      },
      { parent: this, dependsOn: service },
    );
    const made = containers[args.account].map((container) => {
      const blobs = new storage.BlobContainer(
        `${name}-${container}`,
        {
          resourceGroupName,
          accountName: after(account, accountName),
          containerName: container,
          publicAccess: storage.PublicAccess.None,
          metadata: { store: includes(personal, container) ? store : "none" },
        },
        { parent: this, protect: args.protect ?? false, dependsOn: service },
      );
      return [container, after(blobs, `${accountId}/blobServices/default/containers/${container}`)] as const;
    });
    args.network.connect(name, "blob", account.id, { parent: this });
    diagnose(name, account.id, workspaceId, { parent: this }, "metrics");
    diagnose(`${name}-blobs`, pulumi.interpolate`${account.id}/blobServices/default`, workspaceId, { parent: this });

    this.id = after(account, accountId);
    this.url = `https://${accountName}.blob.core.windows.net`;
    this.containers = Object.fromEntries(made) as Record<Container<A>, pulumi.Output<string>>;
    this.registerOutputs({ url: this.url });
  }
}

const includes = (list: readonly string[], text: string) => list.includes(text);
