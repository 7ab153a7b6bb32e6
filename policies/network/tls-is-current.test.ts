import { judge, planned, ruleContract } from "../testing/judge";
import { tlsIsCurrent as rule } from "./tls-is-current";

const app = "azure-native:app:ContainerApp";
const api = "azure-native:apimanagement:Api";
const gateway = "azure-native:apimanagement:ApiManagementService";

describe(rule.name, () => {
  const good = { minimumTlsVersion: "TLS1_2", enableHttpsTrafficOnly: true };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["an old floor", { ...good, minimumTlsVersion: "TLS1_0" }, "TLS1_0"],
    ["plain HTTP", { ...good, enableHttpsTrafficOnly: false }, "enableHttpsTrafficOnly is false"],
    ["an account that does not say", {}, "minimumTlsVersion is nothing"],
  ]);

  it.each([
    ["an app that takes plain HTTP", app, { configuration: { ingress: { allowInsecure: true } } }],
    ["an app that does not say", app, {}],
    ["an environment whose apps talk in clear text", "azure-native:app:ManagedEnvironment", {}],
    ["an API over HTTP", api, { protocols: ["http", "https"] }],
    ["an API that does not say", api, {}],
    ["a gateway that does not switch old protocols off", gateway, { sku: { name: "Developer" } }],
    ["a gateway that does not say what it is", gateway, {}],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).not.toEqual([]);
  });

  it("asks no switch of a gateway that has none", async () => {
    expect((await judge(rule, planned(gateway, { sku: { name: "StandardV2" } }))).messages).toEqual([]);
  });
});
