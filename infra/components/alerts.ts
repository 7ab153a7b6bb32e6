import * as monitor from "@pulumi/azure-native/monitor";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place";

export interface AlertsArgs extends Place {
  readonly recipients: readonly string[];
  readonly serviceId: pulumi.Input<string>;
  readonly gatewayId: pulumi.Input<string>;
  /** Processors of one replica. */
  readonly cpu: number;
}

interface MetricRule {
  readonly what: string;
  readonly on: "service" | "gateway";
  readonly metric: string;
  readonly namespace: string;
  readonly aggregation: "Average" | "Total" | "Maximum";
  readonly above: number;
  readonly severity: 1 | 2 | 3;
}
const metricRules = (cpu: number): Readonly<Record<string, MetricRule>> => ({
  restarts: {
    what: "the service restarts again and again",
    on: "service",
    namespace: "Microsoft.App/containerApps",
    metric: "RestartCount",
    aggregation: "Maximum",
    above: 3,
    severity: 1,
  },
  saturation: {
    what: "the service is short of processor time",
    on: "service",
    namespace: "Microsoft.App/containerApps",
    metric: "UsageNanoCores",
    aggregation: "Average",
    above: 0.9 * cpu * 1e9, // nanocores
    severity: 2,
  },
  latency: {
    what: "answers take longer than three seconds on average",
    on: "gateway",
    namespace: "Microsoft.ApiManagement/service",
    metric: "Duration",
    aggregation: "Average",
    above: 3000,
    severity: 2,
  },
});

interface QueryRule {
  readonly what: string;
  readonly query: string;
  readonly above: number;
  readonly severity: 1 | 2 | 3;
}
const queryRules: Readonly<Record<string, QueryRule>> = {
  errors: {
    what: "requests fail on our side",
    query: "ApiManagementGatewayLogs | where ResponseCode >= 500",
    above: 10,
    severity: 1,
  },
  access: {
    what: "somebody is refused by the vault or by storage",
    query:
      'union isfuzzy=true (AZKVAuditLogs | where HttpStatusCode in (401, 403)), (StorageBlobLogs | where StatusCode in ("401", "403"))',
    above: 20,
    severity: 1,
  },
  jobs: {
    what: "a job fails or does not finish in time: a sweep that does not run keeps data too long",
    query:
      'ContainerAppSystemLogs | where isnotempty(JobName) and Reason in ("BackoffLimitExceeded", "DeadlineExceeded")',
    above: 0,
    severity: 1,
  },
  quota: {
    what: "the day's log quota is spent: logs are being dropped",
    query: '_LogOperation | where Category == "Ingestion" and Detail contains "OverQuota"',
    above: 0,
    severity: 2,
  },
  people: {
    what: "a person, not a service, reads photographs",
    query: 'StorageBlobLogs | where OperationName == "GetBlob" and isnotempty(RequesterUpn)',
    above: 0,
    severity: 1,
  },
};

/** Whom to wake and when: availability, latency, errors, saturation, abnormal access. */
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
    const watched = { service: args.serviceId, gateway: args.gatewayId };
    for (const [role, rule] of Object.entries(metricRules(args.cpu)))
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
          scopes: [watched[rule.on]],
          evaluationFrequency: "PT5M",
          windowSize: "PT15M",
          criteria: {
            odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
            allOf: [
              {
                criterionType: "StaticThresholdCriterion",
                name: role,
                metricName: rule.metric,
                metricNamespace: rule.namespace,
                operator: "GreaterThan",
                threshold: rule.above,
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
          windowSize: "PT15M",
          skipQueryValidation: true, // tables appear with their first row
          criteria: {
            allOf: [{ query: rule.query, timeAggregation: "Count", operator: "GreaterThan", threshold: rule.above }],
          },
          actions: { actionGroups: [group.id] },
        },
        { parent: this },
      );
    this.groupId = group.id;
    this.registerOutputs({ groupId: this.groupId });
  }
}
