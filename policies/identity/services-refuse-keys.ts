import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { mustEqual } from "../must-equal";

/** A key that does not exist cannot leak: callers are identities, and every other way in is off. */
export const servicesRefuseKeys: ResourceValidationPolicy = {
  name: "services-refuse-keys",
  description: "Services must accept Entra identities only: no shared key, password, local user or admin account.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: mustEqual({
    "azure-native:storage:StorageAccount": {
      allowSharedKeyAccess: false,
      isLocalUserEnabled: false,
      isSftpEnabled: false,
      defaultToOAuthAuthentication: true,
    },
    "azure-native:keyvault:Vault": {
      "properties.enableRbacAuthorization": true,
      "properties.accessPolicies": undefined,
    },
    "azure-native:search:Service": { disableLocalAuth: true, authOptions: undefined },
    "azure-native:cognitiveservices:Account": { "properties.disableLocalAuth": true },
    "azure-native:containerregistry:Registry": { adminUserEnabled: false },
    "azure-native:dbforpostgresql:Server": {
      "authConfig.passwordAuth": "Disabled",
      "authConfig.activeDirectoryAuth": "Enabled",
      administratorLogin: undefined,
      administratorLoginPassword: undefined,
    },
    "azure-native:machinelearningservices:Workspace": { systemDatastoresAuthMode: "Identity" },
    "azure-native:operationalinsights:Workspace": { "features.disableLocalAuth": true },
    "azure-native:applicationinsights:Component": { disableLocalAuth: true },
    "azure-native:apimanagement:Api": { subscriptionRequired: false },
    "azure-native:apimanagement:Product": { subscriptionRequired: false },
    "azure-native:app:ManagedEnvironment": { "appLogsConfiguration.destination": "azure-monitor" }, // "log-analytics" takes the workspace's key
  }),
};
