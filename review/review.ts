import { createHash } from "node:crypto";
import type { Coverage } from "../policies/evaluate";
import { type Access, access } from "./access";
import { type Difference, differences } from "./comparison";
import type { Change } from "./difference/change";
import { type Estimate, estimate } from "./cost";
import type { Waiver } from "../policies/waiver";
import { type Business, type ThreeYears, threeYears } from "./business";
import { type ReviewFinding, inOrder, judge } from "./findings";
import { inOrder as withKeysInOrder } from "./inventory";
import { type Lifetime, lifetimes } from "./lifetime";
import { type Plan, azureResources } from "./plan";
import { type Place, residency } from "./residency";
import { type Service, serviceOf } from "./services";
import { type DeployedStore, deployedStores } from "./stores";
import { type Topology, topology } from "./topology";
import { type AppliedWaiver, applyWaivers } from "./waivers";

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
  readonly lifetimes: readonly Lifetime[];
  /** Exceptions in force, with what they let pass. */
  readonly waivers: readonly AppliedWaiver[];
  /** The number of the impact assessment (Art. 35). */
  readonly assessment: string;
  readonly access: Access;
  /** Undefined without a network. */
  readonly topology?: Topology | undefined;
  readonly cost: Estimate;
}

export interface Review {
  readonly schema: "penderie-review/1";
  /** What was judged: what the program would deploy, or what a stack's export says is deployed. */
  readonly of: "program" | "stack";
  readonly environments: readonly EnvironmentReview[];
  /** Types of which the environments, in their order, have different numbers. */
  readonly differences: readonly Difference[];
  readonly threeYears: ThreeYears;
  /** Against an approved review, where one was given. */
  readonly changes?: readonly Change[] | undefined;
}

export const reviewOf = (
  environments: readonly EnvironmentReview[],
  business: Business,
  of: Review["of"] = "program",
): Review => ({
  schema: "penderie-review/1",
  of,
  environments,
  differences: differences(environments),
  threeYears: threeYears(
    business,
    environments.map(({ cost }) => cost),
  ),
});

/** What a plan is judged with, beside the rules. */
export interface Standards {
  readonly waivers: readonly Waiver[];
  /** `2026-11-21`: whether a waiver still holds depends on it, and nothing else does. */
  readonly today: string;
}

/** Judges a plan: every rule, the price book, the descriptors. The same plan gives the same review, to the byte. */
export async function reviewPlan(plan: Plan, { waivers, today }: Standards): Promise<EnvironmentReview> {
  const resources = azureResources(plan);
  const judged = await judge(plan);
  const cost = estimate(plan);
  const stores = deployedStores(plan);
  const lives = lifetimes(plan, stores.stores);
  const waived = applyWaivers(waivers, [...judged.findings, ...cost.findings, ...stores.findings, ...lives.findings], {
    environment: plan.environment,
    rules: judged.coverage.map(({ rule }) => rule),
    urns: plan.resources.map(({ urn }) => urn),
    today,
  });
  const findings = inOrder(waived.findings);
  const places = residency(resources);
  return {
    environment: plan.environment,
    verdict: findings.some(({ mandatory }) => mandatory) ? "fail" : "pass",
    plan: digest(plan.resources.map((resource) => ({ ...resource, source: undefined }))),
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
    lifetimes: lives.lifetimes,
    waivers: waived.applied,
    assessment: plan.settings.owner.dpia,
    access: access(resources),
    topology: topology(resources),
    cost: cost.estimate,
  };
}

/** SHA-256 in hexadecimal; the order of keys does not count. */
const digest = (value: unknown) =>
  createHash("sha256")
    .update(JSON.stringify(withKeysInOrder(value)))
    .digest("hex");
