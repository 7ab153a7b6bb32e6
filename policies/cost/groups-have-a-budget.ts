import { at, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const group = "azure-native:resources:ResourceGroup";
const budget = "azure-native:consumption:Budget";

/** Nobody should learn from the invoice: the month's money is named, and somebody hears before it is spent. */
export const groupsHaveABudget: StackRule = {
  name: "groups-have-a-budget",
  description: "Every group must have a budget whose notifications cover actual and forecast cost and reach somebody.",
  framework: gdpr("Art. 24", "Responsibility of the controller"),
  severity: "medium",
  enforcementLevel: "mandatory",
  ...judgeEach([group, budget], (subject, plan, report) => {
    if (subject.type === group) {
      const watches = plan.filter(
        (other) => other.type === budget && (belongsTo(other, subject, "scope") || isWholeSubscription(other.props)),
      );
      if (watches.length === 0) report("no budget watches this group; add one");
      return;
    }
    const amount = at(subject.props, "amount");
    if (typeof amount !== "number" || amount <= 0) report("the budget names no amount; set amount");
    const all: unknown = at(subject.props, "notifications");
    const notifications = typeof all === "object" && all !== null ? Object.values(all as Record<string, unknown>) : [];
    for (const kind of ["Actual", "Forecasted"])
      if (!notifications.some((each) => at(each, "thresholdType") === kind && reachesSomebody(each)))
        report(`nobody hears of ${kind.toLowerCase()} cost; add a notification with contactEmails at 100 % or before`);
  }),
};

/** Percent of the amount: who hears later hears too late. */
const spent = 100;

const isWholeSubscription = (props: unknown) => /^\/subscriptions\/[^/]+$/.test(textAt(props, "scope") ?? "");

const reachesSomebody = (notification: unknown) =>
  at(notification, "enabled") === true &&
  Number(at(notification, "threshold")) <= spent &&
  Array.isArray(at(notification, "contactEmails")) &&
  at(notification, "contactEmails.length") !== 0;
