import { telemetry } from "../../contract";

/** One envelope as the ingestion API takes it ("Application Insights ingestion", v2.1): who, when, and one kind of data. */
interface Envelope {
  readonly ver?: number;
  readonly name?: string;
  readonly time?: string;
  readonly iKey?: string;
  readonly sampleRate?: number;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly data?: { readonly baseType?: string; readonly baseData?: Readonly<Record<string, unknown>> };
}
interface Outgoing {
  url: string;
  body?: unknown;
  readonly headers: { delete(name: string): void };
}

/** Words of a route, a dependency, an operation: no digit, no @, no quotation, nothing that a person could be named by. */
const word = /^[A-Za-z][A-Za-z .{}/:_-]{0,79}$/;
const forms: Readonly<Record<(typeof telemetry.attributes)[number], RegExp>> = {
  route: /^[A-Z]+ \/[A-Za-z0-9{}/:_*-]{0,80}$/,
  status: /^[1-5]\d\d$/,
  dependency: word,
  operation: word,
  outcome: word,
  basis: word,
  purpose: word,
  role: word,
};
const id = /^[0-9a-f]{16,32}$/;
const tags: Readonly<Record<string, RegExp>> = {
  "ai.operation.id": id,
  "ai.operation.parentId": id,
  "ai.cloud.role": /^penderie-[a-z]+$/,
  "ai.internal.sdkVersion": /^[\w.:-]{1,60}$/,
};
const metricNames: readonly unknown[] = Object.values(telemetry.metrics);
const spanName = /^(?:[A-Z]+ \/[A-Za-z0-9{}/:_*-]{0,80}|[A-Za-z][A-Za-z .-]{0,79})$/;

const matching = (value: unknown, form: RegExp | undefined) => form !== undefined && form.test(String(value));
const some = (from: unknown, by: Readonly<Record<string, RegExp>>) =>
  Object.fromEntries(Object.entries(from ?? {}).filter(([name, value]) => matching(value, by[name])));

/** What may be sent of each kind of data; a kind that is not here is not sent at all: no logs, no exceptions, no page views. */
const kinds: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => object | undefined>> = {
  RequestData: ({ id: own, name, duration, responseCode, success, properties }) =>
    matching(name, spanName) && matching(own, id)
      ? { ver: 2, id: own, name, duration, responseCode, success, properties: some(properties, forms) }
      : undefined,
  RemoteDependencyData: ({ id: own, name, duration, resultCode, success, properties }) =>
    matching(name, spanName) && matching(own, id)
      ? {
          ver: 2,
          id: own,
          name,
          duration,
          resultCode,
          success,
          type: "InProc",
          properties: some(properties, forms),
        }
      : undefined,
  MetricData: ({ metrics, properties }) => {
    const named = (Array.isArray(metrics) ? metrics : []) as readonly Readonly<Record<string, unknown>>[];
    const known = named
      .filter(({ name }) => metricNames.includes(name))
      .map(({ name, kind, value, count, min, max }) => ({ name, kind, value, count, min, max }));
    return known.length > 0 ? { ver: 2, metrics: known, properties: some(properties, forms) } : undefined;
  },
};

/** Of one envelope what may leave; undefined when none of it may. */
function only({ ver, name, time, iKey, sampleRate, tags: said, data }: Envelope): Envelope | undefined {
  const baseType = data?.baseType ?? "";
  const baseData = kinds[baseType]?.(data?.baseData ?? {});
  if (!baseData || name === undefined || time === undefined) return undefined;
  return {
    ...(ver !== undefined && { ver }),
    name,
    time,
    ...(iKey !== undefined && { iKey }),
    ...(sampleRate !== undefined && { sampleRate }),
    tags: some(said, tags),
    data: { baseType, baseData: baseData as Readonly<Record<string, unknown>> },
  };
}

/**
 * The last step before the network: a request of the exporter leaves with what is on the list, whatever library made it. A body
 * that cannot be read is not sent: it becomes an empty list.
 */
export const allowed = {
  name: "penderie-telemetry-allow-list",
  async sendRequest<R extends Outgoing, A>(request: R, next: (request: R) => Promise<A>): Promise<A> {
    request.headers.delete("x-ms-useragent");
    request.headers.delete("user-agent");
    request.body = JSON.stringify(read(request.body).flatMap((envelope) => only(envelope) ?? []));
    return next(request);
  },
};

function read(body: unknown): readonly Envelope[] {
  try {
    const parsed: unknown = typeof body === "string" ? JSON.parse(body) : [];
    return Array.isArray(parsed) ? (parsed as readonly Envelope[]) : [];
  } catch {
    return [];
  }
}
