import { join } from "node:path";
import { businessIn } from "./business";
import type { Plan } from "./plan";
import { environmentsIn, settingsOf } from "../infra/environments";
import { planOf } from "./plan";
import { page as report } from "./report/page";
import { reviewOf, reviewPlan } from "./review";

const folder = join(__dirname, "..", "environments");
const business = businessIn(join(folder, "business.yaml"));
const reviewed = (judged: Plan) => reviewPlan(judged, { waivers: [], today: "2026-11-21" });
let plan: Plan;
beforeAll(async () => {
  plan = await planOf(folder, "dev");
});

const withResource = (change: Partial<Plan["resources"][number]>): Plan => {
  const [first] = plan.resources.filter(({ type }) => type === "azure-native:storage:StorageAccount");
  if (!first) throw new Error("no storage account in the plan");
  return {
    ...plan,
    resources: plan.resources.map((resource) => (resource.urn === first.urn ? { ...resource, ...change } : resource)),
  };
};

describe("the review", () => {
  it("knows the environments from the cheapest to the dearest mistake", () => {
    expect(environmentsIn(folder)).toEqual(["dev", "staging", "prod"]);
  });

  it.each(["dev", "staging", "prod"])("has nothing to object to in %s, and every rule looked", async (environment) => {
    const result = await reviewed(await planOf(folder, environment));
    expect(result.findings).toEqual([]);
    expect(result.coverage.filter(({ applied }) => applied === 0)).toEqual([]);
    expect(result.cost.monthly).toBeLessThanOrEqual(result.cost.budget);
    expect(result.stores.every(({ resources }) => resources.length > 0)).toBe(true);
  });

  it("says the same of the same plan, to the byte", async () => {
    expect(JSON.stringify(await reviewed(await planOf(folder, "dev")))).toBe(JSON.stringify(await reviewed(plan)));
  });

  it.each([
    ["a store that is open to the internet", { publicNetworkAccess: "Enabled" }, "stores-refuse-public-traffic"],
    ["a store outside the EU", { location: "eastus" }, "resources-stay-in-the-eu"],
    ["a store that nobody described", { tags: { "gdpr:store": "diaries" } }, "stores-match-descriptors"],
  ])("finds %s", async (_title, inputs, rule) => {
    const account = plan.resources.find(({ type }) => type === "azure-native:storage:StorageAccount");
    const result = await reviewed(withResource({ inputs: { ...account?.inputs, ...inputs } }));
    expect(result.verdict).toBe("fail");
    expect(result.findings.map((finding) => finding.rule)).toContain(rule);
  });

  it("finds a type of which nobody knows the price or the dangers", async () => {
    const rules = (await reviewed(withResource({ type: "azure-native:web:WebApp" }))).findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(["resources-have-a-price", "types-are-known"]));
  });

  it("finds a rule that guards nothing", async () => {
    const none = { ...plan, resources: plan.resources.filter(({ type }) => !type.includes(":keyvault:")) };
    expect((await reviewed(none)).findings).toContainEqual(
      expect.objectContaining({ rule: "vaults-keep-what-is-deleted" }),
    );
  });

  it("finds a month that costs more than its budget", async () => {
    const poor = { ...plan, settings: { ...plan.settings, budget: { ...plan.settings.budget, monthly: 10 } } };
    expect((await reviewed(poor)).findings.map(({ rule }) => rule)).toContain("estimate-fits-the-budget");
  });

  it("names the file in which a setting is wrong", () => {
    expect(() => settingsOf(folder, "nowhere")).toThrow("Pulumi.nowhere.yaml");
  });

  it("writes a page that escapes what it was given and asks for nothing else", async () => {
    const result = await reviewed(withResource({ name: "<script>alert(1)</script>", inputs: { location: "eastus" } }));
    const page = String(await report(reviewOf([result], business)));
    expect(page).toContain("in the way of dev");
    expect(page).not.toContain("<script>alert");
    expect(page).not.toMatch(/(src|href)="http/);
  });
});
