import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

const doors = ["enabledForDeployment", "enabledForDiskEncryption", "enabledForTemplateDeployment"];

/** Each of these lets another service of Azure take secrets out of a vault without any role in it. */
export const vaultsServeThePlatformAlone: ResourceValidationPolicy = {
  name: "vaults-serve-the-platform-alone",
  description: "Vaults must hand secrets to roles alone: not to machines, disks or templates, nor by access policies.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "azure-native:keyvault:Vault") return args.notApplicable();
    for (const door of doors) {
      const open = at(args.props, `properties.${door}`);
      if (open === true) report(`properties.${door} is true; leave it out, or set it to false`);
    }
    const policies = at(args.props, "properties.accessPolicies");
    if (Array.isArray(policies) && policies.length > 0)
      report(`properties.accessPolicies is ${shown(policies)}; assign roles instead`);
  },
};
