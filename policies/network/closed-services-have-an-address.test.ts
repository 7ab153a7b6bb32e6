import { judge, planned } from "../testing/judge";
import { closedServicesHaveAnAddress as rule } from "./closed-services-have-an-address";

const vault = planned("azure-native:keyvault:Vault", {}, "vault");
const endpoint = planned("azure-native:network:PrivateEndpoint", {}, "endpoint", {
  privateLinkServiceConnections: [vault.urn],
});
const names = planned("azure-native:network:PrivateDnsZoneGroup", {}, "names", { privateEndpointName: [endpoint.urn] });

describe(rule.name, () => {
  it("accepts a service with an address and names that lead to it", async () => {
    expect(await judge(rule, vault, endpoint, names)).toEqual({ messages: [], applied: 2 });
  });

  it("rejects a service without an address", async () => {
    const elsewhere = { ...endpoint, propertyDependencies: {} };
    const messages = (await judge(rule, vault, elsewhere, names)).messages.join();
    expect(messages).toContain("no address in the network");
    expect(messages).toContain("outside this stack");
  });

  it("rejects an address without a name", async () => {
    const others = { ...names, propertyDependencies: {} };
    expect((await judge(rule, vault, endpoint, others)).messages.join()).toContain("no name leads to this endpoint");
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
