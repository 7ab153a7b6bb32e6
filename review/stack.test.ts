import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Plan } from "./plan";
import { reviewPlan } from "./review";
import { planOfStack } from "./stack";
import { recorded, standards } from "./testing/plans";

const dir = mkdtempSync(join(tmpdir(), "stack-"));
const file = join(dir, "dev.stack.json");
afterAll(() => {
  rmSync(dir, { recursive: true });
});

let plan: Plan;
beforeAll(async () => {
  plan = await recorded("dev");
});

/** A plan in the form in which the engine exports what it deployed. */
const exported = (resources: Plan["resources"] = plan.resources, more: readonly object[] = []) => ({
  version: 3,
  deployment: {
    manifest: {},
    resources: [
      ...resources.map(({ urn, type, inputs, parent, dependencies, propertyDependencies }) => ({
        urn,
        type,
        custom: true,
        inputs: { ...inputs, __defaults: [] },
        parent,
        dependencies,
        propertyDependencies,
      })),
      ...more,
    ],
  },
});
const write = (content: unknown) => {
  writeFileSync(file, JSON.stringify(content));
  return () => planOfStack(file, "dev", plan.settings);
};

describe("a stack's export", () => {
  it("is judged like the plan that it came from: findings, cost, stores, access", async () => {
    const judged = await reviewPlan(write(exported())(), standards);
    const expected = await reviewPlan(plan, standards);
    expect({ ...judged, plan: "" }).toEqual({ ...expected, plan: "" });
  });

  it("shows what was changed by hand after the deployment", async () => {
    const drifted = plan.resources.map((each) =>
      each.name === "search" ? { ...each, inputs: { ...each.inputs, publicNetworkAccess: "enabled" } } : each,
    );
    const { findings } = await reviewPlan(write(exported(drifted))(), standards);
    expect(findings.map(({ rule }) => rule)).toContain("stores-refuse-public-traffic");
  });

  it("keeps secrets to itself", () => {
    const [first, ...rest] = plan.resources;
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
    const read = write(
      exported(first ? [{ ...first, inputs: { ...first.inputs, password: [secret] } }, ...rest] : []),
    )();
    expect(read.resources.find(({ urn }) => urn === first?.urn)?.inputs["password"]).toEqual(["[secret]"]);
    expect(JSON.stringify(read)).not.toContain("ciphertext");
  });

  it("leaves out what waits for deletion and what is only read", () => {
    const more = [
      { urn: "urn:pulumi:dev::penderie::azure-native:web:Site::old", type: "azure-native:web:Site", delete: true },
      { urn: "urn:pulumi:dev::penderie::azure-native:web:Site::theirs", type: "azure-native:web:Site", external: true },
    ];
    expect(write(exported(plan.resources, more))().resources).toHaveLength(plan.resources.length);
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      "of another environment",
      () => JSON.parse(JSON.stringify(exported()).replaceAll("urn:pulumi:dev:", "urn:pulumi:prod:")) as unknown,
      /export of prod, not of dev/,
    ],
    [
      "without resources",
      () => ({ version: 3, deployment: { resources: [] } }),
      /no export of a stack that has resources/,
    ],
    ["of another version", () => ({ ...exported(), version: 2 }), /pulumi stack export/],
    ["that is something else", () => [1, 2], /pulumi stack export/],
  ])("%s is refused, with the remedy", (_, content, message) => {
    expect(write(content())).toThrow(message);
  });

  it("that is no JSON, or not there, is refused by its name", () => {
    writeFileSync(file, "not json");
    expect(() => planOfStack(file, "dev", plan.settings)).toThrow(/dev\.stack\.json cannot be read as JSON/);
    expect(() => planOfStack(`${file}x`, "dev", plan.settings)).toThrow(/stack\.jsonx cannot be read/);
  });
});
