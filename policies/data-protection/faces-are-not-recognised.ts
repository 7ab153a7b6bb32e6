import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gdpr } from "../gdpr";
import { shown, textAt } from "../at";

export const allowedKinds = new Set(["OpenAI", "ComputerVision", "FormRecognizer"]);

/** Recognising a person makes a photograph biometric data; no service that does is ever bought. */
export const facesAreNotRecognised: ResourceValidationPolicy = {
  name: "faces-are-not-recognised",
  description: "AI services must be of a kind that does not identify people.",
  framework: gdpr("Art. 9", "Special categories of personal data"),
  severity: "critical",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "azure-native:cognitiveservices:Account") return args.notApplicable();
    const kind = textAt(args.props, "kind");
    if (kind === undefined || !allowedKinds.has(kind))
      report(`the kind ${shown(kind)} is not one of ${[...allowedKinds].join(", ")}`);
  },
};
