import { type CostLine, monthlyCost } from "../infra/cost";
import { type Load, asOf, source } from "../infra/facts/prices";
import type { Recorded } from "../infra/testing/record";
import type { Finding } from "../policies/evaluate";
import { ownFinding } from "./findings";
import { type Plan, azureResources } from "./plan";
import { type Service, serviceOf } from "./services";

/** One meter of one resource on the month's estimate. */
export interface Charge extends CostLine {
  readonly resource: string;
  readonly service: Service;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether it grows with the load or is there without any. */
  readonly kind: "fixed" | "usage";
}

/** Amounts are EUR a month, to the cent. */
export interface Estimate {
  readonly asOf: string;
  readonly source: string;
  readonly monthly: number;
  readonly fixed: number;
  readonly usage: number;
  readonly budget: number;
  /** By what the expected load could be multiplied before the budget is reached; `undefined` when nothing depends on load. */
  readonly loadUntilBudget?: number | undefined;
  /** The load that the estimate multiplies prices by, as the environment's settings expect it. */
  readonly expected: Readonly<Record<Load, number>>;
  /** Dearest first. */
  readonly services: readonly { readonly service: Service; readonly fixed: number; readonly usage: number }[];
  /** The same month at other loads, with the sizes that are asked for. */
  readonly scenarios: readonly Scenario[];
  /** By tag and its value; what does not carry the tag is under the empty text. */
  readonly tags: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly charges: readonly Charge[];
}

export interface Scenario {
  readonly name: string;
  /** By what the expected load is multiplied. */
  readonly load: number;
  readonly monthly: number;
  readonly fits: boolean;
}

const loads = { quiet: 0.1, expected: 1, "ten times": 10 } as const;
const costTags = ["cost-centre", "gdpr:store", "gdpr:purpose"] as const;

const cents = (eur: number) => Math.round(eur * 100) / 100;
const total = (charges: readonly Charge[], kind: Charge["kind"]) =>
  cents(charges.filter((each) => each.kind === kind).reduce((sum, { eur }) => sum + eur, 0));

/** The month's cost of a plan by the price book; a finding for each resource without a known price, and for a month beyond the budget. */
export function estimate(plan: Plan): { readonly estimate: Estimate; readonly findings: readonly Finding[] } {
  const { expected, budget } = plan.settings;
  const findings: Finding[] = [];
  const charges = azureResources(plan).flatMap((resource): readonly Charge[] => {
    const lines = monthlyCost(resource, expected);
    const unloaded = monthlyCost(resource, idle);
    if (typeof lines === "string") {
      findings.push(ownFinding("resources-have-a-price", resource.urn, lines));
      return [];
    }
    const { name, type, inputs } = resource;
    return lines.map((line, at) => ({
      ...line,
      tags: tagsOf(inputs),
      eur: cents(line.eur),
      resource: name,
      service: serviceOf(type),
      kind: typeof unloaded !== "string" && unloaded[at]?.eur === line.eur ? "fixed" : "usage",
    }));
  });
  const fixed = total(charges, "fixed");
  const usage = total(charges, "usage");
  const monthly = cents(fixed + usage);
  if (monthly > budget.monthly)
    findings.push(ownFinding("estimate-fits-the-budget", "", beyond(monthly, budget.monthly)));
  const services = [...new Set(charges.map(({ service }) => service))]
    .map((service) => {
      const own = charges.filter((charge) => charge.service === service);
      return { service, fixed: total(own, "fixed"), usage: total(own, "usage") };
    })
    .sort((a, b) => b.fixed + b.usage - a.fixed - a.usage || (a.service < b.service ? -1 : 1));
  return {
    findings,
    estimate: {
      asOf,
      source,
      monthly,
      fixed,
      usage,
      budget: budget.monthly,
      loadUntilBudget: usage > 0 ? cents(Math.max(0, budget.monthly - fixed) / usage) : undefined,
      expected,
      services,
      scenarios: Object.entries(loads).map(([name, load]) => {
        const loaded = cents(fixed + usage * load);
        return { name, load, monthly: loaded, fits: loaded <= budget.monthly };
      }),
      tags: Object.fromEntries(costTags.map((tag) => [tag, byTag(charges, tag)])),
      charges,
    },
  };
}

function byTag(charges: readonly Charge[], tag: string): Readonly<Record<string, number>> {
  const values = [...new Set(charges.map(({ tags }) => tags[tag] ?? ""))].sort();
  const of = (value: string) => charges.filter(({ tags }) => (tags[tag] ?? "") === value);
  return Object.fromEntries(values.map((value) => [value, cents(of(value).reduce((sum, { eur }) => sum + eur, 0))]));
}

function tagsOf({ tags }: Recorded["inputs"]): Readonly<Record<string, string>> {
  const own = Object.entries(typeof tags === "object" && tags !== null ? tags : {});
  return Object.fromEntries(
    own.flatMap(([tag, value]) =>
      (costTags as readonly string[]).includes(tag) && typeof value === "string" ? [[tag, value]] : [],
    ),
  );
}

const beyond = (monthly: number, budget: number) =>
  `a month is estimated at ${monthly} EUR and the budget is ${budget} EUR: choose smaller sizes, expect less, or raise budget.monthly`;

const idle: Readonly<Record<Load, number>> = {
  photos: 0,
  conversations: 0,
  supplierPages: 0,
  requests: 0,
  storedGb: 0,
  logGb: 0,
  replicaHours: 0,
  jobHours: 0,
};
