import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, listAt, shown } from "../at";
import { gdpr } from "../gdpr";

const types = ["azure-native:apimanagement:ApiDiagnostic", "azure-native:apimanagement:Diagnostic"];

/** Photographs, words and addresses pass through the gateway; none of them may stay in its log. */
export const gatewayLogsNoBodies: ResourceValidationPolicy = {
  name: "gateway-logs-no-bodies",
  description: "The gateway's diagnostics must log no body, no header and no client address.",
  framework: gdpr("Art. 5(1)(c), 25", "Data minimisation, data protection by default"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!types.includes(args.type)) return args.notApplicable();
    if (at(args.props, "logClientIp") !== false)
      report(`logClientIp is ${shown(at(args.props, "logClientIp"))}; set it to false`);
    for (const side of ["frontend.request", "frontend.response", "backend.request", "backend.response"]) {
      const bytes = at(args.props, `${side}.body.bytes`);
      if (bytes !== 0) report(`${side}.body.bytes is ${shown(bytes)}; set it to 0`);
      if (listAt(args.props, `${side}.headers`).length > 0) report(`${side}.headers are logged; log none`);
    }
    if (at(args.props, "verbosity") === "verbose") report("verbosity is verbose; use information or error");
  },
};
