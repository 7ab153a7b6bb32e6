import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";

const storage = "azure-native:storage:StorageAccount";
const app = "azure-native:app:ContainerApp";
const setting = "azure-native:dbforpostgresql:Configuration";
const gateway = "azure-native:apimanagement:ApiManagementService";
const oldProtocols = ["Protocols.Tls10", "Protocols.Tls11", "Backend.Protocols.Tls10", "Backend.Protocols.Tls11"];

/** TLS 1.3 where it can be enforced, 1.2 on storage, which accepts no higher floor, and nothing in clear text. */
export const tlsIsCurrent: ResourceValidationPolicy = {
  name: "tls-is-current",
  description: "Connections must be encrypted, with TLS 1.3 as the floor where the service can enforce it.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const { type, props } = args;
    const floor = textAt(props, "configurationName");
    if (type === storage) {
      if (at(props, "minimumTlsVersion") !== "TLS1_2")
        report(`minimumTlsVersion is ${shown(at(props, "minimumTlsVersion"))}; set it to TLS1_2`);
      if (at(props, "enableHttpsTrafficOnly") !== true)
        report("plain HTTP is accepted; set enableHttpsTrafficOnly to true");
    } else if (type === app) {
      if (at(props, "configuration.ingress.allowInsecure") !== false)
        report("plain HTTP is accepted; set configuration.ingress.allowInsecure to false");
    } else if (type === setting && floor === "ssl_min_protocol_version") {
      if (at(props, "value") !== "TLSv1.3")
        report(`the database's floor is ${shown(at(props, "value"))}; set it to TLSv1.3`);
    } else if (type === setting && floor === "require_secure_transport") {
      if (String(at(props, "value")).toLowerCase() !== "on")
        report("the database accepts clear text; set require_secure_transport to on");
    } else if (type === gateway && !String(at(props, "sku.name")).endsWith("V2")) {
      const properties = at(props, "customProperties");
      for (const protocol of oldProtocols) {
        const name = `Microsoft.WindowsAzure.ApiManagement.Gateway.Security.${protocol}`;
        const value =
          typeof properties === "object" && properties !== null
            ? (properties as Record<string, unknown>)[name]
            : undefined;
        if (value !== "False") report(`${protocol} is not off; set customProperties["${name}"] to "False"`);
      }
    } else return args.notApplicable();
  },
};
