import { ruleContract } from "../testing/judge";
import { storesCarryDescriptors as rule } from "./stores-carry-descriptors";

describe(rule.name, () => {
  const good = {
    tags: {
      "gdpr:store": "vectors",
      "gdpr:purpose": "recommendation,personalisation",
      "gdpr:legal-basis": "consent",
      "gdpr:data-category": "embedding",
      "gdpr:data-subject": "shoppers",
      "gdpr:retention-days": "180",
      "gdpr:controller": "Example S.p.A.",
      "gdpr:dpia-id": "DPIA-1",
    },
  };
  ruleContract(rule, "azure-native:search:Service", good, [
    ["a purpose outside the vocabulary", { tags: { ...good.tags, "gdpr:purpose": "resale" } }, "resale"],
    ["a retention that is no number of days", { tags: { ...good.tags, "gdpr:retention-days": "forever" } }, "forever"],
    ["a missing tag", { tags: { ...good.tags, "gdpr:dpia-id": undefined } }, "gdpr:dpia-id is missing"],
    ["a store without tags", {}, "gdpr:store is missing"],
  ]);
});
