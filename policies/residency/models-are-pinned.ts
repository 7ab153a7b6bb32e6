import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at, shown } from "../at";
import { gdpr } from "../gdpr";

/** A model that changes by itself was never assessed: the version is chosen, and stays until somebody changes it. */
export const modelsArePinned: ResourceValidationPolicy = {
  name: "models-are-pinned",
  description: "Model deployments must name a version and must not upgrade by themselves.",
  framework: gdpr("Art. 35", "Data protection impact assessment"),
  severity: "medium",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "azure-native:cognitiveservices:Deployment") return args.notApplicable();
    const version = at(args.props, "properties.model.version");
    const upgrade = at(args.props, "properties.versionUpgradeOption");
    if (typeof version !== "string" || version === "") report("the model has no version; pin properties.model.version");
    if (upgrade !== "NoAutoUpgrade") report(`versionUpgradeOption is ${shown(upgrade)}; set it to NoAutoUpgrade`);
  },
};
