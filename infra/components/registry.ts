import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as pulumi from "@pulumi/pulumi";
import { type Place, after } from "../place";
import { diagnose } from "./diagnostics";
import type { Network } from "./network";

export interface RegistryArgs extends Place {
  readonly redundancy: "local" | "zone";
  readonly network: Network;
}

const zones = { local: "Disabled", zone: "Enabled" } as const;

/**
 * Images, pulled by identity from inside the network; nothing leaves it and nothing is pulled by a stranger. Encrypted with
 * the platform's key: a registry reaches a vault behind a firewall only by an identity that does not exist before it, and
 * images hold no personal data.
 */
export class Registry extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly server: string;

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:compute:Registry", name, {}, opts);
    const { resourceGroupName, location, tags } = args;
    const registryName = args.named("registry", "images");
    const registry = new containerregistry.Registry(
      name,
      {
        resourceGroupName,
        location,
        tags,
        registryName,
        sku: { name: containerregistry.SkuName.Premium },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        dataEndpointEnabled: true,
        publicNetworkAccess: containerregistry.PublicNetworkAccess.Disabled,
        networkRuleBypassOptions: containerregistry.NetworkRuleBypassOptions.AzureServices,
        zoneRedundancy: zones[args.redundancy],
        policies: {
          exportPolicy: { status: containerregistry.ExportPolicyStatus.Disabled },
          retentionPolicy: { days: 30, status: containerregistry.PolicyStatus.Enabled },
          azureADAuthenticationAsArmPolicy: {
            status: containerregistry.AzureADAuthenticationAsArmPolicyStatus.Enabled,
          },
        },
      },
      { parent: this },
    );
    args.network.connect(name, "registry", registry.id, { parent: this });
    diagnose(name, registry.id, args.workspaceId, { parent: this });

    this.id = after(registry, `${args.groupId}/providers/Microsoft.ContainerRegistry/registries/${registryName}`);
    this.server = `${registryName}.azurecr.io`;
    this.registerOutputs({ id: this.id, server: this.server });
  }
}
