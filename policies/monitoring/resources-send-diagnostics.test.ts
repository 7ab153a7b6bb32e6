import { judge, planned, urn } from "../testing/judge";
import { resourcesSendDiagnostics as rule } from "./resources-send-diagnostics";

const type = "azure-native:keyvault:Vault";
const vault = planned(type, {});
const workspace = planned("azure-native:operationalinsights:Workspace", {}, "logs");
const all = {
  logs: [{ categoryGroup: "allLogs", enabled: true }],
  metrics: [{ category: "AllMetrics", enabled: true }],
};
const setting = (of: string, props: object = all, to: readonly string[] = [workspace.urn], property = "resourceUri") =>
  planned("azure-native:monitor:DiagnosticSetting", { ...props }, `${of} setting`, {
    [property]: [of],
    workspaceId: to,
  });
const watched = setting(workspace.urn);

describe(rule.name, () => {
  it("accepts a resource whose logs go to the workspace", async () => {
    expect(await judge(rule, workspace, watched, vault, setting(vault.urn))).toEqual({ messages: [], applied: 2 });
  });

  it("asks for metrics where Azure has no logs", async () => {
    const app = planned("azure-native:app:ContainerApp", {}, "app");
    const plan = [workspace, watched, app, setting(app.urn, { metrics: all.metrics })];
    expect((await judge(rule, ...plan)).messages).toEqual([]);
  });

  it.each([
    ["a resource without a setting", []],
    ["a setting of another resource", [setting(urn(type, "other"))]],
    ["a setting that merely mentions it", [setting(vault.urn, all, [], "eventHubName")]],
    ["a setting without logs", [setting(vault.urn, { metrics: all.metrics })]],
    ["logs that are off", [setting(vault.urn, { logs: [{ categoryGroup: "allLogs", enabled: false }] })]],
    ["a setting that does not say", [setting(vault.urn, {})]],
    ["logs that reach no workspace", [setting(vault.urn, all, [])]],
  ])("rejects %s", async (_title, rest) => {
    expect((await judge(rule, workspace, watched, vault, ...rest)).messages).toHaveLength(1);
  });

  it("has nothing to say where nothing is watched", async () => {
    expect((await judge(rule, planned("azure-native:network:Subnet", {}))).applied).toBe(0);
  });
});
