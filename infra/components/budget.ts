import * as consumption from "@pulumi/azure-native/consumption";
import * as costmanagement from "@pulumi/azure-native/costmanagement";
import * as pulumi from "@pulumi/pulumi";
import type { Named } from "../names";

export interface BudgetArgs {
  readonly subscription: string;
  /** What the budget is for; anomalies are looked for in the whole subscription, the only scope that Azure offers. */
  readonly scope: pulumi.Input<string>;
  /** EUR. */
  readonly monthly: number;
  /** First day of a month; Azure takes no other day and no later change. */
  readonly start: string;
  /** Last day of the anomaly alert; Azure takes none without. */
  readonly anomaliesUntil: string;
  readonly recipients: readonly [string, ...string[]];
  readonly groupId: pulumi.Input<string>;
  readonly named: Named;
}

/** When somebody is told, as a percentage of the month's budget. A budget tells; it does not stop anything. */
const thresholds = {
  half: { threshold: 50, thresholdType: consumption.ThresholdType.Actual },
  most: { threshold: 80, thresholdType: consumption.ThresholdType.Actual },
  spent: { threshold: 100, thresholdType: consumption.ThresholdType.Actual },
  forecast: { threshold: 100, thresholdType: consumption.ThresholdType.Forecasted },
} as const;

/** Says before the month is over that its money will be, again when it is, and at once when a day is unlike the others. */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:cost:Budget", name, {}, opts);
    const contactEmails = [...args.recipients];
    const subscription = `/subscriptions/${args.subscription}`;
    new consumption.Budget(
      name,
      {
        scope: args.scope,
        budgetName: args.named("other", name),
        amount: args.monthly,
        category: consumption.CategoryType.Cost,
        timeGrain: consumption.TimeGrainType.Monthly,
        timePeriod: { startDate: `${args.start}T00:00:00Z` },
        notifications: Object.fromEntries(
          Object.entries(thresholds).map(([role, when]) => [
            role,
            {
              enabled: true,
              operator: consumption.OperatorType.GreaterThan,
              contactEmails,
              contactGroups: [args.groupId],
              ...when,
            },
          ]),
        ),
      },
      { parent: this, ignoreChanges: ["timePeriod"] },
    );
    new costmanagement.ScheduledActionByScope(
      `${name}-anomalies`,
      {
        scope: subscription,
        name: args.named("other", "anomalies"),
        kind: costmanagement.ScheduledActionKind.InsightAlert,
        displayName: args.named("other", "anomalies"),
        status: costmanagement.ScheduledActionStatus.Enabled,
        viewId: `${subscription}/providers/Microsoft.CostManagement/views/ms:DailyAnomalyByResourceGroup`,
        notification: { to: contactEmails, subject: `Unusual cost: ${args.named("other", "platform")}` },
        notificationEmail: args.recipients[0],
        schedule: {
          frequency: costmanagement.ScheduleFrequency.Daily,
          startDate: `${args.start}T00:00:00Z`,
          endDate: `${args.anomaliesUntil}T00:00:00Z`,
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
