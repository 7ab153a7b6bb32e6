import { judge, planned } from "../testing/judge";
import { anomaliesReachSomebody as rule } from "./anomalies-reach-somebody";

const group = planned("azure-native:resources:ResourceGroup", {}, "group");
const good = {
  kind: "InsightAlert",
  status: "Enabled",
  schedule: { frequency: "Daily", endDate: "2027-11-30T00:00:00Z" },
  notification: { to: ["cost@example.com"] },
};
const alert = (change: object) =>
  planned("azure-native:costmanagement:ScheduledActionByScope", { ...good, ...change }, "alert");

describe(rule.name, () => {
  it("accepts an alert that is on and reaches somebody", async () => {
    expect(await judge(rule, group, alert({}))).toEqual({ messages: [], applied: 2 });
  });

  it.each([
    ["a stack without one", [group], "nobody hears"],
    ["a mail of another kind", [group, alert({ kind: "Email" })], "nobody hears"],
    ["one that is off", [alert({ status: "Disabled" })], "Disabled"],
    ["one that reaches nobody", [alert({ notification: {} })], "reaches nobody"],
    ["one that looks once a month", [alert({ schedule: { ...good.schedule, frequency: "Monthly" } })], "Monthly"],
    ["one that does not say", [alert({ status: undefined, schedule: undefined })], "endDate is nothing"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
