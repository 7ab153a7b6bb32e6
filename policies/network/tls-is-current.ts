import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type RequiredValues, mustEqual } from "../must-equal";

const gateway = "azure-native:apimanagement:ApiManagementService";

/** The v2 tiers have no old protocol and know no switch; the others have these on until they are switched off. */
const switches = [
  "Protocols.Tls10",
  "Protocols.Tls11",
  "Protocols.Ssl30",
  "Backend.Protocols.Tls10",
  "Backend.Protocols.Tls11",
  "Backend.Protocols.Ssl30",
].map((name) => `Microsoft.WindowsAzure.ApiManagement.Gateway.Security.${name}`);

const required: RequiredValues = {
  "azure-native:storage:StorageAccount": { minimumTlsVersion: "TLS1_2", enableHttpsTrafficOnly: true },
  "azure-native:app:ContainerApp": { "configuration.ingress.allowInsecure": false },
  "azure-native:app:ManagedEnvironment": {
    "peerTrafficConfiguration.encryption.enabled": true,
    "peerAuthentication.mtls.enabled": true,
  },
  "azure-native:apimanagement:Api": { protocols: ["https"] },
};
const others = mustEqual(required);

/** Nothing travels in clear text, and no old protocol is spoken. Storage accepts no higher floor than 1.2; databases have a rule of their own. */
export const tlsIsCurrent: ResourceValidationPolicy = {
  name: "tls-is-current",
  description: "Connections must be encrypted, with the highest TLS floor that the service can enforce.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== gateway) return others(args, report);
    if (textAt(args.props, "sku.name")?.endsWith("V2") === true) return;
    const properties = at(args.props, "customProperties");
    for (const name of switches) {
      const value: unknown =
        typeof properties === "object" && properties !== null
          ? (properties as Record<string, unknown>)[name]
          : undefined;
      if (value !== "False") report(`customProperties["${name}"] is ${shown(value)}; set it to "False"`);
    }
  },
};
