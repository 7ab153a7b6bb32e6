import { judge, planned } from "../testing/judge";
import { alertsReachSomebody as rule } from "./alerts-reach-somebody";

const group = planned("azure-native:resources:ResourceGroup", {}, "group");
const recipients = (props: object = { enabled: true, emailReceivers: [{ emailAddress: "on-call@example.com" }] }) =>
  planned("azure-native:monitor:ActionGroup", { ...props }, "on-call");
const alert = (props: object = { enabled: true }, actions: readonly string[] = [recipients().urn]) =>
  planned("azure-native:monitor:MetricAlert", { ...props }, "errors", { actions });

describe(rule.name, () => {
  it("accepts an alert that somebody hears", async () => {
    expect(await judge(rule, group, recipients(), alert())).toEqual({ messages: [], applied: 3 });
  });

  it.each([
    ["a stack without alerts", [group, recipients()], "raises"],
    ["an alert that is off", [recipients(), alert({ enabled: false })], "not on"],
    ["an alert that does not say", [recipients(), alert({})], "not on"],
    ["an alert that goes nowhere", [recipients(), alert({ enabled: true }, [])], "no action group"],
    ["a group of nobody", [recipients({ enabled: true, emailReceivers: [] }), alert()], "nobody"],
    ["a group that is off", [recipients({ emailReceivers: [{}] }), alert()], "not on"],
  ])("rejects %s", async (_title, plan, word) => {
    expect((await judge(rule, ...plan)).messages.join()).toContain(word);
  });

  it("has nothing to say about anything else", async () => {
    expect(await judge(rule, planned("azure-native:web:WebApp", {}))).toEqual({ messages: [], applied: 0 });
  });
});
