import type { Role } from "../runtime/contract";
import type { RoleName } from "./facts/roles";

/** What a role may be granted on: a service, or one container of a storage account. */
export type Target =
  | "photos/photos"
  | "events/landing"
  | "events/features"
  | "events/models"
  | "operations/catalogue"
  | "operations/registers"
  | "operations/heads"
  | "vault"
  | "vault/audit"
  | "vault/telemetry"
  | "search"
  | "openAi"
  | "vision"
  | "documents"
  | "registry"
  | "insights";
export type Grant = readonly [may: RoleName, on: Target];

/** Everybody pulls the image and says how it goes. */
const everybody: readonly Grant[] = [
  ["acrPull", "registry"],
  ["monitoringMetricsPublisher", "insights"],
];

/** Who may do what, where. Each role of the image runs as itself, and none may do what only another does. */
export const access: Readonly<Record<Role, readonly Grant[]>> = {
  api: [
    ...everybody,
    ["blobDataContributor", "photos/photos"],
    ["blobDataReader", "operations/catalogue"],
    ["blobDataContributor", "operations/registers"],
    ["blobDataReader", "operations/heads"],
    ["keyVaultSecretsUser", "vault"],
    ["keyVaultCryptoServiceEncryptionUser", "vault/audit"], // reads the public half; only the watch signs
    ["searchIndexDataContributor", "search"],
    ["openAiUser", "openAi"],
    ["cognitiveServicesUser", "vision"],
  ],
  segment: [
    ...everybody,
    ["blobDataReader", "events/landing"],
    ["blobDataContributor", "events/features"],
    ["blobDataContributor", "events/models"],
    ["blobDataContributor", "operations/registers"], // takes erasures from the queue that the API fills
    ["keyVaultSecretsUser", "vault"],
  ],
  index: [
    ...everybody,
    ["keyVaultSecretsUser", "vault/telemetry"],
    ["blobDataContributor", "operations/catalogue"],
    ["searchIndexDataContributor", "search"],
    ["openAiUser", "openAi"],
    ["cognitiveServicesUser", "vision"],
    ["cognitiveServicesUser", "documents"],
  ],
  sweep: [
    ...everybody,
    ["blobDataContributor", "photos/photos"],
    ["blobDataContributor", "events/landing"],
    ["blobDataContributor", "events/features"],
    ["blobDataContributor", "operations/registers"],
    ["keyVaultSecretsUser", "vault"],
    ["searchIndexDataContributor", "search"],
  ],
  watch: [
    ...everybody,
    ["blobDataReader", "events/features"],
    ["blobDataReader", "events/models"],
    ["blobDataReader", "operations/registers"],
    ["blobDataContributor", "operations/heads"],
    ["keyVaultSecretsUser", "vault"],
    ["keyVaultCryptoUser", "vault/audit"],
    ["searchIndexDataReader", "search"],
  ],
  // Administers the database too (see Database) and makes the keys of pseudonyms; it is present only while a container starts.
  migrate: [...everybody, ["searchServiceContributor", "search"], ["keyVaultSecretsOfficer", "vault"]],
};
