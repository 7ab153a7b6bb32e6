import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown } from "../at";
import { containerTypes, containersOf, told } from "../containers";
import { gdpr } from "../gdpr";

const secretName = /(password|passwd|secret|token$|api_?key|connection_?string|credential|sas$)/i;
const secretText =
  /(AccountKey=|SharedAccess|Password=|InstrumentationKey=|[?&]sig=|BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^/@\s]*:[^/@\s]+@)/i;

/** What a container is told, anybody who may read the plan can read: it proves who it is instead. */
export const containersCarryNoSecrets: ResourceValidationPolicy = {
  name: "containers-carry-no-secrets",
  description: "Containers must be told no secret, by value or by name, and must pull images as an identity.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!containerTypes.includes(args.type)) return args.notApplicable();
    for (const secret of listAt(args.props, "configuration.secrets"))
      if (at(secret, "value") !== undefined || at(secret, "keyVaultUrl") === undefined)
        report(`the secret ${shown(at(secret, "name"))} is not the vault's; give it keyVaultUrl and identity`);
    for (const registry of listAt(args.props, "configuration.registries"))
      if (at(registry, "passwordSecretRef") !== undefined || at(registry, "username") !== undefined)
        report("images are pulled with a password; pull them with an identity");
    const containers = containersOf(args.props);
    if (containers.length === 0) report("the containers are not known at preview; keep template literal");
    for (const { name, text } of containers.flatMap(told)) {
      if (secretName.test(name)) report(`${name} looks like a secret; read it from the vault by identity`);
      if (secretText.test(text)) report(`${name} holds a key or connection string; connect by identity`);
    }
  },
};
