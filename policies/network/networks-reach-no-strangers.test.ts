import { judge, planned } from "../testing/judge";
import { networksReachNoStrangers as rule } from "./networks-reach-no-strangers";

const subnet = (props: object) => planned("azure-native:network:Subnet", { ...props });
const good = { defaultOutboundAccess: false, privateEndpointNetworkPolicies: "NetworkSecurityGroupEnabled" };
const out = { name: "out", direction: "Outbound", access: "Allow", destinationAddressPrefix: "Internet" };
const group = (...securityRules: readonly object[]) =>
  planned("azure-native:network:NetworkSecurityGroup", { securityRules });

describe(rule.name, () => {
  it.each([
    ["a subnet with no way out by default", subnet(good)],
    ["HTTPS to the internet", group({ ...out, destinationPortRange: "443" })],
    [
      "anything inside the network",
      group({ ...out, destinationAddressPrefix: "VirtualNetwork", destinationPortRange: "*" }),
    ],
    ["a rule that lets nothing out", group({ ...out, access: "Deny", destinationPortRange: "*" })],
  ])("accepts %s", async (_title, plan) => {
    expect(await judge(rule, plan)).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a way out by default", subnet({ ...good, defaultOutboundAccess: true }), "defaultOutboundAccess is true"],
    ["a subnet that does not say", subnet({}), "defaultOutboundAccess is nothing"],
    ["endpoints that no rule guards", subnet({ ...good, privateEndpointNetworkPolicies: "Disabled" }), "Disabled"],
    ["every port to the internet", group({ ...out, destinationPortRange: "*" }), "lets"],
    ["mail to anybody", group({ ...out, destinationAddressPrefix: "*", destinationPortRanges: ["443", "25"] }), "25"],
    [
      "every port to whoever rents from Azure",
      group({ ...out, destinationAddressPrefix: "AzureCloud", destinationPortRange: "*" }),
      "lets",
    ],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
