import { judge, planned } from "../testing/judge";
import { groupsHaveABudget as rule } from "./groups-have-a-budget";

const group = planned("azure-native:resources:ResourceGroup", {}, "group");
const told = { enabled: true, threshold: 100, contactEmails: ["cost@example.com"] };
const both = { a: { ...told, thresholdType: "Actual" }, f: { ...told, thresholdType: "Forecasted" } };
const budget = (props: object, scope: readonly string[] = [group.urn]) =>
  planned("azure-native:consumption:Budget", { amount: 100, ...props }, "budget", { scope });

describe(rule.name, () => {
  it.each([
    ["a budget that somebody hears of before and after", budget({ notifications: both })],
    ["one for the whole subscription", budget({ notifications: both, scope: "/subscriptions/s" }, [])],
  ])("accepts %s", async (_title, plan) => {
    expect(await judge(rule, group, plan)).toEqual({ messages: [], applied: 2 });
  });

  it.each([
    ["a group without a budget", [group], "no budget"],
    ["a budget for something else", [group, budget({ notifications: both, scope: "/x" }, [])], "no budget"],
    ["a budget without a forecast", [group, budget({ notifications: { a: both.a } })], "forecasted"],
    ["a notification that is off", [budget({ notifications: { ...both, f: { ...both.f, enabled: false } } })], "fore"],
    [
      "one that reaches nobody",
      [budget({ notifications: { ...both, a: { ...both.a, contactEmails: [] } } })],
      "actual",
    ],
    ["one that comes too late", [budget({ notifications: { ...both, a: { ...both.a, threshold: 500 } } })], "actual"],
    ["a budget of nothing", [budget({ amount: undefined, notifications: both })], "amount"],
    ["a budget that does not say", [budget({})], "actual"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about a stack without a group", async () => {
    expect(await judge(rule, planned("azure-native:network:Subnet", {}))).toEqual({ messages: [], applied: 0 });
  });
});
