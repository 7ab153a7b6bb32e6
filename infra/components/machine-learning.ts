import * as ml from "@pulumi/azure-native/machinelearningservices";
import * as pulumi from "@pulumi/pulumi";
import { type Place, asWritten } from "../place";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";
import type { StoreKey } from "./vault";

export interface MachineLearningArgs extends Place {
  readonly network: Network;
  readonly encrypter: Identity;
  readonly key: StoreKey;
  /** Holds the key, and what the workspace itself wants to keep secret. */
  readonly vaultId: pulumi.Input<string>;
  /** As whom the workspace keeps models. */
  readonly keeper: Identity;
  /** What the keeper must be allowed before the workspace is made. */
  readonly ready: readonly pulumi.Resource[];
  readonly storageId: pulumi.Input<string>;
  readonly insightsId: pulumi.Input<string>;
  readonly registryId: pulumi.Input<string>;
}

/**
 * An MLflow registry of models and their runs, by Azure Machine Learning: no compute, no key, reached from inside the network.
 * What it holds are parameters, metrics and centres of segments, none of which is about a person.
 */
export class MachineLearning extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: MachineLearningArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:analytics:MachineLearning", name, {}, opts);
    const { resourceGroupName, location, tags, encrypter, keeper, key } = args;
    const encryption = {
      status: ml.EncryptionStatus.Enabled,
      identity: { userAssignedIdentity: encrypter.id },
      keyVaultProperties: { keyVaultArmId: args.vaultId, keyIdentifier: key.uriWithVersion },
    };
    const workspace = new ml.Workspace(
      name,
      {
        resourceGroupName,
        location,
        tags,
        workspaceName: args.named("containerApp", name), // at most 33 characters
        sku: { name: "Basic", tier: ml.SkuTier.Basic },
        kind: "Default",
        identity: {
          type: ml.ManagedServiceIdentityType.UserAssigned,
          userAssignedIdentities: [encrypter.id, keeper.id],
        },
        primaryUserAssignedIdentity: keeper.id,
        storageAccount: args.storageId,
        keyVault: args.vaultId,
        applicationInsights: args.insightsId,
        containerRegistry: args.registryId,
        systemDatastoresAuthMode: ml.SystemDatastoresAuthMode.Identity,
        publicNetworkAccess: ml.PublicNetworkAccessType.Disabled,
        allowPublicAccessWhenBehindVnet: false,
        managedNetwork: {
          isolationMode: ml.IsolationMode.AllowOnlyApprovedOutbound,
          firewallSku: ml.FirewallSku.Basic,
        },
        hbiWorkspace: true, // less telemetry to the vendor
        enableServiceSideCMKEncryption: true,
        encryption,
      },
      { parent: this, dependsOn: [key.ready, ...args.ready], transformations: [asWritten({ encryption })] },
    );
    args.network.connect(name, "amlworkspace", workspace.id, { parent: this });
    diagnose(name, workspace.id, args.workspaceId, { parent: this }, "logs");
    this.id = workspace.id;
    this.registerOutputs({ id: this.id });
  }
}
