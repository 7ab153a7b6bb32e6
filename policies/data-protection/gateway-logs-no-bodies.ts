import type { PolicyResource } from "@pulumi/policy";
import { at, listAt, shown, textAt } from "../at";
import { gdpr } from "../gdpr";
import { type StackRule, belongsTo, judgeEach } from "../joins";

const api = "azure-native:apimanagement:Api";
const diagnostics = ["azure-native:apimanagement:ApiDiagnostic", "azure-native:apimanagement:Diagnostic"];
const policies = ["azure-native:apimanagement:ApiPolicy", "azure-native:apimanagement:Policy"];
const logger = "azure-native:apimanagement:Logger";
const ownLogs = ["azureMonitor", "applicationInsights"];
const sides = ["frontend.request", "frontend.response", "backend.request", "backend.response"];

/** Elements of a policy that copy a request to somewhere else. */
const copies = /<(trace|log-to-eventhub|send-request|send-one-way-request)\b/;

type Report = (message: string) => void;

/** Photographs, words and addresses pass through the gateway; none of them may stay in its log. */
export const gatewayLogsNoBodies: StackRule = {
  name: "gateway-logs-no-bodies",
  description: "Gateways must log no body, header, query or client address, and must copy requests nowhere.",
  framework: gdpr("Art. 5(1)(c), 25", "Data minimisation, data protection by default"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach([api, logger, ...diagnostics, ...policies], (subject, plan, report) => {
    if (subject.type === api) isDescribed(subject, plan, report);
    else if (diagnostics.includes(subject.type)) isSilent(subject.props, report);
    else if (subject.type === logger) {
      const to = textAt(subject.props, "loggerType");
      if (to === undefined || !ownLogs.includes(to)) report(`it logs to ${shown(to)}; use ${ownLogs.join(" or ")}`);
    } else {
      const copied = copies.exec(textAt(subject.props, "value") ?? "")?.[0];
      if (copied !== undefined) report(`the policy holds ${copied}, which copies requests elsewhere; take it out`);
    }
  }),
};

/** Without a diagnostic of its own an API is logged as the service sees fit. */
function isDescribed(subject: PolicyResource, plan: readonly PolicyResource[], report: Report): void {
  if (!plan.some((other) => diagnostics.includes(other.type) && belongsTo(other, subject, "apiId")))
    report("nothing says what is logged of this API; add an ApiDiagnostic");
}

function isSilent(props: unknown, report: Report): void {
  if (at(props, "logClientIp") !== false) report(`logClientIp is ${shown(at(props, "logClientIp"))}; set it to false`);
  if (at(props, "verbosity") === "verbose") report("verbosity is verbose; use information or error");
  for (const side of sides) {
    const bytes = at(props, `${side}.body.bytes`);
    if (bytes !== 0) report(`${side}.body.bytes is ${shown(bytes)}; set it to 0`);
    if (listAt(props, `${side}.headers`).length > 0) report(`${side}.headers are logged; log none`);
    const hidden = listAt(props, `${side}.dataMasking.queryParams`);
    if (!hidden.some((query) => at(query, "value") === "*" && at(query, "mode") === "Hide"))
      report(`${side} shows what was asked for; hide the query parameter "*" in dataMasking`);
  }
}
