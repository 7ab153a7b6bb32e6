import { features } from "./features";
import type { FittedSegment } from "./fit";
import type { Registered } from "./model-registry";
import type { SegmentFigure, SegmentModel, SegmentSummary } from "./segment-catalogue";

const units: Readonly<Record<string, SegmentFigure["unit"]>> = { days: "days", currency: "EUR", share: "share" };

/** A feature's unit, as people read it. */
export const unitOf = (unit: string): SegmentFigure["unit"] => units[unit] ?? "count";

/** A model as people read it: names, sizes, what is singular, what to do. */
export function summaryOf({ model, registeredAt }: Registered): SegmentModel {
  return {
    version: model.version,
    fittedAt: registeredAt,
    customers: model.customers,
    segments: model.segments.map((segment) => summarise(segment, model.population)),
  };
}

function summarise(segment: FittedSegment, population: Readonly<Record<string, number>>): SegmentSummary {
  const figures = features
    .filter(({ name }) => (segment.medians[name] ?? 0) !== 0 || (population[name] ?? 0) !== 0)
    .map(({ name, label, unit }) => ({
      name: label,
      unit: unitOf(unit),
      value: segment.medians[name] ?? 0,
      overall: population[name] ?? 0,
    }));
  const { id, english: name, customers, share, actions } = segment;
  return { id, name, description: describe(segment), customers, share, figures, actions };
}

/** The three strongest effects, in a sentence. */
export function describe({ effects, share, revenueShare }: FittedSegment): string {
  const strongest = features
    .map(({ name, label }) => ({ label, effect: effects[name] ?? 0 }))
    .filter(({ effect }) => Math.abs(effect) >= 0.25)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, 3)
    .map(({ label, effect }) =>
      `${effect > 0 ? "more" : "fewer"} ${label}`
        .replace("fewer spent", "less spent")
        .replace("fewer price", "lower price")
        .replace("more price", "higher price")
        .replace("fewer share", "smaller share")
        .replace("more share", "larger share"),
    );
  const stands =
    strongest.length > 0 ? `${strongest.join(", ")} than the median customer` : "close to the median customer";
  return `${percent(share)} of customers, ${percent(revenueShare)} of revenue: ${stands}.`;
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
