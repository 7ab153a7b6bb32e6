import { judge, planned } from "../testing/judge";
import { diagnosticsStayInTheStack as rule } from "./diagnostics-stay-in-the-stack";

const workspace = planned("azure-native:operationalinsights:Workspace", {}, "logs");
const setting = (props: object, from: readonly string[] = [workspace.urn]) =>
  planned("azure-native:monitor:DiagnosticSetting", { ...props }, "setting", { workspaceId: from });

describe(rule.name, () => {
  it("accepts a setting that sends to the stack's workspace", async () => {
    expect(await judge(rule, workspace, setting({}))).toEqual({ messages: [], applied: 1 });
  });

  it.each([
    ["a workspace of somebody else", setting({ workspaceId: "/subscriptions/other/…" }, []), "not a workspace"],
    ["a storage account beside it", setting({ storageAccountId: "/x" }), "storageAccountId"],
    ["an event hub beside it", setting({ eventHubAuthorizationRuleId: "/x" }), "eventHubAuthorizationRuleId"],
    ["a partner beside it", setting({ marketplacePartnerId: "/x" }), "marketplacePartnerId"],
    [
      "traces that go to somebody else",
      planned("azure-native:applicationinsights:Component", { workspaceResourceId: "/x" }),
      "workspaceResourceId is not",
    ],
    ["a setting that does not say", setting({}, []), "not a workspace"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, workspace, plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about a stack without settings", async () => {
    expect(await judge(rule, workspace)).toEqual({ messages: [], applied: 0 });
  });
});
