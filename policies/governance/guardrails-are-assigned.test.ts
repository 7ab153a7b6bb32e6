import { judge, planned } from "../testing/judge";
import { guardrailsAreAssigned as rule } from "./guardrails-are-assigned";

const group = (environment = "prod") =>
  planned("azure-native:resources:ResourceGroup", { tags: { environment } }, "group");
const assigned = (props: object, from: readonly string[] = [group().urn]) =>
  planned("azure-native:authorization:PolicyAssignment", { ...props }, "assignment", { scope: from });
const exempted = (props: object) => planned("azure-native:authorization:PolicyExemption", { ...props }, "exemption");

describe(rule.name, () => {
  it.each([
    ["guardrails that deny", [group(), assigned({ enforcementMode: "Default" })]],
    ["guardrails that observe outside production", [group("staging"), assigned({ enforcementMode: "DoNotEnforce" })]],
    ["an exemption that ends", [exempted({ expiresOn: "2026-12-24T23:59:59Z" })]],
  ])("accepts %s", async (_title, plan) => {
    expect((await judge(rule, ...plan)).messages).toEqual([]);
  });

  it.each([
    ["a group without any", [group()], "no guardrails"],
    ["guardrails of something else", [group(), assigned({}, [])], "no guardrails"],
    ["production that only observes", [group(), assigned({ enforcementMode: "DoNotEnforce" })], "only observe"],
    ["a part that is left out", [group(), assigned({ notScopes: ["/x"] })], "notScopes"],
    ["an exemption without an end", [exempted({})], "expiresOn is nothing"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
