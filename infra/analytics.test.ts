import { platform } from "./platform";
import { parseSettings } from "./settings";
import { type AnalyticsPart, analyticsParts } from "./facts/analytics";
import { all, once, one, settings, waitsFor } from "./testing/parts";
import { type Recorded, record } from "./testing/record";

const build = once((...parts: readonly AnalyticsPart[]) =>
  record(() => platform("test", { ...settings, analytics: [...parts] })),
);
const grants = (made: readonly Recorded[], who: string) =>
  all(made, "authorization:RoleAssignment")
    .filter(({ name }) => name.startsWith(`${who}-`))
    .map(({ name }) => name.replace(`${who}-`, ""))
    .sort();

describe("optional analytics", () => {
  it("are left out unless they are asked for", async () => {
    const kinds = (await build()).map(({ type }) => type.split(":")[1]);
    expect(kinds).not.toEqual(expect.arrayContaining(["databricks"]));
    expect(kinds).not.toEqual(expect.arrayContaining(["datafactory"]));
    expect(kinds).not.toEqual(expect.arrayContaining(["machinelearningservices"]));
  });

  it("let Spark read what landed and write features, and nothing else", async () => {
    expect(grants(await build("databricks"), "spark")).toEqual([
      "blobDataContributor-features",
      "blobDataReader-landing",
    ]);
  });

  it("let the pipeline start one job and open no file", async () => {
    const made = await build("dataFactory");
    expect(grants(made, "starter")).toEqual(["containerAppsJobsOperator-segment"]);
    const [activity] = one(made, "datafactory:Pipeline").inputs["activities"] as readonly { url: string }[];
    expect(activity?.url).toMatch(
      /^https:\/\/management\.azure\.com\/subscriptions\/.+\/jobs\/pnd-test-segment\/start\?/,
    );
    expect(one(made, "datafactory:Trigger").inputs["properties"]).toMatchObject({
      blobPathBeginsWith: "/landing/blobs/",
    });
  });

  it("make the managed network before what runs in it, and the pipeline before its trigger", async () => {
    const made = await build("dataFactory");
    expect(waitsFor(made, one(made, "datafactory:IntegrationRuntime"), one(made, "resources:Resource"))).toBe(true);
    expect(waitsFor(made, one(made, "datafactory:Trigger"), one(made, "datafactory:Pipeline"))).toBe(true);
  });

  it("keep the registry of models away from the vault with the keys of pseudonyms", async () => {
    const made = await build("machineLearning");
    expect(all(made, "keyvault:Vault")).toHaveLength(2);
    const workspace = one(made, "machinelearningservices:Workspace");
    expect(workspace.propertyDependencies["keyVault"]).toEqual([
      all(made, "keyvault:Vault").find(({ name }) => name === "models-vault")?.urn,
    ]);
    expect(grants(made, "keeper")).toEqual([
      "acrPull-registry",
      "blobDataContributor-events",
      "keyVaultSecretsOfficer-models-vault",
      "monitoringMetricsPublisher-insights",
    ]);
  });

  it("need a block with room for Spark", () => {
    const small = { ...settings, network: { block: "10.9.0.0/22", taken: [] } };
    expect(() => parseSettings({ ...small, analytics: ["databricks"] })).toThrow(
      "at most /21 with analytics: databricks",
    );
    expect(parseSettings({ ...small, analytics: ["dataFactory"] }).network.block).toBe("10.9.0.0/22");
  });

  it("are known by name, each once", () => {
    expect(() => parseSettings({ ...settings, analytics: ["synapse"] })).toThrow("one of databricks, dataFactory");
    expect(() => parseSettings({ ...settings, analytics: ["databricks", "databricks"] })).toThrow("each part once");
    expect(parseSettings({ ...settings, analytics: [...analyticsParts] }).analytics).toHaveLength(3);
  });
});
