import { readFileSync } from "node:fs";
import { join } from "node:path";
import { benchmark } from "../../policies/benchmark";
import { type Coverage, type Finding, evaluate } from "../../policies/evaluate";
import { rules } from "../../policies/rules";
import { everything, recorded } from "../testing/plans";
import type { Planned } from "./mutation";
import { policiesPage } from "./document";
import { mutations } from "./mutations";

const plans = new Map<string, Planned>();
beforeAll(async () => {
  for (const environment of ["dev", "prod", everything]) {
    const { resources } = await recorded(environment);
    plans.set(
      environment,
      resources.map((each) => ({ ...each, props: each.inputs })),
    );
  }
});

const judged = (
  plan: Planned,
): Promise<{ readonly findings: readonly Finding[]; readonly coverage: readonly Coverage[] }> => evaluate(rules, plan);
const of = (environment: string) => plans.get(environment) ?? [];

describe("the reference environments", () => {
  it.each(["dev", "prod", everything])("pass in %s before anything is spoiled", async (environment) => {
    expect((await judged(of(environment))).findings).toEqual([]);
  });
});

describe("every spoiled plan is caught", () => {
  it.each(mutations.map((mutation) => [mutation.topic, mutation.title, mutation] as const))(
    "%s: %s",
    async (_topic, _title, { environment, change, caught }) => {
      const { findings } = await judged(change(of(environment)));
      expect([...new Set(findings.map(({ rule }) => rule))]).toEqual(expect.arrayContaining([...caught]));
    },
  );
});

describe("every rule", () => {
  it("is on the page of policies as it is: run `npm run evidence` after a change", () => {
    expect(readFileSync(join(__dirname, "..", "..", "docs", "policies.md"), "utf8")).toBe(policiesPage());
  });

  it.each(rules.map(({ name }) => name))("%s says which controls of the benchmark it serves, if any", (name) => {
    for (const control of benchmark[name] ?? ["missing"])
      expect(control).toMatch(/^(NS|IM|PA|DP|AM|LT|IR|PV|ES|BR|DS|GS)-\d+$/);
  });

  it.each(rules.map(({ name }) => name))("%s is proved by a plan that it alone, or with others, must catch", (name) => {
    expect(mutations.filter(({ caught }) => caught.includes(name))).not.toEqual([]);
  });

  it("is named rightly, and no title is told twice", () => {
    const known = rules.map(({ name }) => name);
    expect(mutations.flatMap(({ caught }) => caught.filter((name) => !known.includes(name)))).toEqual([]);
    expect(new Set(mutations.map(({ title }) => title)).size).toBe(mutations.length);
  });
});
