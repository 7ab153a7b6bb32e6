import { judge, planned, ruleContract } from "../testing/judge";
import { photographsRestOnConsent as rule } from "./photographs-rest-on-consent";

const account = "azure-native:storage:StorageAccount";
const tags = { "gdpr:data-category": "photograph", "gdpr:legal-basis": "consent", "gdpr:purpose": "recommendation" };
const changed = (change: object) => ({ tags: { ...tags, ...change } });

describe(rule.name, () => {
  ruleContract(rule, account, { tags }, [
    ["another basis", changed({ "gdpr:legal-basis": "legitimate-interests" }), "legitimate-interests"],
    ["one basis too many", changed({ "gdpr:legal-basis": "consent,legitimate-interests" }), "consent alone"],
    ["marketing with photographs", changed({ "gdpr:purpose": "marketing,recommendation" }), "marketing"],
    ["purchases beside photographs", changed({ "gdpr:data-category": "photograph,purchase" }), "purchase"],
    ["a store that does not say", { tags: { "gdpr:data-category": "embedding" } }, "rests on nothing"],
  ]);

  it("has nothing to say about other data", async () => {
    expect((await judge(rule, planned(account, changed({ "gdpr:data-category": "purchase" })))).applied).toBe(0);
  });
});
