import { useAzureMonitor, shutdownAzureMonitor } from "@azure/monitor-opentelemetry";
import { type Counter, type Histogram, SpanKind, SpanStatusCode, metrics, trace } from "@opentelemetry/api";
import { type Attributes, type Metric, telemetry as names } from "../../contract";
import type { Telemetry } from "../../watch/telemetry";
import type { Access } from "./client";
import { allowed } from "./telemetry-allow-list";

const durations: readonly Metric[] = ["requests", "calls"];
const off = { enabled: false };
const instrumentations = ["azureSdk", "http", "mongoDb", "mySql", "postgreSql", "redis", "redis4", "bunyan", "winston"];

/**
 * Traces and metrics in Application Insights, sent by identity. Nothing is instrumented by itself, nothing is kept on the disk, nothing
 * goes to anybody else; whatever is about to leave passes the allow-list of names at the last step before the network. Metrics count
 * everything; of traces a part is sent (`samplingRatio`), since they cost by volume.
 */
export function azureMonitor(
  connection: string,
  role: string,
  { credential, options = {} }: Access,
  samplingRatio = 0.1,
): Telemetry {
  process.env["APPLICATION_INSIGHTS_NO_STATSBEAT"] = "true"; // the SDK's own statistics would go to another place
  process.env["APPLICATIONINSIGHTS_STATSBEAT_DISABLED"] = "true";
  process.env["OTEL_NODE_RESOURCE_DETECTORS"] = "none";
  process.env["OTEL_SERVICE_NAME"] = `penderie-${role}`;
  useAzureMonitor({
    azureMonitorExporterOptions: {
      connectionString: connection,
      credential,
      disableOfflineStorage: true,
      ...options,
      additionalPolicies: [{ policy: allowed, position: "perRetry" }],
    },
    enableLiveMetrics: false,
    enableStandardMetrics: false,
    enablePerformanceCounters: false,
    tracesPerSecond: 0,
    samplingRatio,
    instrumentationOptions: Object.fromEntries(instrumentations.map((name) => [name, off])),
  });
  const tracer = trace.getTracer("penderie");
  const meter = metrics.getMeter("penderie");
  const instruments = new Map<Metric, Counter | Histogram>();
  const instrument = (metric: Metric) => {
    const known = instruments.get(metric);
    if (known) return known;
    const made = durations.includes(metric)
      ? meter.createHistogram(names.metrics[metric], { unit: "ms" })
      : meter.createCounter(names.metrics[metric]);
    instruments.set(metric, made);
    return made;
  };
  meter.createObservableCounter(names.metrics.processorSeconds, { unit: "s" }).addCallback((result) => {
    const { user, system } = process.cpuUsage();
    result.observe((user + system) / 1e6, { role });
  });

  return {
    span: (kind, name, work) =>
      tracer.startActiveSpan(name, { kind: kind === "request" ? SpanKind.SERVER : SpanKind.CLIENT }, async (span) => {
        try {
          return await work((attributes: Attributes, called) => {
            span.setAttributes({ ...attributes });
            if (attributes.status !== undefined)
              span.setAttribute("http.response.status_code", Number(attributes.status));
            if (called !== undefined) span.updateName(called);
          });
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR }); // without its message
          throw error;
        } finally {
          span.end();
        }
      }),
    add(metric, value, attributes) {
      const target = instrument(metric);
      if ("record" in target) target.record(value, { ...attributes });
      else target.add(value, { ...attributes });
    },
    close: () => shutdownAzureMonitor(),
  };
}
