import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place";
import { type Capacity, type Watched, activityRules, metricRules, namespaceOf, queryRules } from "./alert-rules";

export interface AlertsArgs extends Place {
  readonly recipients: readonly string[];
  readonly watched: Readonly<Record<Watched, pulumi.Input<string>>>;
  readonly capacity: Capacity;
}

/** Whom to wake and when: availability, latency, errors, saturation, abnormal access, a consent gate that refuses. */
export class Alerts extends pulumi.ComponentResource {
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: AlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("penderie:monitor:Alerts", name, {}, opts);
    const { resourceGroupName, location, tags, workspaceId } = args;
    const group = new monitor.ActionGroup(
      name,
      {
        resourceGroupName,
        location: "swedencentral", // one of the regions that process notifications themselves; "global" may leave the EU
        tags,
        actionGroupName: args.named("other", name),
        groupShortName: "penderie",
        enabled: true,
        emailReceivers: args.recipients.map((emailAddress, at) => ({
          name: `recipient-${at + 1}`,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      },
      { parent: this },
    );
    for (const [role, rule] of Object.entries(metricRules(args.capacity)))
      new monitor.MetricAlert(
        `${name}-${role}`,
        {
          resourceGroupName,
          location: "global",
          tags,
          ruleName: args.named("other", `${name}-${role}`),
          description: rule.what,
          severity: rule.severity,
          enabled: true,
          scopes: [args.watched[rule.on]],
          evaluationFrequency: "PT5M",
          windowSize: "PT15M",
          criteria: {
            odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
            allOf: [
              {
                criterionType: "StaticThresholdCriterion",
                name: role,
                metricName: rule.metric,
                metricNamespace: namespaceOf(rule),
                operator: rule.below === undefined ? "GreaterThan" : "LessThan",
                threshold: rule.below ?? rule.above ?? 0,
                dimensions: rule.where ? [{ name: rule.where[0], operator: "Include", values: [rule.where[1]] }] : [],
                timeAggregation: rule.aggregation,
              },
            ],
          },
          actions: [{ actionGroupId: group.id }],
        },
        { parent: this },
      );
    for (const [role, rule] of Object.entries(queryRules))
      new monitor.ScheduledQueryRule(
        `${name}-${role}`,
        {
          resourceGroupName,
          location,
          tags,
          ruleName: args.named("other", `${name}-${role}`),
          kind: "LogAlert",
          description: rule.what,
          severity: rule.severity,
          enabled: true,
          scopes: [workspaceId],
          evaluationFrequency: "PT15M",
          windowSize: rule.hours === 1 ? "PT1H" : "PT15M",
          skipQueryValidation: true, // tables appear with their first row
          criteria: {
            allOf: [{ query: rule.query, timeAggregation: "Count", operator: "GreaterThan", threshold: rule.above }],
          },
          actions: { actionGroups: [group.id] },
        },
        { parent: this },
      );
    for (const [role, { what, operation }] of Object.entries(activityRules))
      new monitor.ActivityLogAlert(
        `${name}-${role}`,
        {
          resourceGroupName,
          location: "westeurope", // "global" is the other choice
          tags,
          activityLogAlertName: args.named("other", `${name}-${role}`),
          description: what,
          enabled: true,
          scopes: [args.groupId],
          condition: {
            allOf: [
              { field: "category", equals: "Administrative" },
              { field: "operationName", equals: operation },
              { field: "status", equals: "Succeeded" },
            ],
          },
          actions: { actionGroups: [{ actionGroupId: group.id }] },
        },
        { parent: this },
      );
    this.groupId = group.id;
    this.registerOutputs({ groupId: this.groupId });
  }
}
