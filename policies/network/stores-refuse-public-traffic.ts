import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { at, shown } from "../at";
import { mustEqual } from "../must-equal";

/** By type: who else may come in although the door is shut. Silence is `AzureServices`, which is any tenant's, where it can be set. */
const bypasses: Readonly<Record<string, readonly [path: string, kinds?: readonly string[]]>> = {
  "azure-native:search:Service": ["networkRuleSet.bypass"],
  "azure-native:cognitiveservices:Account": [
    "properties.networkAcls.bypass",
    ["OpenAI", "AIServices", "TextAnalytics"],
  ],
};

/** What can hold or read personal data has no address on the internet; the gateway is the one door. */
export const storesRefusePublicTraffic: ResourceValidationPolicy = {
  name: "stores-refuse-public-traffic",
  description: "Stores, AI services, registries, logs and container hosts must not be reachable from the internet.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const [path, kinds] = bypasses[args.type] ?? [];
    const settable = kinds?.some((kind) => kind === args.props["kind"]) ?? true;
    const passed = path === undefined ? undefined : at(args.props, path);
    if (path !== undefined && passed !== "None" && (settable || passed !== undefined))
      report(`${path} is ${shown(passed)}; set it to None`);
    return doors(args, report);
  },
};

const doors = mustEqual({
  "azure-native:storage:StorageAccount": { publicNetworkAccess: "Disabled", "networkRuleSet.defaultAction": "Deny" },
  "azure-native:keyvault:Vault": {
    "properties.publicNetworkAccess": "Disabled",
    "properties.networkAcls.defaultAction": "Deny",
  },
  "azure-native:search:Service": { publicNetworkAccess: "Disabled" },
  "azure-native:cognitiveservices:Account": {
    "properties.publicNetworkAccess": "Disabled",
    "properties.networkAcls.defaultAction": "Deny",
    "properties.restrictOutboundNetworkAccess": true,
  },
  "azure-native:containerregistry:Registry": {
    publicNetworkAccess: "Disabled",
    anonymousPullEnabled: false,
    "policies.exportPolicy.status": "disabled",
  },
  "azure-native:dbforpostgresql:Server": { "network.publicNetworkAccess": "Disabled" },
  "azure-native:databricks:Workspace": {
    publicNetworkAccess: "Disabled",
    defaultStorageFirewall: "Enabled",
    "parameters.enableNoPublicIp.value": true,
  },
  "azure-native:datafactory:Factory": { publicNetworkAccess: "Disabled" },
  "azure-native:machinelearningservices:Workspace": {
    publicNetworkAccess: "Disabled",
    allowPublicAccessWhenBehindVnet: false,
    "managedNetwork.isolationMode": "AllowOnlyApprovedOutbound",
  },
  "azure-native:app:ManagedEnvironment": { "vnetConfiguration.internal": true },
  "azure-native:operationalinsights:Workspace": {
    publicNetworkAccessForIngestion: "Disabled",
    publicNetworkAccessForQuery: "Disabled",
  },
  "azure-native:applicationinsights:Component": {
    publicNetworkAccessForIngestion: "Disabled",
    publicNetworkAccessForQuery: "Disabled",
  },
  "azure-native:monitor:PrivateLinkScope": {
    "accessModeSettings.ingestionAccessMode": "PrivateOnly",
    "accessModeSettings.queryAccessMode": "PrivateOnly",
  },
});
