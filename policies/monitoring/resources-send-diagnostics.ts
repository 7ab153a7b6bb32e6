import { at, listAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

/** What must be heard of each type: who did what, or where Azure has no log to give, how it fares. */
const heard: Readonly<Record<string, "logs" | "metrics">> = {
  "azure-native:apimanagement:ApiManagementService": "logs",
  "azure-native:app:ContainerApp": "metrics",
  "azure-native:app:ManagedEnvironment": "logs",
  "azure-native:cognitiveservices:Account": "logs",
  "azure-native:containerregistry:Registry": "logs",
  "azure-native:databricks:Workspace": "logs",
  "azure-native:datafactory:Factory": "logs",
  "azure-native:dbforpostgresql:Server": "logs",
  "azure-native:machinelearningservices:Workspace": "logs",
  "azure-native:keyvault:Vault": "logs",
  "azure-native:network:NetworkSecurityGroup": "logs",
  "azure-native:network:PublicIPAddress": "logs",
  "azure-native:operationalinsights:Workspace": "logs",
  "azure-native:search:Service": "logs",
  "azure-native:storage:StorageAccount": "logs", // of its blob service: the account itself has metrics alone
};

/** A breach that nobody could see cannot be notified in 72 hours. */
export const resourcesSendDiagnostics: StackRule = {
  name: "resources-send-diagnostics",
  description: "Stores, AI services, hosts, vaults, networks and gateways must send their logs to a workspace.",
  framework: gdpr("Art. 32, 33", "Security of processing, notification of a breach"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach(Object.keys(heard), (subject, plan, report) => {
    const what = heard[subject.type] ?? "logs";
    const settings = plan
      .filter(({ type }) => type === "azure-native:monitor:DiagnosticSetting")
      .filter((setting) => belongsTo(setting, subject, "resourceUri"))
      .filter(({ props }) => listAt(props, what).some((category) => at(category, "enabled") === true));
    const workspaces = plan.filter(({ type }) => type === "azure-native:operationalinsights:Workspace");
    if (settings.length === 0) report(`nobody hears of this resource; add a diagnostic setting with ${what}`);
    else if (!settings.some((setting) => workspaces.some((other) => belongsTo(setting, other, "workspaceId"))))
      report("what this resource says reaches no workspace of this stack; set workspaceId");
  }),
};
