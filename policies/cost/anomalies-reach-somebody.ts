import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, judgeEach } from "../joins";

const group = "azure-native:resources:ResourceGroup";
const alert = "azure-native:costmanagement:ScheduledActionByScope";

/** A bill that jumps is often the first sign of misuse; a budget hears of it weeks later. */
export const anomaliesReachSomebody: StackRule = {
  name: "anomalies-reach-somebody",
  description: "Every stack must have an alert on unusual cost that is on, daily, and reaches a person.",
  framework: gdpr("Art. 32, 33", "Security of processing, notification of a breach"),
  severity: "medium",
  enforcementLevel: "mandatory",
  ...judgeEach([group, alert], ({ type, props }, plan, report) => {
    if (type === group) {
      if (!plan.some((other) => other.type === alert && at(other.props, "kind") === "InsightAlert"))
        report("nobody hears of unusual cost; add a scheduled action of kind InsightAlert");
      return;
    }
    const status = at(props, "status");
    if (status !== "Enabled") report(`status is ${shown(status)}; set it to Enabled`);
    const frequency = at(props, "schedule.frequency");
    if (frequency !== "Daily") report(`schedule.frequency is ${shown(frequency)}; anomalies are looked for Daily`);
    if (at(props, "schedule.endDate") === undefined) report("schedule.endDate is nothing; Azure asks for one");
    if (listAt(props, "notification.to").length === 0) report("it reaches nobody; name somebody in notification.to");
  }),
};
