import { createHash } from "node:crypto";
import type { Coverage } from "../policies/evaluate";
import { type Access, access } from "./access";
import { type Difference, differences } from "./comparison";
import { type Estimate, estimate } from "./cost";
import { type ReviewFinding, inOrder, judge } from "./findings";
import { type Plan, azureResources } from "./plan";
import { type Place, residency } from "./residency";
import { type Service, serviceOf } from "./services";
import { type DeployedStore, deployedStores } from "./stores";

/** What people need to know of one environment before they say yes. */
export interface EnvironmentReview {
  readonly environment: string;
  readonly verdict: "pass" | "fail";
  /** SHA-256 of everything that the program asked for. */
  readonly plan: string;
  readonly resources: number;
  /** Worst first; the mandatory ones make the verdict. */
  readonly findings: readonly ReviewFinding[];
  readonly coverage: readonly Coverage[];
  /** Resources that lie in each region. */
  readonly regions: Readonly<Record<string, number>>;
  readonly residency: readonly Place[];
  readonly services: readonly {
    readonly service: Service;
    readonly resources: readonly {
      readonly name: string;
      readonly type: string;
      /** Of type and inputs: a later review tells by it what changed. */
      readonly digest: string;
    }[];
  }[];
  readonly stores: readonly DeployedStore[];
  readonly access: Access;
  readonly cost: Estimate;
}

export interface Review {
  readonly schema: "penderie-review/1";
  readonly environments: readonly EnvironmentReview[];
  /** Types of which the environments, in their order, have different numbers. */
  readonly differences: readonly Difference[];
}

export const reviewOf = (environments: readonly EnvironmentReview[]): Review => ({
  schema: "penderie-review/1",
  environments,
  differences: differences(environments),
});

/** Judges a plan: every rule, the price book, the descriptors. The same plan gives the same review, to the byte. */
export async function reviewPlan(plan: Plan): Promise<EnvironmentReview> {
  const resources = azureResources(plan);
  const judged = await judge(plan);
  const cost = estimate(plan);
  const stores = deployedStores(plan);
  const findings = inOrder([...judged.findings, ...cost.findings, ...stores.findings]);
  const places = residency(resources);
  return {
    environment: plan.environment,
    verdict: findings.some(({ mandatory }) => mandatory) ? "fail" : "pass",
    plan: digest(plan.resources),
    resources: resources.length,
    findings,
    coverage: judged.coverage,
    regions: Object.fromEntries(
      places.filter(({ why }) => why === "lies here").map(({ place, resources: all }) => [place, all.length]),
    ),
    residency: places,
    services: [...new Set(resources.map(({ type }) => serviceOf(type)))].sort().map((service) => ({
      service,
      resources: resources
        .filter(({ type }) => serviceOf(type) === service)
        .map(({ name, type, inputs }) => ({
          name,
          type: type.split(":").at(-1) ?? "",
          digest: digest({ type, inputs }).slice(0, 12),
        })),
    })),
    stores: stores.stores,
    access: access(resources),
    cost: cost.estimate,
  };
}

/** SHA-256 in hexadecimal; the order of keys does not count. */
function digest(value: unknown): string {
  const sorted = (_key: string, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return createHash("sha256").update(JSON.stringify(value, sorted)).digest("hex");
}
