import { environment, port } from "../../runtime/contract";
import { all, once, one, place, running, waitsFor } from "../testing/parts";
import { record } from "../testing/record";
import { Service } from "./service";

const build = once((minReplicas: number) =>
  record(() => {
    const hosted = { ...place, hostId: "/host", registryServer: "registry.example", image: "penderie@sha256:00" };
    const who = { api: running("api"), migrate: running("migrate") };
    return new Service("service", { ...hosted, ...who, cpu: 0.5, minReplicas, maxReplicas: 4 });
  }),
);
const parts = async () => {
  const { inputs } = one(await build(0), "app:ContainerApp");
  return {
    configuration: inputs["configuration"] as Record<string, unknown>,
    template: inputs["template"] as Record<"containers" | "initContainers", readonly Record<string, unknown>[]> & {
      scale: object;
    },
  };
};

describe("Service", () => {
  it("hands every setting to the container, under the name that the runtime reads", async () => {
    const { template } = await parts();
    const env = template.containers[0]?.["env"] as readonly { name: string; value: string }[];
    expect(env.map(({ name }) => name).sort()).toEqual(Object.values(environment).sort());
    expect(env.every(({ value }) => value !== "")).toBe(true);
  });

  it("holds no secret and no password for its registry", async () => {
    const { configuration } = await parts();
    expect(configuration).not.toHaveProperty("secrets");
    expect(configuration["registries"]).toEqual([
      { server: "registry.example", identity: expect.stringMatching(/api$/) as string },
    ]);
  });

  it("answers over TLS alone, at the port that the runtime listens on", async () => {
    const { configuration } = await parts();
    expect(configuration["ingress"]).toMatchObject({ allowInsecure: false, targetPort: port });
  });

  it("becomes the migrator while it starts and never after", async () => {
    const { configuration, template } = await parts();
    expect(configuration["identitySettings"]).toEqual([
      { identity: expect.stringMatching(/api$/) as string, lifecycle: "Main" },
      { identity: expect.stringMatching(/migrate$/) as string, lifecycle: "Init" },
    ]);
    expect(template.initContainers[0]).toMatchObject({ args: ["migrate"] });
  });

  it("starts once every role is assigned", async () => {
    const made = await build(0);
    const app = one(made, "app:ContainerApp");
    const roles = all(made, "authorization:RoleAssignment");
    expect(roles.length).toBeGreaterThan(0);
    expect(roles.every((role) => waitsFor(made, app, role))).toBe(true);
  });

  it.each([0, 2])("keeps at least %s replicas and grows with requests", async (minReplicas) => {
    const { template } = one(await build(minReplicas), "app:ContainerApp").inputs as { template: object };
    expect(template).toMatchObject({ scale: { minReplicas, maxReplicas: 4, rules: [{ http: {} }] } });
  });

  it("is asked whether it has started, is ready and is alive", async () => {
    const { template } = await parts();
    const probes = template.containers[0]?.["probes"] as readonly { type: string; httpGet: { path: string } }[];
    expect(probes.map(({ type, httpGet }) => [type, httpGet.path])).toEqual([
      ["Startup", "/readyz"],
      ["Readiness", "/readyz"],
      ["Liveness", "/healthz"],
    ]);
  });
});
