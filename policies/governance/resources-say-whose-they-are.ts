import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at } from "../at";
import { gdpr } from "../gdpr";

const wanted = ["application", "environment", "controller", "cost-centre"];

/** Types that are worth a question: what holds, runs or costs. */
const owned = [
  "azure-native:apimanagement:ApiManagementService",
  "azure-native:app:ContainerApp",
  "azure-native:app:Job",
  "azure-native:app:ManagedEnvironment",
  "azure-native:applicationinsights:Component",
  "azure-native:cognitiveservices:Account",
  "azure-native:containerregistry:Registry",
  "azure-native:dbforpostgresql:Server",
  "azure-native:keyvault:Vault",
  "azure-native:managedidentity:UserAssignedIdentity",
  "azure-native:network:VirtualNetwork",
  "azure-native:operationalinsights:Workspace",
  "azure-native:resources:ResourceGroup",
  "azure-native:search:Service",
  "azure-native:storage:StorageAccount",
];

/** Somebody answers for everything that holds, runs or costs: the controller by name, the bill by its centre. */
export const resourcesSayWhoseTheyAre: ResourceValidationPolicy = {
  name: "resources-say-whose-they-are",
  description: "What holds, runs or costs must say whose it is: application, environment, controller, cost centre.",
  framework: gdpr("Art. 24, 30", "Responsibility of the controller, records of processing"),
  severity: "medium",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!owned.includes(args.type)) return args.notApplicable();
    const tags = at(args.props, "tags");
    const missing = wanted.filter((tag) => {
      const value = at(tags, tag);
      return typeof value !== "string" || value.trim() === "";
    });
    if (missing.length > 0) report(`the tags ${missing.join(", ")} are missing; take them from infra/tags.ts`);
  },
};
