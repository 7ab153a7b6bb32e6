import { createHash } from "node:crypto";
import { type Coverage, type Finding, evaluate } from "../policies/evaluate";
import { rules } from "../policies/rules";
import { type Estimate, estimate } from "./cost";
import type { Plan } from "./plan";
import { type Service, serviceOf } from "./services";
import { type DeployedStore, deployedStores } from "./stores";

/** What people need to know of one environment before they say yes. */
export interface EnvironmentReview {
  readonly environment: string;
  readonly verdict: "pass" | "fail";
  /** SHA-256 of everything that the program asked for. */
  readonly plan: string;
  readonly resources: number;
  readonly findings: readonly (Finding & { readonly resource: string })[];
  readonly coverage: readonly Coverage[];
  readonly regions: Readonly<Record<string, number>>;
  readonly services: readonly {
    readonly service: Service;
    readonly resources: readonly { readonly name: string; readonly type: string }[];
  }[];
  readonly stores: readonly DeployedStore[];
  readonly cost: Estimate;
}

export interface Review {
  readonly schema: "penderie-review/1";
  readonly environments: readonly EnvironmentReview[];
}

/** Judges a recorded plan: every rule, the price book, the descriptors. The same plan gives the same review, to the byte. */
export async function reviewPlan(plan: Plan): Promise<EnvironmentReview> {
  const resources = plan.resources.filter(({ type }) => type.startsWith("azure-native:"));
  const judged = await evaluate(
    rules,
    plan.resources.map((resource) => ({ ...resource, props: resource.inputs })),
  );
  const silent = judged.coverage
    .filter(({ applied }) => applied === 0)
    .map(({ rule }): Finding => ({
      rule,
      severity: "medium",
      mandatory: true,
      article: "",
      urn: "",
      message: "the rule matched no resource of this environment; it guards nothing",
    }));
  const cost = estimate(plan);
  const stores = deployedStores(plan);
  const grave = ["critical", "high", "medium", "low"];
  const findings = [...judged.findings, ...silent, ...cost.findings, ...stores.findings]
    .map((finding) => ({ ...finding, resource: finding.urn.split("::").at(-1) ?? "" }))
    .sort(
      (a, b) => grave.indexOf(a.severity) - grave.indexOf(b.severity) || (a.rule + a.urn < b.rule + b.urn ? -1 : 1),
    );
  const places = resources.flatMap(({ inputs }) =>
    typeof inputs["location"] === "string" ? [inputs["location"]] : [],
  );
  const names = [...new Set(resources.map(({ type }) => serviceOf(type)))].sort();
  return {
    environment: plan.environment,
    verdict: findings.some(({ mandatory }) => mandatory) ? "fail" : "pass",
    plan: createHash("sha256").update(JSON.stringify(plan.resources)).digest("hex"),
    resources: resources.length,
    findings,
    coverage: judged.coverage,
    regions: Object.fromEntries(
      [...new Set(places)].sort().map((place) => [place, places.filter((each) => each === place).length]),
    ),
    services: names.map((service) => ({
      service,
      resources: resources
        .filter(({ type }) => serviceOf(type) === service)
        .map(({ name, type }) => ({ name, type: type.split(":").at(-1) ?? "" })),
    })),
    stores: stores.stores,
    cost: cost.estimate,
  };
}
