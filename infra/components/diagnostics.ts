import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";

/** Sends all logs and metrics of one resource to the workspace. `metricsOnly` is for those that write no logs themselves. */
export function diagnose(
  name: string,
  resourceUri: pulumi.Input<string>,
  workspaceId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
  metricsOnly = false,
): monitor.DiagnosticSetting {
  return new monitor.DiagnosticSetting(
    `${name}-diagnostics`,
    {
      name: "to-workspace",
      resourceUri,
      workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      ...(metricsOnly ? {} : { logs: [{ categoryGroup: "allLogs", enabled: true }] }),
      metrics: [{ category: "AllMetrics", enabled: true }],
    },
    opts,
  );
}
