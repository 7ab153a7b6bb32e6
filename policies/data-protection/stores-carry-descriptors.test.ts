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
    ["a store that nobody described", { tags: { ...good.tags, "gdpr:store": "leads" } }, "leads"],
    ["a kind of data that nobody judged", { tags: { ...good.tags, "gdpr:data-category": "health" } }, "health"],
    ["a basis that the Regulation does not know", { tags: { ...good.tags, "gdpr:legal-basis": "habit" } }, "habit"],
    ["one bad word among good ones", { tags: { ...good.tags, "gdpr:data-subject": "shoppers,dogs" } }, "dogs"],
    ["a retention that is no number of days", { tags: { ...good.tags, "gdpr:retention-days": "forever" } }, "forever"],
    ["a missing tag", { tags: { ...good.tags, "gdpr:dpia-id": undefined } }, "gdpr:dpia-id is missing"],
    ["a store without tags", {}, "gdpr:store is missing"],
  ]);
});
