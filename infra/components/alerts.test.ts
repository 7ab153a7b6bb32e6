import { all, once, one, place } from "../testing/parts";
import { record } from "../testing/record";
import { Alerts } from "./alerts";

const build = once(() =>
  record(
    () =>
      new Alerts("alerts", {
        ...place,
        recipients: ["a@example.com", "b@example.com"],
        serviceId: "/s",
        gatewayId: "/g",
        cpu: 2,
      }),
  ),
);

describe("Alerts", () => {
  it("tells every recipient, from a region that processes notifications itself", async () => {
    const { inputs } = one(await build(), "monitor:ActionGroup");
    expect((inputs["emailReceivers"] as readonly unknown[]).length).toBe(2);
    expect(inputs["location"]).toBe("swedencentral");
  });

  it("has somebody told by every alert", async () => {
    const made = await build();
    const group = one(made, "monitor:ActionGroup");
    const alerts = [...all(made, "monitor:MetricAlert"), ...all(made, "monitor:ScheduledQueryRule")];
    expect(alerts.length).toBeGreaterThanOrEqual(6);
    for (const { propertyDependencies } of alerts) expect(propertyDependencies["actions"]).toEqual([group.urn]);
  });

  it.each(["errors", "access", "people", "jobs", "quota"])("watches for %s", async (role) => {
    expect(one(await build(), "monitor:ScheduledQueryRule", `-${role}`).inputs["enabled"]).toBe(true);
  });

  it("calls a replica saturated at nine tenths of the processors that it has", async () => {
    expect(one(await build(), "monitor:MetricAlert", "-saturation").inputs["criteria"]).toMatchObject({
      allOf: [{ threshold: 1.8e9 }],
    });
  });
});
