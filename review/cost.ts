import { type CostLine, monthlyCost } from "../infra/cost";
import { type Load, asOf, source } from "../infra/facts/prices";
import type { Finding } from "../policies/evaluate";
import { ownFinding } from "./findings";
import { type Plan, azureResources } from "./plan";
import { type Service, serviceOf } from "./services";

/** One meter of one resource on the month's estimate. */
export interface Charge extends CostLine {
  readonly resource: string;
  readonly service: Service;
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
  readonly loadUntilBudget: number | undefined;
  /** The load that the estimate multiplies prices by, as the environment's settings expect it. */
  readonly expected: Readonly<Record<Load, number>>;
  /** Dearest first. */
  readonly services: readonly { readonly service: Service; readonly fixed: number; readonly usage: number }[];
  readonly charges: readonly Charge[];
}

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
    const { name, type } = resource;
    return lines.map((line, at) => ({
      ...line,
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
      charges,
    },
  };
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
