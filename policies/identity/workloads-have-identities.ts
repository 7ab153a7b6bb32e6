import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

const workloads = [
  "azure-native:app:ContainerApp",
  "azure-native:app:Job",
  "azure-native:databricks:AccessConnector",
  "azure-native:datafactory:Factory",
  "azure-native:machinelearningservices:Workspace",
];

/** What runs is somebody: with no identity there would be a key instead, and with a system's own one roles come too late. */
export const workloadsHaveIdentities: ResourceValidationPolicy = {
  name: "workloads-have-identities",
  description: "Apps, jobs and analytics must run as user-assigned identities.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!workloads.includes(args.type)) return args.notApplicable();
    const type = at(args.props, "identity.type");
    if (type !== "UserAssigned") report(`identity.type is ${shown(type)}; set it to UserAssigned`);
  },
};
