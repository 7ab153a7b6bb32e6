import type { ResourceValidationPolicy } from "@pulumi/policy";
import { at } from "../at";
import { gdpr } from "../gdpr";

/** Types that can hold personal data, each entry of which must say what it holds. */
const dataTypes = [
  "azure-native:storage:StorageAccount",
  "azure-native:dbforpostgresql:Server",
  "azure-native:search:Service",
  "azure-native:operationalinsights:Workspace",
  "azure-native:applicationinsights:Component",
];

/** The words of the contract's descriptors. A new one is a new kind of processing: judge it, then add it here. */
const words = {
  store: ["photos", "vectors", "profiles", "events", "segments", "registers", "logs"],
  purpose: ["recommendation", "personalisation", "segmentation", "marketing", "security"],
  basis: ["consent", "contract", "legal-obligation", "legitimate-interests"],
  category: [
    "photograph",
    "embedding",
    "consent",
    "preference",
    "usage event",
    "purchase",
    "segment",
    "audit entry",
    "access log",
  ],
  subject: ["shoppers", "customers", "staff"],
};
const listOf = (allowed: readonly string[]) => new RegExp(`^(${allowed.join("|")})(,(${allowed.join("|")}))*$`);

/** Tag by tag, what its value may be. */
const vocabulary: Readonly<Record<string, RegExp>> = {
  "gdpr:store": listOf(words.store),
  "gdpr:purpose": listOf(words.purpose),
  "gdpr:legal-basis": listOf(words.basis),
  "gdpr:data-category": listOf(words.category),
  "gdpr:data-subject": listOf(words.subject),
  "gdpr:retention-days": /^[1-9]\d{0,3}$/,
  "gdpr:controller": /^.{2,256}$/,
  "gdpr:dpia-id": /^[A-Za-z0-9-]{3,40}$/,
};

/** The record of processing is made from these tags: a store without them would be missing from it. */
export const storesCarryDescriptors: ResourceValidationPolicy = {
  name: "stores-carry-descriptors",
  description:
    "Everything that can hold personal data must say what, about whom, why, on which basis and for how long.",
  framework: gdpr("Art. 5(1)(b), 30, 35", "Purpose limitation, records of processing, impact assessment"),
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (!dataTypes.includes(args.type)) return args.notApplicable();
    const tags = at(args.props, "tags");
    for (const [tag, allowed] of Object.entries(vocabulary)) {
      const value: unknown =
        typeof tags === "object" && tags !== null ? (tags as Record<string, unknown>)[tag] : undefined;
      if (typeof value !== "string") report(`the tag ${tag} is missing; take it from the store's descriptor`);
      else if (!allowed.test(value)) report(`the tag ${tag} says "${value}", which is not in the vocabulary`);
    }
  },
};
