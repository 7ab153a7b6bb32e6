import type { StackValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { belongsTo } from "../joins";

/** Types whose access or health must be seen. */
const watched = [
  "azure-native:apimanagement:ApiManagementService",
  "azure-native:app:ContainerApp",
  "azure-native:app:ManagedEnvironment",
  "azure-native:cognitiveservices:Account",
  "azure-native:containerregistry:Registry",
  "azure-native:dbforpostgresql:Server",
  "azure-native:keyvault:Vault",
  "azure-native:search:Service",
  "azure-native:storage:StorageAccount",
];

/** A breach that nobody could see cannot be notified in 72 hours. */
export const resourcesSendDiagnostics: StackValidationPolicy = {
  name: "resources-send-diagnostics",
  description: "Stores, AI services, hosts, vaults and gateways must send their logs and metrics to the workspace.",
  framework: gdpr("Art. 32, 33", "Security of processing, notification of a breach"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateStack: (args, report) => {
    const { resources } = args;
    const subjects = resources.filter(({ type }) => watched.includes(type));
    if (subjects.length === 0) return args.notApplicable();
    const settings = resources.filter(({ type }) => type === "azure-native:monitor:DiagnosticSetting");
    for (const subject of subjects)
      if (!settings.some((setting) => belongsTo(setting, subject, "resourceUri")))
        report("nothing of this resource reaches the workspace; add a diagnostic setting", subject.urn);
  },
};
