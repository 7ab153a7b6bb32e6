import { judge, planned, urn } from "../testing/judge";
import { gatewayLogsNoBodies as rule } from "./gateway-logs-no-bodies";

const type = "azure-native:apimanagement:Api";
const api = planned(type, {}, "shop");
const nothing = { body: { bytes: 0 }, headers: [], dataMasking: { queryParams: [{ value: "*", mode: "Hide" }] } };
const silence = { request: nothing, response: nothing };
const good = { logClientIp: false, verbosity: "information", frontend: silence, backend: silence };
const diagnostic = (props: object, of = "shop") =>
  planned("azure-native:apimanagement:ApiDiagnostic", { ...props }, "logging", { apiId: [urn(type, of)] });
const loud = (request: object) => ({ ...good, frontend: { ...silence, request: { ...nothing, ...request } } });
const policy = (value: string) => planned("azure-native:apimanagement:ApiPolicy", { value }, "policy");

describe(rule.name, () => {
  it("accepts an API that is logged without what was said", async () => {
    const plan = [api, diagnostic(good), policy("<policies><inbound><base /></inbound></policies>")];
    expect(await judge(rule, ...plan)).toEqual({ messages: [], applied: 3 });
  });

  it.each([
    ["addresses of callers", { ...good, logClientIp: true }, "logClientIp"],
    ["a body", loud({ body: { bytes: 512 } }), "frontend.request.body.bytes is 512"],
    ["a header", loud({ headers: ["Authorization"] }), "headers"],
    ["what was asked for", loud({ dataMasking: { queryParams: [{ value: "q", mode: "Hide" }] } }), "dataMasking"],
    ["everything", { ...good, verbosity: "verbose" }, "verbose"],
    ["a diagnostic that does not say", {}, "backend.response.body.bytes is nothing"],
  ])("rejects %s", async (_title, props, word) => {
    expect((await judge(rule, api, diagnostic(props))).messages.join()).toContain(word);
  });

  it("rejects an API that is logged as the service sees fit", async () => {
    expect((await judge(rule, api, diagnostic(good, "other"))).messages).toHaveLength(1);
  });

  it.each(["trace", "log-to-eventhub", "send-request", "send-one-way-request"])(
    "rejects a policy that copies requests with %s",
    async (element) => {
      expect((await judge(rule, policy(`<inbound><${element} /></inbound>`))).messages.join()).toContain(element);
    },
  );

  it.each([["azureEventHub"], [undefined]])("rejects a logger to %s", async (loggerType) => {
    expect((await judge(rule, planned("azure-native:apimanagement:Logger", { loggerType }))).messages).toHaveLength(1);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
