import { roles } from "../../runtime/contract";
import { all, once, one, place, running } from "../testing/parts";
import { record } from "../testing/record";
import { Jobs } from "./jobs";

const names = roles.filter((role) => role !== "api");
const build = once(() =>
  record(() => {
    const hosted = { ...place, hostId: "/host", registryServer: "registry.example", image: "penderie@sha256:00" };
    const [segment, index, sweep, watch, migrate] = [
      running("segment"),
      running("index"),
      running("sweep"),
      running("watch"),
      running("migrate"),
    ] as const;
    return new Jobs("jobs", { ...hosted, running: { segment, index, sweep, watch, migrate } });
  }),
);

describe("Jobs", () => {
  it("has a job for every role that is not the API", async () => {
    const made = all(await build(), "app:Job").map(
      ({ inputs }) => inputs["template"] as { containers: [{ args: string[] }] },
    );
    expect(made.map(({ containers: [{ args }] }) => args[0]).sort()).toEqual([...names].sort());
  });

  it.each(names)("runs %s as itself and as nobody else", async (name) => {
    const { identity } = one(await build(), "app:Job", `-${name}`).inputs as { identity: object };
    expect(identity).toEqual({
      type: "UserAssigned",
      userAssignedIdentities: [expect.stringMatching(new RegExp(`-${name}$`)) as string],
    });
  });

  it.each(names)("gives %s a time to end, and a trigger with its configuration", async (name) => {
    const { configuration } = one(await build(), "app:Job", `-${name}`).inputs as {
      configuration: Record<string, unknown>;
    };
    expect(configuration["replicaTimeout"]).toBeGreaterThan(0);
    const wanted = { Schedule: "scheduleTriggerConfig", Manual: "manualTriggerConfig" }[
      String(configuration["triggerType"])
    ];
    expect(configuration).toHaveProperty(wanted ?? "a known trigger");
  });

  it("sweeps every day: what is due does not wait", async () => {
    expect(one(await build(), "app:Job", "-sweep").inputs["configuration"]).toMatchObject({
      scheduleTriggerConfig: { cronExpression: expect.stringMatching(/^\d+ \d+ \* \* \*$/) as string },
    });
  });
});
