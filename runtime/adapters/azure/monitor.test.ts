import { logs } from "@opentelemetry/api-logs";
import { SpanKind, metrics, trace } from "@opentelemetry/api";
import { insights } from "../../testing/wire/insights";
import { wire } from "../../testing/wire/wire";
import { observed } from "../observed";
import { azureMonitor } from "./monitor";

const canary = "ada@example.net";
const connection =
  "InstrumentationKey=22222222-2222-4222-8222-222222222222;IngestionEndpoint=https://westeurope-5.in.applicationinsights.example/";

describe("telemetry", () => {
  const service = insights();
  const { access, seen } = wire(service);
  const telemetry = azureMonitor(connection, "api", access, 1);

  it("sends requests, the calls in them and metrics, and of all of it nothing but the names of the contract", async () => {
    const index = observed(telemetry, "AI Search", {
      nearest: async (about: string) => about.length,
      put: async () => Promise.reject(new Error(canary)),
    });
    await telemetry.span("request", "GET", async (tell) => {
      await index.nearest(canary);
      await index.put().catch(() => undefined);
      tell({ route: "GET /v1/items/{id}", status: "200" }, "GET /v1/items/{id}");
      telemetry.add("requests", 12, { route: "GET /v1/items/{id}", status: "200" });
      telemetry.add("recommendations", 1, { basis: "personalised" });
    });

    // What no part of Penderie does, and some library might.
    const foreign = trace.getTracer("a library").startSpan(`GET /people/${canary}`, { kind: SpanKind.SERVER });
    foreign.setAttributes({
      "url.query": canary,
      "client.address": "203.0.113.7",
      route: canary,
      "user_agent.original": canary,
    });
    foreign.recordException(new Error(canary));
    foreign.end();
    const polluted = trace.getTracer("a library").startSpan("GET /v1/items/{id}", { kind: SpanKind.SERVER });
    polluted.setAttributes({
      "url.query": canary,
      "http.route": canary,
      "url.full": `https://x/${canary}`,
      dependency: canary,
      purpose: "marketing",
    });
    polluted.recordException(new Error(canary));
    polluted.end();
    metrics.getMeter("a library").createCounter(`of ${canary}`).add(1, { user: canary });
    metrics.getMeter("a library").createCounter("penderie.requests").add(1, { user: canary, route: canary });
    logs.getLogger("a library").emit({ body: canary, attributes: { user: canary } });
    await telemetry.close();

    const sent = service.received.join("\n");
    for (const trace of [canary, "203.0.113.7", "user_agent", "url.query", "hostname", "exception"])
      expect([trace, sent.includes(trace)]).toEqual([trace, false]);
    for (const name of [
      '"name":"GET /v1/items/{id}"',
      '"name":"AI Search nearest"',
      '"outcome":"failed"',
      '"name":"penderie.requests"',
      '"name":"penderie.calls"',
      '"name":"penderie.recommendations"',
      '"name":"penderie.processor.seconds"',
      '"basis":"personalised"',
      '"purpose":"marketing"',
      '"role":"api"',
    ])
      expect([name, sent.includes(name)]).toEqual([name, true]);
  });

  it("goes to its own region's host as an identity, and nowhere else", () => {
    expect([...new Set(seen.map(({ url }) => url.host))]).toEqual(["westeurope-5.in.applicationinsights.example"]);
    expect(seen.every(({ headers }) => headers["user-agent"] === undefined)).toBe(true);
  });
});
