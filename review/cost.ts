import { type CostLine, monthlyCost } from "../infra/cost";
import { asOf, source } from "../infra/facts/prices";
import type { Finding } from "../policies/evaluate";
import type { Plan } from "./plan";
import { type Service, serviceOf } from "./services";

/** One meter of one resource on the month's estimate. */
export interface Charge extends CostLine {
  readonly resource: string;
  readonly service: Service;
  /** Whether it grows with the load or is there without any. */
  readonly kind: "fixed" | "usage";
}

export interface Estimate {
  readonly asOf: string;
  readonly source: string;
  /** EUR. */
  readonly monthly: number;
  readonly budget: number;
  readonly services: readonly { readonly service: Service; readonly fixed: number; readonly usage: number }[];
  readonly charges: readonly Charge[];
}

const cents = (eur: number) => Math.round(eur * 100) / 100;

/** The month's cost of a plan by the price book, and a finding for every resource whose price is not known or when it exceeds the budget. */
export function estimate({ resources, settings }: Plan): {
  readonly estimate: Estimate;
  readonly findings: readonly Finding[];
} {
  const charges: Charge[] = [];
  const findings: Finding[] = [];
  const idle = Object.fromEntries(Object.keys(settings.expected).map((load) => [load, 0])) as typeof settings.expected;
  for (const resource of resources.filter(({ type }) => type.startsWith("azure-native:"))) {
    const lines = monthlyCost(resource, settings.expected);
    const unloaded = monthlyCost(resource, idle);
    if (typeof lines === "string") {
      findings.push(finding("resources-have-a-price", resource.urn, lines));
      continue;
    }
    for (const [at, line] of lines.entries()) {
      const base = typeof unloaded === "string" ? 0 : (unloaded[at]?.eur ?? 0);
      charges.push({
        ...line,
        eur: cents(line.eur),
        resource: resource.name,
        service: serviceOf(resource.type),
        kind: base === line.eur ? "fixed" : "usage",
      });
    }
  }
  const monthly = cents(charges.reduce((sum, { eur }) => sum + eur, 0));
  const budget = settings.budget.monthly;
  if (monthly > budget)
    findings.push(
      finding("estimate-fits-the-budget", "", `the month is estimated at ${monthly} EUR; the budget is ${budget} EUR`),
    );
  const names = [...new Set(charges.map(({ service }) => service))];
  const total = (service: Service, kind: Charge["kind"]) =>
    cents(
      charges.filter((each) => each.service === service && each.kind === kind).reduce((sum, { eur }) => sum + eur, 0),
    );
  const services = names
    .map((service) => ({ service, fixed: total(service, "fixed"), usage: total(service, "usage") }))
    .sort((a, b) => b.fixed + b.usage - a.fixed - a.usage || (a.service < b.service ? -1 : 1));
  return { estimate: { asOf, source, monthly, budget, services, charges }, findings };
}

const finding = (rule: string, urn: string, message: string): Finding => ({
  rule,
  severity: "medium",
  mandatory: true,
  article: "",
  urn,
  message,
});
