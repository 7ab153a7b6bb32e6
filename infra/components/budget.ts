import * as consumption from "@pulumi/azure-native/consumption";
import * as costmanagement from "@pulumi/azure-native/costmanagement";
import * as pulumi from "@pulumi/pulumi";

export interface BudgetArgs {
  readonly scope: pulumi.Input<string>;
  /** EUR. */
  readonly monthly: number;
  /** First day of a month; Azure takes no other day and no later change. */
  readonly start: string;
  /** Last day of the daily anomaly mail; at most a year away. */
  readonly anomaliesUntil: string;
  readonly recipients: readonly string[];
  readonly groupId: pulumi.Input<string>;
}

/** When somebody is told, as a percentage of the month's budget. A budget tells; it does not stop anything. */
const thresholds = {
  half: { threshold: 50, thresholdType: consumption.ThresholdType.Actual },
  most: { threshold: 80, thresholdType: consumption.ThresholdType.Actual },
  spent: { threshold: 100, thresholdType: consumption.ThresholdType.Actual },
  forecast: { threshold: 100, thresholdType: consumption.ThresholdType.Forecasted },
} as const;

/** Says before the month is over that its money will be, and again when it is. */
export class Budget extends pulumi.ComponentResource {
  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:cost:Budget", name, {}, opts);
    new consumption.Budget(
      name,
      {
        scope: args.scope,
        budgetName: name,
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
              contactEmails: [...args.recipients],
              contactGroups: [args.groupId],
              ...when,
            },
          ]),
        ),
      },
      { parent: this, ignoreChanges: ["timePeriod"] },
    );
    const subscription = pulumi.output(args.scope).apply((id) => id.split("/resourceGroups/")[0] ?? id);
    new costmanagement.ScheduledActionByScope(
      `${name}-anomalies`,
      {
        scope: subscription,
        name: `${name}-anomalies`,
        kind: costmanagement.ScheduledActionKind.InsightAlert,
        displayName: `${name}: unusual cost`,
        status: costmanagement.ScheduledActionStatus.Enabled,
        viewId: pulumi.interpolate`${subscription}/providers/Microsoft.CostManagement/views/ms:DailyAnomalyByResourceGroup`,
        notification: { subject: `${name}: unusual cost`, to: [...args.recipients] },
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
