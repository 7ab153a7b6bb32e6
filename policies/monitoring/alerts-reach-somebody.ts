import { at, listAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const group = "azure-native:resources:ResourceGroup";
const recipients = "azure-native:monitor:ActionGroup";
const alerts = [
  "azure-native:monitor:ActivityLogAlert",
  "azure-native:monitor:MetricAlert",
  "azure-native:monitor:ScheduledQueryRule",
];
const receivers = ["emailReceivers", "smsReceivers", "voiceReceivers", "azureAppPushReceivers", "armRoleReceivers"];

/** The 72 hours begin when somebody knows: an alert that is off, or that goes nowhere, is a log entry. */
export const alertsReachSomebody: StackRule = {
  name: "alerts-reach-somebody",
  description: "Every stack must have alerts, and each must be on and reach a person.",
  framework: gdpr("Art. 33, 34", "Notification of a breach"),
  severity: "high",
  enforcementLevel: "mandatory",
  ...judgeEach([group, recipients, ...alerts], (subject, plan, report) => {
    const { type, props } = subject;
    if (type === group) {
      if (!plan.some((other) => alerts.includes(other.type))) report("nothing in this stack raises an alert; add one");
      return;
    }
    if (at(props, "enabled") !== true) report("it is not on; set enabled to true");
    if (type === recipients) {
      if (!receivers.some((kind) => listAt(props, kind).length > 0)) report("it reaches nobody; add emailReceivers");
    } else if (!plan.some((other) => other.type === recipients && belongsTo(subject, other, "actions")))
      report("it goes to no action group; name one in actions");
  }),
};
