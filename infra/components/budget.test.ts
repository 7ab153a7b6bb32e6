import { once, one, place, settings } from "../testing/parts";
import { record } from "../testing/record";
import { Budget } from "./budget";

const { subscription, budget } = settings;
const build = once(() =>
  record(
    () =>
      new Budget("budget", {
        ...budget,
        subscription,
        named: place.named,
        scope: "/subscriptions/s/resourceGroups/rg",
        recipients: ["a@example.com"],
        groupId: "/group",
      }),
  ),
);

describe("Budget", () => {
  it("tells people and the action group at half, most, all and a forecast of all", async () => {
    const { notifications } = one(await build(), "consumption:Budget").inputs as {
      notifications: Record<string, Record<string, unknown>>;
    };
    const said = Object.values(notifications).map(({ thresholdType, threshold }) => [thresholdType, threshold]);
    expect(said).toEqual(
      expect.arrayContaining([
        ["Actual", 50],
        ["Actual", 80],
        ["Actual", 100],
        ["Forecasted", 100],
      ]),
    );
    expect(said.length).toBeLessThanOrEqual(5); // the most that a budget takes
    for (const each of Object.values(notifications))
      expect(each).toMatchObject({ contactEmails: ["a@example.com"], contactGroups: ["/group"] });
  });

  it("starts on the first of a month and leaves it there, since it cannot be changed", async () => {
    const made = one(await build(), "consumption:Budget");
    expect(made.inputs["timePeriod"]).toEqual({ startDate: "2026-12-01T00:00:00Z" });
    expect(made.ignoreChanges).toEqual(["timePeriod"]);
  });

  it("looks for anomalies in the subscription, daily, until a day that is given", async () => {
    expect(one(await build(), "costmanagement:ScheduledActionByScope").inputs).toMatchObject({
      scope: `/subscriptions/${subscription}`,
      kind: "InsightAlert",
      viewId: `/subscriptions/${subscription}/providers/Microsoft.CostManagement/views/ms:DailyAnomalyByResourceGroup`,
      schedule: { frequency: "Daily", endDate: "2027-11-30T00:00:00Z" },
    });
  });
});
