import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

/** An address is a person's. Application Insights leaves it out unless it is told not to, and keeps traces where the workspace's terms hold. */
export const tracesMaskAddresses: ResourceValidationPolicy = {
  name: "traces-mask-addresses",
  description: "Traces must be kept in a workspace and must not hold the address of a caller.",
  framework: gdpr("Art. 5(1)(c), 25", "Data minimisation, data protection by default"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: mustEqual({
    "azure-native:applicationinsights:Component": { disableIpMasking: false, ingestionMode: "LogAnalytics" },
  }),
};
