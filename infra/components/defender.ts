import * as security from "@pulumi/azure-native/security";
import * as pulumi from "@pulumi/pulumi";

export interface DefenderArgs {
  readonly subscription: string;
}

const no = (...names: readonly string[]) => names.map((name) => ({ name, isEnabled: "False" }));

/**
 * What is watched for attacks, by the plan's name. No plan may open what people uploaded: scanning for malware and for
 * "sensitive data" would be a processing of its own, and intake writes every photograph anew anyway. The plan for AI services
 * is left out: it reads every prompt, and costs more than the chat that it would watch.
 */
const plans: Readonly<Record<string, Pick<security.PricingArgs, "subPlan" | "extensions">>> = {
  StorageAccounts: {
    subPlan: "DefenderForStorageV2",
    extensions: no("OnUploadMalwareScanning", "SensitiveDataDiscovery"),
  },
  KeyVaults: { subPlan: "PerKeyVault" },
  OpenSourceRelationalDatabases: {},
  Arm: { subPlan: "PerSubscription" },
};

/**
 * Microsoft Defender for Cloud over the whole subscription, the only scope that these plans have. Azure knows no deletion of
 * a plan, so that tearing an environment down leaves them on: see docs/operations.md.
 */
export class Defender extends pulumi.ComponentResource {
  constructor(name: string, args: DefenderArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:monitor:Defender", name, {}, opts);
    let earlier: pulumi.Resource | undefined; // plans of one subscription are changed one at a time
    for (const [pricingName, plan] of Object.entries(plans))
      earlier = new security.Pricing(
        `${name}-${pricingName.toLowerCase()}`,
        {
          scopeId: `/subscriptions/${args.subscription}`,
          pricingName,
          pricingTier: security.PricingTier.Standard,
          ...plan,
        },
        { parent: this, retainOnDelete: true, ...(earlier && { dependsOn: earlier }) },
      );
    this.registerOutputs({});
  }
}
