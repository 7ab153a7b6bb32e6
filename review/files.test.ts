import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { measures } from "./evidence/facts/measures";
import { filesOf } from "./files";
import type { Plan } from "./plan";
import { reviewOf, reviewPlan } from "./review";
import { reviewJsonSchema, reviewSchema } from "./schema";
import { lineFinder } from "./source";
import { business, changed, organisation, recorded, standards } from "./testing/plans";

const root = join(__dirname, "..");
const committed = join(root, "docs", "evidence");
let plan: Plan;
beforeAll(async () => {
  plan = await recorded("prod");
});

const written = async (of: Plan, waivers = standards.waivers as Parameters<typeof reviewPlan>[1]["waivers"]) => {
  const review = reviewOf([await reviewPlan(of, { ...standards, waivers })], business);
  return new Map(await filesOf({ review, plans: [of], organisation, lineOf: lineFinder(root) }));
};
const parsed = (text = "") => JSON.parse(text) as unknown;

describe("the files of a review", () => {
  it("are the same for the same plan, to the byte", async () => {
    expect([...(await written(plan))]).toEqual([...(await written(plan))]);
  });

  it("hold a review that keeps to its published schema", async () => {
    const json = parsed((await written(plan)).get("review.json"));
    expect(reviewSchema.safeParse(json).error).toBeUndefined();
    const published = readFileSync(join(root, "docs", "review.schema.json"), "utf8");
    expect(parsed(published)).toEqual(parsed(JSON.stringify(reviewJsonSchema())));
  });

  it("hold evidence for production that equals what is committed: run `npm run evidence` after a change", async () => {
    const files = [...(await written(plan))].flatMap(([name, content]) =>
      name.startsWith("evidence/prod/") ? [[name.slice("evidence/prod/".length), content] as const] : [],
    );
    expect(readdirSync(committed).sort()).toEqual(files.map(([name]) => name).sort());
    for (const [name, content] of files)
      expect([name, readFileSync(join(committed, name), "utf8")]).toEqual([name, content]);
  });

  it("change their evidence with the plan", async () => {
    const elsewhere = changed(plan, "search", "azure-native:search:Service", ["location"], "francecentral");
    const [before, after] = [await written(plan), await written(elsewhere)];
    const name = "evidence/prod/transfer-register.md";
    expect(after.get(name)).toContain("francecentral");
    expect(after.get(name)).not.toBe(before.get(name));
  });

  it("show a waived finding as suppressed, with its reason, and in the register", async () => {
    const open = changed(plan, "search", "azure-native:search:Service", ["publicNetworkAccess"], "enabled");
    const waiver = {
      id: "W-2026-01",
      policy: "stores-refuse-public-traffic",
      environments: ["prod"],
      selector: { type: "azure-native:search:Service", name: "search" },
      reason: "the migration of the index needs it until Christmas",
      owner: "a@fashion-insta.example",
      approver: "b@fashion-insta.example",
      ticket: "SEC-7",
      expires: "2026-12-24",
      runtimeExemption: true,
    };
    const files = await written(open, [waiver]);
    expect(files.get("review.sarif")).toContain("approved by b@fashion-insta.example");
    expect(files.get("evidence/prod/waivers.md")).toContain("the migration of the index needs it until Christmas");
    expect(files.get("index.html")).toContain("W-2026-01");
  });
});

describe("the findings as SARIF", () => {
  interface Result {
    readonly ruleId: string;
    readonly locations: readonly [
      {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      },
    ];
  }

  it("point at the line that made the resource", async () => {
    const bad = changed(plan, "search", "azure-native:search:Service", ["location"], "eastus");
    const { runs } = parsed((await written(bad)).get("review.sarif")) as {
      readonly runs: readonly [{ readonly results: readonly Result[] }];
    };
    const result = runs[0].results.find(({ ruleId }) => ruleId === "resources-stay-in-the-eu");
    const { artifactLocation, region } = result?.locations[0].physicalLocation ?? {};
    expect(artifactLocation?.uri).toBe("infra/components/search.ts");
    const line = readFileSync(join(root, artifactLocation?.uri ?? ""), "utf8").split("\n")[
      (region?.startLine ?? 0) - 1
    ];
    expect(line).toMatch(/new search\.Service\(/);
  });
});

describe("the measures", () => {
  it.each(measures.map(({ title, test }) => [title, ...test] as const))(
    "include “%s”, whose test is there",
    (_, file, name) => {
      expect(existsSync(join(root, file))).toBe(true);
      expect(readFileSync(join(root, file), "utf8")).toContain(`"${name}"`);
    },
  );
});
