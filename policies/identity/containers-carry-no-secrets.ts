import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, textAt } from "../at";
import { gdpr } from "../gdpr";

const types = ["azure-native:app:ContainerApp", "azure-native:app:Job"];
const secretName = /(password|passwd|secret|token$|api_?key|connection_?string|credential|sas$)/i;
const secretValue = /(AccountKey=|SharedAccessKey|Password=|InstrumentationKey=|[?&]sig=|BEGIN [A-Z ]*PRIVATE KEY)/i;
const ownHosts = [
  ".azure.com",
  ".azure.net",
  ".windows.net",
  ".azurecr.io",
  ".azure-api.net",
  ".azurecontainerapps.io",
];
/** The organisation's own identity provider stands where it chose; an audience is a name in the form of an address. */
const anyHost = new Set(["TOKEN_ISSUER", "TOKEN_AUDIENCE"]);

/** Azure makes it with the identity, so that reading it at preview would stop this rule there; it opens nothing. */
const identity = "AZURE_CLIENT_ID";

/** What a container is told, anybody who may read the plan can read; and what it is told to call gets what it sends. */
export const containersCarryNoSecrets: ResourceValidationPolicy = {
  name: "containers-carry-no-secrets",
  description: "Container settings must hold no secret and must name no host outside the platform.",
  framework: gdpr("Art. 28, 32", "Processors, security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!types.includes(args.type)) return args.notApplicable();
    if (listAt(args.props, "configuration.secrets").some((secret) => textAt(secret, "value") !== undefined))
      report("configuration.secrets holds a value; refer to the vault with keyVaultUrl and identity");
    const containers = ["template.containers", "template.initContainers"].flatMap((path) => listAt(args.props, path));
    if (containers.length === 0) report("the containers are not known at preview; keep template literal");
    for (const variable of containers.flatMap((container) => listAt(container, "env"))) {
      const name = textAt(variable, "name") ?? "";
      if (name === identity) continue;
      const value = textAt(variable, "value");
      if (secretName.test(name) && at(variable, "secretRef") === undefined)
        report(`${name} looks like a secret; read it from the vault by identity`);
      if (value === undefined) continue;
      if (secretValue.test(value)) report(`${name} holds a key or connection string; connect by identity`);
      const host = /^[a-z]+:\/\/([^/:]+)/i.exec(value)?.[1];
      if (host !== undefined && !anyHost.has(name) && !ownHosts.some((own) => host.endsWith(own)))
        report(`${name} names the host ${host}, which is no part of the platform; data must not leave it`);
    }
  },
};
