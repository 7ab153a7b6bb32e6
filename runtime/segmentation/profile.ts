import { z } from "zod";
import { features } from "./features";
import type { SqlEngine } from "./sql-engine";

const counted = z.object({
  segment: z.coerce.number().nullable(),
  customers: z.coerce.number(),
  revenue: z.coerce.number(),
});
const quantiles = z.object({
  segment: z.coerce.number().nullable(),
  median: z.coerce.number(),
  spread: z.coerce.number(),
});

/**
 * Sizes, revenue and medians of every segment and of everyone, over all customers of `assigned` and `customers`. One feature is asked for
 * at a time: an engine holds all values of which it takes a quantile.
 */
export async function profileOf(store: SqlEngine, k: number) {
  const names = features.map(({ name }) => name);
  const bySegment =
    "from assigned a join customers f on f.user_id = a.user_id group by grouping sets ((a.segment), ())";
  const sizes = await store.run({
    text: `select a.segment, count(*) as customers,
      cast(sum(cast(f.amount as decimal(38, 4))) as ${store.dialect.double}) as revenue ${bySegment}`,
    parse: (row) => counted.parse(row),
  });
  const quantileOf = (name: string, share: number) => `percentile_cont(${share}) within group (order by f.${name})`;
  const rows: readonly Sized[] = sizes.map((size) => ({ ...size, medians: {}, spreads: {} }));
  for (const name of names) {
    const found = await store.run({
      text: `select a.segment, ${quantileOf(name, 0.5)} as median,
        ${quantileOf(name, 0.75)} - ${quantileOf(name, 0.25)} as spread ${bySegment}`,
      parse: (row) => quantiles.parse(row),
    });
    for (const { segment, median, spread } of found) {
      const row = rows.find((each) => each.segment === segment);
      if (row === undefined) continue;
      row.medians[name] = median;
      row.spreads[name] = spread;
    }
  }
  const whole = rows.find(({ segment }) => segment === null);
  const [customers, revenue] = [whole?.customers ?? 0, whole?.revenue ?? 0];
  const segments = Array.from({ length: k }, (_, segment) => {
    const row = rows.find((each) => each.segment === segment);
    return {
      customers: row?.customers ?? 0,
      share: (row?.customers ?? 0) / Math.max(1, customers),
      revenueShare: revenue > 0 ? (row?.revenue ?? 0) / revenue : 0,
      medians: Object.fromEntries(names.map((name) => [name, row?.medians[name] ?? 0])),
      effects: Object.fromEntries(
        names.map((name) => {
          const spread = whole?.spreads[name] ?? 0;
          const gap = (row?.medians[name] ?? 0) - (whole?.medians[name] ?? 0);
          return [name, spread > 0 ? gap / spread : Math.sign(gap)];
        }),
      ),
    };
  });
  const everyone = (of: Readonly<Record<string, number>> = {}) =>
    Object.fromEntries(names.map((name) => [name, of[name] ?? 0]));
  return { customers, segments, population: everyone(whole?.medians), spreads: everyone(whole?.spreads) };
}

/** One segment, or everybody. */
type Sized = z.infer<typeof counted> & {
  readonly medians: Record<string, number>;
  readonly spreads: Record<string, number>;
};
