import { signals } from "../../runtime/contract";
import { all, once, one, place } from "../testing/parts";
import { record } from "../testing/record";
import { Alerts } from "./alerts";

const build = once(() =>
  record(
    () =>
      new Alerts("alerts", {
        ...place,
        recipients: ["a@example.com", "b@example.com"],
        watched: {
          service: "/service",
          gateway: "/gateway",
          database: "/database",
          search: "/search",
          openAi: "/open-ai",
          vision: "/vision",
          vault: "/vault",
        },
        capacity: { cpu: 2, minReplicas: 2 },
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
    const kinds = ["monitor:MetricAlert", "monitor:ScheduledQueryRule", "monitor:ActivityLogAlert"];
    const alerts = kinds.flatMap((kind) => all(made, kind));
    expect(alerts.length).toBeGreaterThanOrEqual(20);
    for (const { propertyDependencies } of alerts) expect(propertyDependencies["actions"]).toEqual([group.urn]);
  });

  it.each(["availability", "errors", "latency", "faults", "consent", "access", "people", "jobs", "quota"])(
    "watches for %s",
    async (role) => {
      expect(one(await build(), "monitor:ScheduledQueryRule", `-${role}`).inputs["enabled"]).toBe(true);
    },
  );

  it.each(["database", "search", "openAi", "vision", "vault", "service", "gateway"])(
    "looks at the %s",
    async (what) => {
      const address = `/${what === "openAi" ? "open-ai" : what}`;
      const metric = all(await build(), "monitor:MetricAlert").map(({ inputs }) => (inputs["scopes"] as string[])[0]);
      const asked = all(await build(), "monitor:ScheduledQueryRule").map(({ inputs }) => JSON.stringify(inputs));
      expect(
        metric.includes(address) || (what === "gateway" && asked.join().includes("ApiManagementGatewayLogs")),
      ).toBe(true);
    },
  );

  it("misses replicas where some must run, and only there", async () => {
    expect(one(await build(), "monitor:MetricAlert", "-replicas").inputs["criteria"]).toMatchObject({
      allOf: [{ operator: "LessThan", threshold: 2 }],
    });
  });

  it("looks for the words that the service writes", async () => {
    const consent = JSON.stringify(one(await build(), "monitor:ScheduledQueryRule", "-consent").inputs["criteria"]);
    expect(consent).toContain(signals.consentRefused);
  });

  it("calls a replica saturated at nine tenths of the processors that it has", async () => {
    expect(one(await build(), "monitor:MetricAlert", "-saturation").inputs["criteria"]).toMatchObject({
      allOf: [{ threshold: 1.8e9 }],
    });
  });
});
