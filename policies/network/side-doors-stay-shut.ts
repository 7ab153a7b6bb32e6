import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

/** By type: properties that open a way in or out beside the ones that are judged, and what each would do. */
const sideDoors: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "azure-native:app:ManagedEnvironment": {
    appInsightsConfiguration: "sends traces by a key",
    daprAIConnectionString: "sends traces by a key",
    daprAIInstrumentationKey: "sends traces by a key",
    openTelemetryConfiguration: "sends logs and traces wherever it says",
  },
  "azure-native:cognitiveservices:Account": {
    "properties.allowedFqdnList": "may call these hosts",
    "properties.userOwnedStorage": "keeps what it is sent in a store that is not judged with it",
  },
  "azure-native:containerregistry:Registry": { "networkRuleSet.ipRules": "lets these addresses in" },
  "azure-native:datafactory:Factory": {
    repoConfiguration: "takes its pipelines from elsewhere",
    purviewConfiguration: "tells another service what it holds",
  },
  "azure-native:machinelearningservices:Workspace": {
    sharedPrivateLinkResources: "reaches what is not judged with it",
    hubResourceId: "belongs to another workspace",
  },
  "azure-native:dbforpostgresql:Server": {
    replica: "copies the database",
    sourceServerResourceId: "is a copy of another database",
  },
  "azure-native:keyvault:Vault": {
    "properties.networkAcls.ipRules": "lets these addresses in",
    "properties.networkAcls.virtualNetworkRules": "lets these networks in",
  },
  "azure-native:monitor:ActionGroup": {
    automationRunbookReceivers: "hands alerts to a program",
    azureFunctionReceivers: "hands alerts to a program",
    eventHubReceivers: "copies alerts elsewhere",
    logicAppReceivers: "hands alerts to a program",
    webhookReceivers: "sends alerts wherever it says",
  },
  "azure-native:network:Subnet": {
    routeTable: "leads traffic elsewhere",
    serviceEndpoints: "reaches any tenant's services past the endpoints",
  },
  "azure-native:network:VirtualNetwork": { dhcpOptions: "lets somebody else say where names lead" },
  "azure-native:search:Service": { "networkRuleSet.ipRules": "lets these addresses in" },
  "azure-native:storage:StorageAccount": {
    "networkRuleSet.ipRules": "lets these addresses in",
    "networkRuleSet.resourceAccessRules": "lets these resources in, of any tenant",
    "networkRuleSet.virtualNetworkRules": "lets these networks in",
    "routingPreference.publishInternetEndpoints": "has an address on the internet",
  },
};

/** Most leaks are not an open front door but a property that nobody thought of. */
export const sideDoorsStayShut: ResourceValidationPolicy = {
  name: "side-doors-stay-shut",
  description: "Properties that open a way in or out beside the judged ones must be left out.",
  framework: gdpr("Art. 25, 32", "Data protection by default, security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    const doors = sideDoors[args.type];
    if (!doors) return args.notApplicable();
    for (const [path, what] of Object.entries(doors)) {
      const value = at(args.props, path);
      if (!isEmpty(value)) report(`${path} is ${shown(value)}, which ${what}; leave it out`);
    }
  },
};

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
