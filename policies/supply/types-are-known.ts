import type { ResourceValidationPolicy } from "@pulumi/policy";
import { textAt } from "../at";
import { gdpr } from "../gdpr";

/** Every type of resource that these rules were written for, judged by a rule or found to need none. */
const known = new Set(
  `apimanagement:Api apimanagement:ApiDiagnostic apimanagement:ApiManagementService apimanagement:ApiOperation
  apimanagement:ApiPolicy apimanagement:Logger apimanagement:Product apimanagement:ProductApi app:ContainerApp app:Job app:ManagedEnvironment
  applicationinsights:Component applicationinsights:Workbook authorization:PolicyAssignment authorization:PolicyDefinition
  authorization:PolicyExemption authorization:PolicySetDefinition authorization:RoleAssignment cognitiveservices:Account cognitiveservices:Deployment
  consumption:Budget containerregistry:Registry costmanagement:ScheduledActionByScope
  databricks:AccessConnector databricks:Workspace datafactory:CredentialOperation datafactory:Factory
  datafactory:IntegrationRuntime datafactory:Pipeline datafactory:Trigger machinelearningservices:Workspace network:NatGateway resources:Resource
  dbforpostgresql:AdministratorsMicrosoftEntra dbforpostgresql:Configuration dbforpostgresql:Database
  dbforpostgresql:Server keyvault:Key keyvault:Secret keyvault:Vault managedidentity:UserAssignedIdentity monitor:ActionGroup monitor:ActivityLogAlert
  monitor:DiagnosticSetting monitor:MetricAlert monitor:PrivateLinkScope monitor:PrivateLinkScopedResource
  monitor:ScheduledQueryRule network:NetworkSecurityGroup network:PrivateDnsZoneGroup network:PrivateEndpoint
  network:PublicIPAddress network:Subnet network:VirtualNetwork operationalinsights:Workspace privatedns:PrivateRecordSet
  privatedns:PrivateZone privatedns:VirtualNetworkLink resources:ResourceGroup search:Service security:Pricing storage:BlobContainer
  storage:BlobServiceProperties storage:ManagementPolicy storage:StorageAccount`
    .split(/\s+/)
    .map((type) => `azure-native:${type}`),
);

/** A generic resource can be anything: these are what it may be. */
const generic = ["Microsoft.DataFactory/managedVirtualNetworks"];

/** The pack fails closed: a type that nobody thought about is a finding, not a gap. */
export const typesAreKnown: ResourceValidationPolicy = {
  name: "types-are-known",
  description: "Every type of Azure resource must be known to this policy pack.",
  framework: gdpr("Art. 25", "Data protection by design"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!args.type.includes(":") || args.type.startsWith("penderie:") || args.type.startsWith("pulumi:"))
      return args.notApplicable();
    const kind = `${textAt(args.props, "resourceProviderNamespace") ?? ""}/${textAt(args.props, "resourceType") ?? ""}`;
    if (args.type === "azure-native:resources:Resource" && !generic.includes(kind))
      report(`no rule knows the generic ${kind}; ask for it by a type of its own`);
    if (!known.has(args.type))
      report(`no rule knows ${args.type}; judge it, then list it in policies/supply/types-are-known.ts`);
  },
};
