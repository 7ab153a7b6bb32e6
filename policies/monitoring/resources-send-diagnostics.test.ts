import { judge, planned, urn } from "../testing/judge";
import { resourcesSendDiagnostics as rule } from "./resources-send-diagnostics";

const type = "azure-native:keyvault:Vault";
const vault = planned(type, {});
const setting = (from: Readonly<Record<string, readonly string[]>>) =>
  planned("azure-native:monitor:DiagnosticSetting", {}, "setting", from);

describe(rule.name, () => {
  it("accepts a resource whose logs go to the workspace", async () => {
    expect((await judge(rule, vault, setting({ resourceUri: [urn(type)] }))).messages).toEqual([]);
  });

  it.each([
    ["a resource without a setting", []],
    ["a setting of another resource", [setting({ resourceUri: [urn(type, "other")] })]],
    ["a setting that merely mentions it", [setting({ workspaceId: [urn(type)] })]],
  ])("rejects %s", async (_title, rest) => {
    expect((await judge(rule, vault, ...rest)).messages).toHaveLength(1);
  });

  it("has nothing to say where nothing is watched", async () => {
    expect((await judge(rule, planned("azure-native:network:Subnet", {}))).applied).toBe(0);
  });
});
