import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

/**
 * Where each type says that its key is ours, and the words with which it says so. A registry is not here: it holds no
 * personal data, and reaches a vault behind a firewall only by an identity that does not exist before it.
 */
const ownKey: Readonly<Record<string, readonly [path: string, value: string]>> = {
  "azure-native:storage:StorageAccount": ["encryption.keySource", "Microsoft.Keyvault"],
  "azure-native:cognitiveservices:Account": ["properties.encryption.keySource", "Microsoft.KeyVault"],
  "azure-native:dbforpostgresql:Server": ["dataEncryption.type", "AzureKeyVault"],
};

/** Whoever holds the key decides; at rest, that is the controller and not the vendor. */
export const storesUseOwnKeys: ResourceValidationPolicy = {
  name: "stores-use-own-keys",
  description: "Stores that support it must be encrypted with a key of the platform's own vault.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const expected = ownKey[args.type];
    if (!expected) return args.notApplicable();
    const [path, value] = expected;
    if (at(args.props, path) !== value)
      report(`${path} is ${shown(at(args.props, path))}; set it to ${shown(value)} with a key of the vault`);
  },
};
