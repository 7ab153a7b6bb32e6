import type { Estimate } from "../cost";
import { type Told, other, wider } from "./change";

const eur = (amount: number) => `${amount.toLocaleString("en-GB", { maximumFractionDigits: 0 })} EUR`;
const signed = (amount: number) => `${amount > 0 ? "+" : "−"}${eur(Math.abs(amount))}`;

/** What a month costs more or less, and which services make the difference; under one euro is nothing. */
export function moneyChanges(before: Estimate, after: Estimate): readonly Told[] {
  const step = after.monthly - before.monthly;
  const of = (estimate: Estimate, name: string) =>
    estimate.services.filter(({ service }) => service === name).reduce((sum, each) => sum + each.fixed + each.usage, 0);
  const moved = [...new Set([...before.services, ...after.services].map(({ service }) => service))]
    .map((service) => ({ service, by: of(after, service) - of(before, service) }))
    .filter(({ by }) => Math.abs(by) >= 1)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || (a.service < b.service ? -1 : 1));
  const parts = moved.map(({ service, by }) => `${service} ${signed(by)}`).join(", ");
  return [
    ...(moved.length === 0 && Math.abs(step) < 1
      ? []
      : [
          (step > 0 ? wider : other)(
            `a month is now estimated at ${eur(after.monthly)}, was ${eur(before.monthly)}: ${parts}`,
          ),
        ]),
    ...(before.budget === after.budget
      ? []
      : [
          (after.budget > before.budget ? wider : other)(
            `the budget is now ${eur(after.budget)}, was ${eur(before.budget)}`,
          ),
        ]),
  ];
}
