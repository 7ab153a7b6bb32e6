import type { ResourceValidationPolicy } from "@pulumi/policy";
import { shown, textAt } from "../at";
import { gdpr } from "../gdpr";

/** Inference in the account's geography, or in the EU data zone. An allow-list: new kinds of global deployment must not slip in. */
const allowed = new Set([
  "Standard",
  "ProvisionedManaged",
  "DataZoneStandard",
  "DataZoneProvisionedManaged",
  "DataZoneBatch",
]);

/** A model thinks where its deployment says, not where its account stands; a spill-over thinks somewhere else again. */
export const modelsStayInTheEu: ResourceValidationPolicy = {
  name: "models-stay-in-the-eu",
  description: "Model deployments must be processed in the account's geography or in the EU data zone.",
  framework: gdpr("Art. 44-49", "Transfers to third countries"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "azure-native:cognitiveservices:Deployment") return args.notApplicable();
    const sku = textAt(args.props, "sku.name");
    if (sku === undefined || !allowed.has(sku))
      report(`sku.name is ${shown(sku)}, which may be processed outside the EU; use Standard or DataZoneStandard`);
    for (const path of ["spilloverDeploymentName", "properties.spilloverDeploymentName"])
      if (textAt(args.props, path) !== undefined)
        report(`requests spill over to ${shown(textAt(args.props, path))}; remove the spill-over`);
  },
};
