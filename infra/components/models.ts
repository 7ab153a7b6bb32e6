import * as cognitiveservices from "@pulumi/azure-native/cognitiveservices";
import * as pulumi from "@pulumi/pulumi";
import { type DeploymentSku, type ModelName, models } from "../facts/models";
import { type Place, after, asWritten } from "../place";
import { diagnose } from "./diagnostics";
import type { Identity } from "./identity";
import type { Network } from "./network";
import type { Vault } from "./vault";

interface Deployment {
  readonly model: ModelName;
  readonly sku: DeploymentSku;
  readonly capacity: number;
}

export interface ModelsArgs extends Place {
  readonly service: "openAi" | "vision" | "documents";
  /** By the name under which the service calls them. @default none */
  readonly deployments?: Readonly<Record<string, Deployment>>;
  readonly network: Network;
  readonly vault: Vault;
  readonly encrypter: Identity;
}

/** What tells the three services apart. Only some kinds know of trusted callers; the others refuse the word. */
const kinds = {
  openAi: { kind: "OpenAI", sku: "S0", host: "openai.azure.com", rules: { bypass: "None" } },
  vision: { kind: "ComputerVision", sku: "S1", host: "cognitiveservices.azure.com", rules: {} },
  documents: { kind: "FormRecognizer", sku: "S0", host: "cognitiveservices.azure.com", rules: {} },
} as const;

/**
 * One AI service: called by identity from inside the network, calling nobody itself, with pinned models that are
 * processed in the EU.
 */
export class Models extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly url: string;

  constructor(name: string, args: ModelsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:ai:Models", name, {}, opts);
    const { resourceGroupName, location, tags, encrypter } = args;
    const { kind, sku, host, rules } = kinds[args.service];
    const accountName = args.named("cognitive", args.service.toLowerCase());
    const key = args.vault.keyFor(args.service.toLowerCase());
    const properties = {
      customSubDomainName: accountName,
      disableLocalAuth: true,
      publicNetworkAccess: cognitiveservices.PublicNetworkAccess.Disabled,
      networkAcls: { defaultAction: cognitiveservices.NetworkRuleAction.Deny, ...rules },
      restrictOutboundNetworkAccess: true,
      allowedFqdnList: [],
      encryption: {
        keySource: cognitiveservices.KeySource.Microsoft_KeyVault,
        keyVaultProperties: {
          keyVaultUri: key.vaultUri,
          keyName: key.name,
          keyVersion: key.uriWithVersion.apply((uri) => uri.split("/").at(-1) ?? ""),
          identityClientId: encrypter.clientId,
        },
      },
    };
    const account = new cognitiveservices.Account(
      name,
      {
        resourceGroupName,
        location,
        tags,
        accountName,
        kind,
        sku: { name: sku },
        identity: { type: cognitiveservices.ResourceIdentityType.UserAssigned, userAssignedIdentities: [encrypter.id] },
        properties,
      },
      {
        parent: this,
        dependsOn: key.ready,
        ignoreChanges: ["properties.encryption.keyVaultProperties.keyVersion"],
        transformations: [asWritten({ properties })],
      },
    );
    let earlier: pulumi.Resource = account; // deployments of one account are made, changed and deleted one at a time
    for (const [deploymentName, { model, sku: type, capacity }] of Object.entries(args.deployments ?? {}))
      earlier = new cognitiveservices.Deployment(
        `${name}-${deploymentName}`,
        {
          resourceGroupName,
          accountName: after(account, accountName),
          deploymentName,
          sku: { name: type, capacity },
          properties: {
            model: { format: "OpenAI", name: model, version: models[model].version },
            versionUpgradeOption: cognitiveservices.DeploymentModelVersionUpgradeOption.NoAutoUpgrade,
            raiPolicyName: "Microsoft.DefaultV2",
          },
        },
        { parent: this, dependsOn: earlier },
      );
    args.network.connect(name, "account", account.id, { parent: this, dependsOn: earlier });
    diagnose(name, account.id, args.workspaceId, { parent: this });

    this.id = after(account, `${args.groupId}/providers/Microsoft.CognitiveServices/accounts/${accountName}`);
    this.url = `https://${accountName}.${host}`;
    this.registerOutputs({ id: this.id, url: this.url });
  }
}
