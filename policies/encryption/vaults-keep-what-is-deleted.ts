import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

/** A key that can be purged takes every store that it encrypts with it. */
export const vaultsKeepWhatIsDeleted: ResourceValidationPolicy = {
  name: "vaults-keep-what-is-deleted",
  description: "Key vaults must have soft delete and purge protection.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: mustEqual({
    "azure-native:keyvault:Vault": { "properties.enablePurgeProtection": true, "properties.enableSoftDelete": true },
  }),
};
