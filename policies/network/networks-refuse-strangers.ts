import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const rules = "azure-native:network:NetworkSecurityGroup";
const subnet = "azure-native:network:Subnet";
const address = "azure-native:network:PublicIPAddress";
const wayOut = "azure-native:network:NatGateway";
const gateway = "azure-native:apimanagement:ApiManagementService";

/** Service tags behind which nobody else's machines are; `AzureCloud` and its like are whoever rents from Azure. */
const ownTags: readonly unknown[] = ["VirtualNetwork", "AzureLoadBalancer", "ApiManagement", "GatewayManager"];

/** Addresses inside a network, and tags of its own; whatever else a rule admits may be anybody. */
const isFamiliar = (source: unknown): boolean =>
  ownTags.includes(source) ||
  (typeof source === "string" && /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(source));

const eachOf = (rule: unknown, one: string, many: string) =>
  [at(rule, one), ...listAt(rule, many)].filter((value) => value !== undefined);

/** One door, and it speaks HTTPS: only the gateway has an address, every subnet has rules, none of them lets the internet in elsewhere, and the last turns away the rest. */
export const networksRefuseStrangers: StackRule = {
  name: "networks-refuse-strangers",
  description:
    "Networks must admit whom they name, the internet on port 443 alone; only gateways may have a public address.",
  framework: gdpr("Art. 32", "Security of processing"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach([rules, subnet, address], (subject, plan, report) => {
    const { type, props } = subject;
    if (type === subnet) {
      if (!plan.some((other) => other.type === rules && belongsTo(subject, other, "networkSecurityGroup")))
        report("no security rules protect this subnet; give it a networkSecurityGroup");
    } else if (type === address) {
      const used = plan.some(
        (other) =>
          (other.type === gateway && belongsTo(other, subject, "publicIpAddressId")) ||
          (other.type === wayOut && belongsTo(other, subject, "publicIpAddresses")), // nothing comes in through one
      );
      if (!used) report("a public address that no gateway uses leads past the gateway; remove it");
    } else {
      if (!listAt(props, "securityRules").some(deniesTheRest))
        report("what no rule names comes in from the network's own addresses; end with a rule that denies the rest");
      for (const rule of listAt(props, "securityRules")) {
        if (at(rule, "direction") !== "Inbound" || at(rule, "access") !== "Allow") continue;
        const sources = eachOf(rule, "sourceAddressPrefix", "sourceAddressPrefixes");
        const ports = eachOf(rule, "destinationPortRange", "destinationPortRanges");
        const strangers = sources.filter((source) => !isFamiliar(source));
        const whom = strangers.length === 0 ? "anybody" : shown(strangers);
        if ((strangers.length > 0 || sources.length === 0) && !ports.every((port) => port === "443"))
          report(`${shown(at(rule, "name"))} admits ${whom} on ${shown(ports)}; the internet may come in on 443 alone`);
      }
    }
  }),
};

/** Azure's own last rules let everybody in who is already inside. */
const deniesTheRest = (rule: unknown): boolean =>
  at(rule, "direction") === "Inbound" &&
  at(rule, "access") === "Deny" &&
  at(rule, "sourceAddressPrefix") === "*" &&
  at(rule, "destinationAddressPrefix") === "*" &&
  eachOf(rule, "destinationPortRange", "destinationPortRanges").includes("*");
