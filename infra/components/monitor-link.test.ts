import { all, once, one, place, surroundings, waitsFor } from "../testing/parts";
import { record } from "../testing/record";
import { MonitorLink } from "./monitor-link";

const build = once(() =>
  record(() => new MonitorLink("monitor", { ...place, network: surroundings().network, insightsId: "/insights" })),
);

describe("MonitorLink", () => {
  it("takes and gives telemetry through the network alone", async () => {
    expect(one(await build(), "monitor:PrivateLinkScope").inputs["accessModeSettings"]).toEqual({
      ingestionAccessMode: "PrivateOnly",
      queryAccessMode: "PrivateOnly",
    });
  });

  it("links workspace and traces before it has an address", async () => {
    const made = await build();
    const linked = all(made, "monitor:PrivateLinkScopedResource");
    const endpoint = one(made, "network:PrivateEndpoint", "monitor-endpoint");
    expect(linked.map(({ inputs }) => inputs["linkedResourceId"])).toEqual(
      expect.arrayContaining(["/insights", place.workspaceId]),
    );
    expect(linked.every((each) => waitsFor(made, endpoint, each))).toBe(true);
  });
});
