import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { type Account, type Store, containers, stores } from "../../runtime/contract";
import type { Place } from "../place";
import { dataTags } from "../tags";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";
import type { Vault } from "./vault";

export interface StorageArgs extends Place {
  readonly account: Account;
  readonly redundancy: "local" | "zone";
  readonly owner: Parameters<typeof dataTags>[1];
  readonly network: Network;
  readonly vault: Vault;
  readonly encrypter: Identity;
}

const skus = { local: storage.SkuName.Standard_LRS, zone: storage.SkuName.Standard_ZRS } as const;

/** What each account keeps about people, and so how long. */
const held: Readonly<Record<Account, readonly [Store, ...Store[]]>> = {
  photos: ["photos"],
  events: ["events", "segments"],
  operations: ["registers"],
};

/**
 * Blobs of one kind, opened only by identity and only from inside the network, encrypted with a key of the vault, and
 * gone after their retention: what the descriptor says is the lifecycle rule, and deleted blobs stay no longer than it
 * says they can be recovered.
 */
export class Storage extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;

  constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:data:Storage", name, {}, opts);
    const { resourceGroupName, location, workspaceId, encrypter } = args;
    const accountName = args.named("storageAccount", args.account);
    const key = args.vault.keyFor(args.account);
    const kept = Math.max(...held[args.account].map((store) => stores[store].retentionDays));
    const recoverable = Math.min(...held[args.account].map((store) => stores[store].recoverableDays));

    const account = new storage.StorageAccount(
      name,
      {
        resourceGroupName,
        location,
        accountName,
        tags: { ...args.tags, ...dataTags(held[args.account], args.owner) },
        kind: storage.Kind.StorageV2,
        sku: { name: skus[args.redundancy] },
        accessTier: storage.AccessTier.Hot,
        identity: { type: storage.IdentityType.UserAssigned, userAssignedIdentities: [encrypter.id] },
        encryption: {
          keySource: storage.KeySource.Microsoft_Keyvault,
          requireInfrastructureEncryption: true,
          encryptionIdentity: { encryptionUserAssignedIdentity: encrypter.id },
          keyVaultProperties: { keyVaultUri: key.vaultUri, keyName: key.name },
          services: {
            blob: { enabled: true, keyType: storage.KeyType.Account },
            file: { enabled: true, keyType: storage.KeyType.Account },
          },
        },
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
      },
      { parent: this, dependsOn: key.ready },
    );
    const service = new storage.BlobServiceProperties(
      `${name}-blobs`,
      {
        resourceGroupName,
        accountName: account.name,
        blobServicesName: "default",
        deleteRetentionPolicy: { enabled: true, days: recoverable, allowPermanentDelete: true },
        containerDeleteRetentionPolicy: { enabled: true, days: recoverable },
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
        accountName: account.name,
        managementPolicyName: "default",
        policy: {
          rules: [
            {
              name: "delete-after-retention",
              type: storage.RuleType.Lifecycle,
              enabled: true,
              definition: {
                filters: { blobTypes: ["blockBlob"] },
                actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: kept } } },
              },
            },
          ],
        },
      },
      { parent: this, dependsOn: service },
    );
    for (const container of containers[args.account])
      new storage.BlobContainer(
        `${name}-${container}`,
        {
          resourceGroupName,
          accountName: account.name,
          containerName: container,
          publicAccess: storage.PublicAccess.None,
        },
        { parent: this, dependsOn: service },
      );
    args.network.connect(name, "blob", account.id, { parent: this });
    diagnose(name, account.id, workspaceId, { parent: this }, true);
    diagnose(`${name}-blobs`, pulumi.interpolate`${account.id}/blobServices/default`, workspaceId, { parent: this });

    this.id = account.id;
    this.url = `https://${accountName}.blob.core.windows.net`;
    this.registerOutputs({ id: this.id, url: this.url });
  }
}
