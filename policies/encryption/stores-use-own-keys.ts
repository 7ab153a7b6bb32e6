import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown, textAt } from "../at";
import { gdpr } from "../gdpr";

interface OwnKey {
  readonly path: string;
  readonly value: string;
  /** Where the key is named; a server takes it by an address that is unknown at preview. */
  readonly key?: string;
}

/**
 * Where each type says that its key is ours, and the words with which it says so. Two are not here. A registry holds no
 * personal data, and reaches a vault behind a firewall only by an identity that does not exist before it. A search service
 * takes a key index by index, when the index is made: `encryptionWithCmk.enforcement` encrypts nothing.
 */
const ownKeys: Readonly<Record<string, OwnKey>> = {
  "azure-native:storage:StorageAccount": {
    path: "encryption.keySource",
    value: "Microsoft.Keyvault",
    key: "encryption.keyVaultProperties.keyName",
  },
  "azure-native:cognitiveservices:Account": {
    path: "properties.encryption.keySource",
    value: "Microsoft.KeyVault",
    key: "properties.encryption.keyVaultProperties.keyName",
  },
  "azure-native:datafactory:Factory": { path: "encryption.keyName", value: "factory" },
  "azure-native:machinelearningservices:Workspace": { path: "encryption.status", value: "Enabled" },
  "azure-native:dbforpostgresql:Server": { path: "dataEncryption.type", value: "AzureKeyVault" },
};

/** Whoever holds the key decides; at rest, that is the controller and not the vendor. */
export const storesUseOwnKeys: ResourceValidationPolicy = {
  name: "stores-use-own-keys",
  description: "Stores that take a key when they are made must be encrypted with one of the platform's own vault.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const expected = ownKeys[args.type];
    if (!expected) return args.notApplicable();
    const { path, value, key } = expected;
    if (at(args.props, path) !== value)
      report(`${path} is ${shown(at(args.props, path))}; set it to ${shown(value)} with a key of the vault`);
    if (key !== undefined && !textAt(args.props, key)) report(`${key} is nothing; name a key of the vault`);
  },
};
