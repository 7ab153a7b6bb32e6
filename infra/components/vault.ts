import * as keyvault from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import { type Place, after } from "../place";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";

export interface VaultArgs extends Place {
  /** Tells a second vault apart. @default the platform's one vault */
  readonly role?: string;
  readonly tenantId: string;
  /** Days for which a deleted key can be brought back, and nobody can purge it; with it goes all that it encrypts. */
  readonly recoverableDays: number;
  readonly network: Network;
  /** Reads keys in order to encrypt stores. */
  readonly encrypter: Identity;
}

/** A key that a store encrypts with, once its encrypter may use it. */
export interface StoreKey {
  readonly vaultUri: string;
  readonly name: string;
  readonly uri: pulumi.Output<string>;
  readonly uriWithVersion: pulumi.Output<string>;
  readonly ready: pulumi.Resource;
}

/** Keys and secrets, opened by role from inside the network; nothing in it can be purged before its time. */
export class Vault extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;
  private readonly title: string;
  private readonly vault: keyvault.Vault;
  private readonly vaultId: string;
  private readonly args: VaultArgs;

  constructor(title: string, args: VaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:vault:Vault", title, {}, opts);
    this.title = title;
    this.args = args;
    const { resourceGroupName, location, tags, network, workspaceId } = args;
    const vaultName = args.named("vault", args.role ?? "");
    const vault = new keyvault.Vault(
      title,
      {
        resourceGroupName,
        location,
        tags,
        vaultName,
        properties: {
          tenantId: args.tenantId,
          sku: { family: keyvault.SkuFamily.A, name: keyvault.SkuName.Premium },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          enablePurgeProtection: true,
          softDeleteRetentionInDays: args.recoverableDays,
          enabledForDeployment: false,
          enabledForDiskEncryption: false,
          enabledForTemplateDeployment: false,
          publicNetworkAccess: "Disabled",
          networkAcls: {
            bypass: keyvault.NetworkRuleBypassOptions.AzureServices,
            defaultAction: keyvault.NetworkRuleAction.Deny,
          },
        },
      },
      { parent: this, protect: args.protect ?? false },
    );
    this.vault = vault;
    this.vaultId = `${args.groupId}/providers/Microsoft.KeyVault/vaults/${vaultName}`;
    this.id = after(vault, this.vaultId);
    this.url = `https://${vaultName}.vault.azure.net/`;
    network.connect(title, "vault", vault.id, { parent: this });
    diagnose(title, vault.id, workspaceId, { parent: this }, "tables and metrics");
    this.registerOutputs({ id: this.id, url: this.url });
  }

  /** One key for one store, which the encrypter may wrap with and nobody may take out; it is renewed every year. */
  keyFor(store: string): StoreKey {
    const key = this.key(store, {
      kty: keyvault.JsonWebKeyType.RSA_HSM,
      keySize: 3072,
      keyOps: [keyvault.JsonWebKeyOperation.WrapKey, keyvault.JsonWebKeyOperation.UnwrapKey],
    });
    const ready = this.args.encrypter.may(
      "keyVaultCryptoServiceEncryptionUser",
      `${store}-key`,
      after(key, `${this.vaultId}/keys/${store}`),
    );
    return { vaultUri: this.url, name: store, uri: key.keyUri, uriWithVersion: key.keyUriWithVersion, ready };
  }

  /** A key that signs and that nobody may take out. Answers its id, once it is there. */
  signingKey(name: string): pulumi.Output<string> {
    const key = this.key(name, {
      kty: keyvault.JsonWebKeyType.EC_HSM,
      curveName: keyvault.JsonWebKeyCurveName.P_256,
      keyOps: [keyvault.JsonWebKeyOperation.Sign, keyvault.JsonWebKeyOperation.Verify],
    });
    return after(key, `${this.vaultId}/keys/${name}`);
  }

  /** Made in hardware, never taken out, renewed every year. */
  private key(name: string, kind: Kind): keyvault.Key {
    return new keyvault.Key(
      `${this.title}-${name}-key`,
      {
        resourceGroupName: this.args.resourceGroupName,
        vaultName: after(this.vault, this.vaultId.split("/").at(-1) ?? ""),
        keyName: name,
        properties: { ...kind, attributes: { enabled: true, exportable: false }, rotationPolicy: renewedYearly },
      },
      { parent: this, protect: this.args.protect ?? false, dependsOn: this.vault },
    );
  }

  /** A text that containers read by name. Answers its id, once it is there. */
  secret(name: string, value: pulumi.Input<string>): pulumi.Output<string> {
    const secret = new keyvault.Secret(
      `${this.title}-${name}`,
      {
        resourceGroupName: this.args.resourceGroupName,
        vaultName: after(this.vault, this.vaultId.split("/").at(-1) ?? ""),
        secretName: name,
        properties: { value: pulumi.secret(value), contentType: "text/plain" },
      },
      { parent: this, dependsOn: this.vault },
    );
    return after(secret, `${this.vaultId}/secrets/${name}`);
  }
}

/** What tells one key from another. */
interface Kind {
  readonly kty: keyvault.JsonWebKeyType;
  readonly keySize?: number;
  readonly curveName?: keyvault.JsonWebKeyCurveName;
  readonly keyOps: keyvault.JsonWebKeyOperation[];
}

const renewedYearly = {
  attributes: { expiryTime: "P2Y" },
  lifetimeActions: [
    { action: { type: keyvault.KeyRotationPolicyActionType.Rotate }, trigger: { timeAfterCreate: "P1Y" } },
  ],
};
