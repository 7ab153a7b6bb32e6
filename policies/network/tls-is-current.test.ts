import { judge, planned, ruleContract } from "../testing/judge";
import { tlsIsCurrent as rule } from "./tls-is-current";

describe(rule.name, () => {
  const good = { minimumTlsVersion: "TLS1_2", enableHttpsTrafficOnly: true };
  ruleContract(rule, "azure-native:storage:StorageAccount", good, [
    ["an old floor", { ...good, minimumTlsVersion: "TLS1_0" }, "TLS1_0"],
    ["plain HTTP", { ...good, enableHttpsTrafficOnly: false }, "HTTP"],
    ["an account that does not say", {}, "minimumTlsVersion is nothing"],
  ]);

  it.each([
    [
      "an app that takes plain HTTP",
      "azure-native:app:ContainerApp",
      { configuration: { ingress: { allowInsecure: true } } },
    ],
    ["an app that does not say", "azure-native:app:ContainerApp", {}],
    [
      "a database with an old floor",
      "azure-native:dbforpostgresql:Configuration",
      { configurationName: "ssl_min_protocol_version", value: "TLSv1.2" },
    ],
    [
      "a database that takes clear text",
      "azure-native:dbforpostgresql:Configuration",
      { configurationName: "require_secure_transport", value: "off" },
    ],
    [
      "a classic gateway that does not switch old protocols off",
      "azure-native:apimanagement:ApiManagementService",
      { sku: { name: "Developer" } },
    ],
  ])("rejects %s", async (_title, type, props) => {
    expect((await judge(rule, planned(type, props))).messages).not.toEqual([]);
  });
});
