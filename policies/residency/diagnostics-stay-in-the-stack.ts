import { at, shown } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const setting = "azure-native:monitor:DiagnosticSetting";

const traces = "azure-native:applicationinsights:Component";

/** Other ways out of a diagnostic setting: each copies logs to a place with terms and readers of its own. */
const elsewhere = [
  "storageAccountId",
  "eventHubAuthorizationRuleId",
  "eventHubName",
  "marketplacePartnerId",
  "serviceBusRuleId",
];

/** Logs are data as well: they stay in the workspace whose region, retention and readers were judged. */
export const diagnosticsStayInTheStack: StackRule = {
  name: "diagnostics-stay-in-the-stack",
  description: "Diagnostic settings and traces must go to a workspace of this stack, and nowhere else.",
  framework: gdpr("Art. 28, 44-49", "Processors, transfers to third countries"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach([setting, traces], (subject, plan, report) => {
    const named = subject.type === traces ? "workspaceResourceId" : "workspaceId";
    for (const way of elsewhere) {
      const to = at(subject.props, way);
      if (to !== undefined) report(`${way} is ${shown(to)}; leave it out: logs stay in the workspace`);
    }
    const workspaces = plan.filter(({ type }) => type === "azure-native:operationalinsights:Workspace");
    if (!workspaces.some((workspace) => belongsTo(subject, workspace, named)))
      report(`${named} is not a workspace of this stack; name the one whose region and retention are judged`);
  }),
};
