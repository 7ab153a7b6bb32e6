import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const rules = "azure-native:network:NetworkSecurityGroup";
const subnet = "azure-native:network:Subnet";
const anywhere: readonly unknown[] = ["Internet", "*", "0.0.0.0/0", "AzureCloud"];

/** What leaves a network is named as well: no way out that nobody asked for, and to the internet HTTPS alone. */
export const networksReachNoStrangers: StackRule = {
  name: "networks-reach-no-strangers",
  description: "Subnets must have no way out by default, and security rules must let out HTTPS alone.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach([rules, subnet], (subject, plan, report) => {
    const { type, props } = subject;
    if (type === subnet) {
      const own = plan.filter((other) => other.type === rules && belongsTo(subject, other, "networkSecurityGroup"));
      if (at(props, "natGateway") !== undefined && !own.some(namesAllThatLeaves))
        report("natGateway gives it a way out; its rules must name where to, and deny the rest");
      const open = at(props, "defaultOutboundAccess");
      if (open !== false) report(`defaultOutboundAccess is ${shown(open)}; set it to false`);
      const policies = at(props, "privateEndpointNetworkPolicies");
      if (policies !== "NetworkSecurityGroupEnabled" && policies !== "Enabled")
        report(
          `privateEndpointNetworkPolicies is ${shown(policies)}; set it to NetworkSecurityGroupEnabled, so that rules hold for private endpoints`,
        );
      return;
    }
    for (const rule of listAt(props, "securityRules")) {
      if (at(rule, "direction") !== "Outbound" || at(rule, "access") !== "Allow") continue;
      const to = [at(rule, "destinationAddressPrefix"), ...listAt(rule, "destinationAddressPrefixes")];
      const ports = [at(rule, "destinationPortRange"), ...listAt(rule, "destinationPortRanges")].filter(
        (port) => port !== undefined,
      );
      if (to.some((place) => anywhere.includes(place)) && !ports.every((port) => port === "443"))
        report(`${shown(at(rule, "name"))} lets ${shown(ports)} out to anybody; let out 443 alone`);
    }
  }),
};

/** Whether rules let out to named places alone and end with a refusal. */
const namesAllThatLeaves = ({ props }: { readonly props: unknown }): boolean => {
  const outbound = listAt(props, "securityRules").filter((rule) => at(rule, "direction") === "Outbound");
  const denied = outbound.some((rule) => at(rule, "access") === "Deny" && at(rule, "destinationAddressPrefix") === "*");
  const allowed = outbound.filter((rule) => at(rule, "access") === "Allow");
  return denied && !allowed.some((rule) => anywhere.includes(at(rule, "destinationAddressPrefix")));
};
