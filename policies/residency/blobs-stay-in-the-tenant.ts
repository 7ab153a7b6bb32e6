import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

/** Azure copies blobs by itself when asked to: to an account of another tenant, or to any account of anybody. Neither may be asked. */
export const blobsStayInTheTenant: ResourceValidationPolicy = {
  name: "blobs-stay-in-the-tenant",
  description: "Storage accounts must not replicate or copy blobs to accounts outside the network.",
  framework: gdpr("Art. 28, 44-49", "Processors, transfers to third countries"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: mustEqual({
    "azure-native:storage:StorageAccount": { allowCrossTenantReplication: false, allowedCopyScope: "PrivateLink" },
  }),
};
