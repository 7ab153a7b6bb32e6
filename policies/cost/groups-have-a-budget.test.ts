import { judge, planned } from "../testing/judge";
import { groupsHaveABudget as rule } from "./groups-have-a-budget";

const group = planned("azure-native:resources:ResourceGroup", {}, "group");
const told = { enabled: true, contactEmails: ["cost@example.com"] };
const budget = (notifications: object) => planned("azure-native:consumption:Budget", { notifications });

describe(rule.name, () => {
  it("accepts a budget that somebody hears of before and after", async () => {
    const plan = [
      group,
      budget({ a: { ...told, thresholdType: "Actual" }, f: { ...told, thresholdType: "Forecasted" } }),
    ];
    expect((await judge(rule, ...plan)).messages).toEqual([]);
  });

  it.each([
    ["a group without a budget", [group], "no budget"],
    ["a budget without a forecast", [group, budget({ a: { ...told, thresholdType: "Actual" } })], "forecasted"],
    [
      "a notification that is off",
      [group, budget({ f: { ...told, enabled: false, thresholdType: "Forecasted" } })],
      "forecasted",
    ],
    [
      "a notification that reaches nobody",
      [group, budget({ a: { enabled: true, contactEmails: [], thresholdType: "Actual" } })],
      "actual",
    ],
    ["a budget that does not say", [group, budget({})], "actual"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about a stack without a group", async () => {
    expect(await judge(rule, planned("azure-native:network:Subnet", {}))).toEqual({ messages: [], applied: 0 });
  });
});
