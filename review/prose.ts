import type { EnvironmentReview } from "./review";

/** What other programs show of one environment: figures alone. */
export const brief = ({ environment, resources, findings, cost: { monthly, budget } }: EnvironmentReview) => ({
  environment,
  resources,
  findings: findings.length,
  monthly,
  budget,
});

/** One environment in one line. */
export function line({
  environment,
  verdict,
  resources,
  findings,
  coverage,
  cost,
}: EnvironmentReview): readonly string[] {
  const figures = [
    `${resources} resources`,
    `${coverage.length} rules`,
    `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`,
    `${Math.round(cost.monthly)} of ${cost.budget} EUR a month`,
  ];
  return [`${environment.padEnd(8)} ${verdict}: ${figures.join(", ")}`];
}

/** The line, and below it every finding. */
export const prose = (review: EnvironmentReview): readonly string[] => [
  ...line(review),
  ...review.findings.map(
    ({ severity, mandatory, rule, resource, message }) =>
      `  ${severity.padEnd(8)} ${rule}${mandatory ? "" : " (advisory)"}${resource === "" ? "" : ` ${resource}`}: ${message}`,
  ),
];
