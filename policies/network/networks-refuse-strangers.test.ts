import { judge, planned, urn } from "../testing/judge";
import { networksRefuseStrangers as rule } from "./networks-refuse-strangers";

const group = "azure-native:network:NetworkSecurityGroup";
const inbound = { name: "r", direction: "Inbound", access: "Allow", destinationPortRanges: ["5432"] };
const denial = {
  direction: "Inbound",
  access: "Deny",
  sourceAddressPrefix: "*",
  destinationAddressPrefix: "*",
  destinationPortRanges: ["*"],
};
const rules = (...securityRules: readonly object[]) =>
  planned(group, { securityRules: [...securityRules, denial] }, "rules");
const subnet = (from: Readonly<Record<string, readonly string[]>>) =>
  planned("azure-native:network:Subnet", {}, "subnet", from);
const address = planned("azure-native:network:PublicIPAddress", {}, "address");
const gateway = planned("azure-native:apimanagement:ApiManagementService", {}, "gateway", {
  publicIpAddressId: [address.urn],
});

describe(rule.name, () => {
  it.each([
    ["neighbours on any port", [rules({ ...inbound, sourceAddressPrefix: "10.1.0.0/16" })]],
    ["a service of Azure", [rules({ ...inbound, sourceAddressPrefix: "AzureLoadBalancer" })]],
    ["the internet on 443", [rules({ ...inbound, sourceAddressPrefix: "Internet", destinationPortRanges: ["443"] })]],
    ["a refusal of everybody", [rules({ ...inbound, access: "Deny", sourceAddressPrefix: "*" })]],
    ["a subnet with rules", [rules(), subnet({ networkSecurityGroup: [urn(group, "rules")] })]],
    ["the gateway's address", [address, gateway]],
  ])("accepts %s", async (_title, plan) => {
    expect((await judge(rule, ...plan)).messages).toEqual([]);
  });

  it.each([
    ["the internet at a database", [rules({ ...inbound, sourceAddressPrefix: "Internet" })], "Internet"],
    ["everybody", [rules({ ...inbound, sourceAddressPrefix: "*" })], "*"],
    ["an address somewhere", [rules({ ...inbound, sourceAddressPrefixes: ["10.0.0.0/8", "203.0.113.7"] })], "203"],
    ["a rule that does not say whom it admits", [rules(inbound)], "anybody"],
    ["rules that let the rest in", [planned(group, { securityRules: [] })], "denies the rest"],
    [
      "a refusal of some ports",
      [planned(group, { securityRules: [{ ...denial, destinationPortRanges: ["22"] }] })],
      "rest",
    ],
    ["a group that does not say", [planned(group, {})], "denies the rest"],
    ["a subnet without rules", [rules(), subnet({})], "networkSecurityGroup"],
    ["an address of nobody", [address], "public address"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
