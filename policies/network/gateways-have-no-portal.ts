import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

/** A portal where strangers sign up and read an API's description is a second door that nobody watches. */
export const gatewaysHaveNoPortal: ResourceValidationPolicy = {
  name: "gateways-have-no-portal",
  description: "Gateways must have no developer portal.",
  framework: gdpr("Art. 25, 32", "Data protection by default, security of processing"),
  severity: "medium",
  enforcementLevel: "mandatory",
  validateResource: mustEqual({
    "azure-native:apimanagement:ApiManagementService": {
      developerPortalStatus: "Disabled",
      legacyPortalStatus: "Disabled",
    },
  }),
};
