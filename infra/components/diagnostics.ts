import * as monitor from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";

/** What kinds of resources have to say. `tables` are logs that arrive in tables of their own when asked to. */
const says = {
  "logs and metrics": { logs: true, metrics: true, tables: false },
  "tables and metrics": { logs: true, metrics: true, tables: true },
  logs: { logs: true, metrics: false, tables: false },
  metrics: { logs: false, metrics: true, tables: false },
} as const;

/** Sends everything that one resource has to say to the workspace. */
export function diagnose(
  name: string,
  resourceUri: pulumi.Input<string>,
  workspaceId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
  what: keyof typeof says = "logs and metrics",
): monitor.DiagnosticSetting {
  const { logs, metrics, tables } = says[what];
  return new monitor.DiagnosticSetting(
    `${name}-diagnostics`,
    {
      name: "to-workspace",
      resourceUri,
      workspaceId,
      ...(tables ? { logAnalyticsDestinationType: "Dedicated" } : {}),
      ...(logs ? { logs: [{ categoryGroup: "allLogs", enabled: true }] } : {}),
      ...(metrics ? { metrics: [{ category: "AllMetrics", enabled: true }] } : {}),
    },
    opts,
  );
}
