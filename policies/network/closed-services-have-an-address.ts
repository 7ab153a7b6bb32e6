import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const endpoint = "azure-native:network:PrivateEndpoint";
const zoneGroup = "azure-native:network:PrivateDnsZoneGroup";

/** What refuses public traffic is reached through an address of the network, or not at all. */
const closed = [
  "azure-native:cognitiveservices:Account",
  "azure-native:containerregistry:Registry",
  "azure-native:databricks:Workspace",
  "azure-native:datafactory:Factory",
  "azure-native:machinelearningservices:Workspace",
  "azure-native:dbforpostgresql:Server",
  "azure-native:keyvault:Vault",
  "azure-native:monitor:PrivateLinkScope",
  "azure-native:search:Service",
  "azure-native:storage:StorageAccount",
];

/** A service without an address in the network is either out of reach or about to be opened by somebody in a hurry. */
export const closedServicesHaveAnAddress: StackRule = {
  name: "closed-services-have-an-address",
  description: "Closed services must have a private endpoint, and each endpoint must have the names that lead to it.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach([...closed, endpoint], (subject, plan, report) => {
    if (subject.type === endpoint) {
      const named = plan.some((other) => other.type === zoneGroup && belongsTo(other, subject, "privateEndpointName"));
      const led = plan.some((other) => belongsTo(subject, other, "privateLinkServiceConnections"));
      if (!led) report("it leads to something outside this stack; name a service of its own");
      if (!named) report("no name leads to this endpoint; add a PrivateDnsZoneGroup");
    } else if (
      !plan.some((other) => other.type === endpoint && belongsTo(other, subject, "privateLinkServiceConnections"))
    )
      report("it has no address in the network; add a private endpoint");
  }),
};
