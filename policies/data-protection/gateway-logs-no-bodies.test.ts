import { ruleContract } from "../testing/judge";
import { gatewayLogsNoBodies as rule } from "./gateway-logs-no-bodies";

describe(rule.name, () => {
  const good = {
    logClientIp: false,
    verbosity: "information",
    frontend: { request: { body: { bytes: 0 } }, response: { body: { bytes: 0 } } },
    backend: { request: { body: { bytes: 0 } }, response: { body: { bytes: 0 } } },
  };
  ruleContract(rule, "azure-native:apimanagement:ApiDiagnostic", good, [
    ["addresses of callers", { ...good, logClientIp: true }, "logClientIp"],
    ["a body", { ...good, frontend: { ...good.frontend, request: { body: { bytes: 512 } } } }, "frontend.request"],
    [
      "a header",
      { ...good, backend: { ...good.backend, response: { body: { bytes: 0 }, headers: ["Authorization"] } } },
      "headers",
    ],
    ["everything", { ...good, verbosity: "verbose" }, "verbose"],
    ["a diagnostic that does not say", {}, "backend.response.body.bytes is nothing"],
  ]);
});
