import type { Attributes, Metric } from "../contract";

/** Port: traces and metrics. Only names of the contract can be said; an adapter checks that again where it sends. */
export interface Telemetry {
  /** Times a piece of work as a span, nested in the one that it runs in. `tell` adds what is known only at its end. */
  span<T>(
    kind: "request" | "call",
    name: string,
    work: (tell: (attributes: Attributes, name?: string) => void) => Promise<T>,
  ): Promise<T>;
  /** Adds to a metric. */
  add(metric: Metric, value: number, attributes: Attributes): void;
  /** Sends what is waiting, and ends. */
  close(): Promise<void>;
}

/** Measures nothing: for commands, and for a machine without a collector. */
export const silent: Telemetry = {
  span: (_kind, _name, work) => work(() => undefined),
  add: () => undefined,
  close: async () => undefined,
};
