import type { ResourceValidationPolicy } from "@pulumi/policy";
import { type PlannedResource, evaluate } from "./evaluate";
import { type StackRule, belongsTo, judgeEach } from "./joins";

const resource = (name: string, type = "test:a:Thing", from: readonly string[] = []): PlannedResource => ({
  type,
  name,
  urn: `urn:${name}`,
  props: { name },
  propertyDependencies: { owner: from },
});
const rule: ResourceValidationPolicy = {
  name: "things-are-named-a",
  description: "Things must be named a.",
  framework: { name: "GDPR", version: "2016/679", reference: "Art. 5", specification: "Principles" },
  severity: "high",
  enforcementLevel: "mandatory",
  validateResource: (args, report) => {
    if (args.type !== "test:a:Thing") return args.notApplicable();
    if (args.name !== "a") report(`this one is named ${args.name}`);
  },
};
const stackRule: StackRule = {
  name: "things-have-parts",
  description: "Things must have parts.",
  enforcementLevel: "advisory",
  ...judgeEach(["test:a:Thing"], (thing, plan, report) => {
    if (!plan.some((other) => belongsTo(other, thing, "owner"))) report("it has no part");
  }),
};

describe("evaluate", () => {
  it("says which rule found what, on which resource, and how grave it is", async () => {
    expect(await evaluate([rule], [resource("a"), resource("b"), resource("c", "test:b:Other")])).toEqual({
      findings: [
        {
          rule: "things-are-named-a",
          severity: "high",
          mandatory: true,
          article: "Art. 5",
          urn: "urn:b",
          message: "this one is named b",
        },
      ],
      coverage: [
        {
          rule: "things-are-named-a",
          description: "Things must be named a.",
          severity: "high",
          article: "Art. 5",
          applied: 2,
        },
      ],
    });
  });

  it("joins resources by what they were made from, and counts those that were judged", async () => {
    const plan = [resource("a"), resource("b"), resource("part", "test:b:Part", ["urn:a"])];
    const { findings, coverage } = await evaluate([stackRule], plan);
    expect(findings).toMatchObject([{ urn: "urn:b", mandatory: false, message: "it has no part" }]);
    expect(coverage).toMatchObject([{ applied: 2 }]);
  });

  it.each([
    ["a rule about one resource", rule],
    ["a rule about several", stackRule],
  ])("shows that %s guards nothing", async (_title, each) => {
    const { coverage } = await evaluate([each], [resource("c", "test:b:Other")]);
    expect(coverage).toMatchObject([{ applied: 0 }]);
  });

  it("fails with a rule that is broken, instead of passing what it did not judge", async () => {
    const broken: ResourceValidationPolicy = {
      ...rule,
      validateResource: () => {
        throw new Error("no such property");
      },
    };
    await expect(evaluate([broken], [resource("a")])).rejects.toThrow("no such property");
  });

  describe("at preview", () => {
    const hidden = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const asks: ResourceValidationPolicy = {
      ...rule,
      validateResource: ({ props }, report) => {
        if (JSON.stringify((props["settings"] as { safe?: boolean }).safe) !== "true") report("not safe");
      },
    };
    const plan = (settings: unknown) => [{ ...resource("a"), props: { settings, id: hidden } }];

    it("lets a rule judge what is known beside what is not", async () => {
      expect((await evaluate([asks], plan({ safe: true, id: hidden }))).findings).toEqual([]);
    });

    it.each([
      ["a value", { safe: hidden }, "a.settings.safe"],
      ["all that holds it", hidden, "a.settings"],
    ])("does not let %s pass that nobody knows", async (_title, settings, path) => {
      const { findings, coverage } = await evaluate([asks], plan(settings));
      expect(findings).toMatchObject([{ urn: "urn:a", mandatory: true }]);
      expect(findings[0]?.message).toContain(`${path} is unknown`);
      expect(coverage).toMatchObject([{ applied: 1 }]);
    });

    it("does not let a stack pass that nobody knows", async () => {
      const joined: StackRule = {
        ...stackRule,
        ...judgeEach(["test:a:Thing"], ({ props }) => props["id"] as undefined),
      };
      expect((await evaluate([joined], plan({}))).findings).toMatchObject([{ urn: "" }]);
    });
  });

  it("ignores an owner that is not in the plan", async () => {
    const plan = [resource("a"), resource("part", "test:b:Part", ["urn:elsewhere"])];
    expect((await evaluate([stackRule], plan)).findings).toHaveLength(1);
  });
});
