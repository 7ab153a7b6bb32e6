import { z } from "zod";
import { features } from "./features";
import type { SqlEngine } from "./sql-engine";

const quantileOf = (name: string, share: number) => `percentile_cont(${share}) within group (order by f.${name})`;

const counted = z.object({
  segment: z.coerce.number().nullable(),
  customers: z.coerce.number(),
  revenue: z.coerce.number(),
});

/** Sizes, revenue and medians of every segment and of everyone, over all customers, in one query of `assigned` and `customers`. */
export async function profileOf(store: SqlEngine, k: number) {
  const names = features.map(({ name }) => name);
  const medians = names.map(
    (name) =>
      `${quantileOf(name, 0.5)} as ${name}, ${quantileOf(name, 0.75)} - ${quantileOf(name, 0.25)} as ${name}_spread`,
  );
  const schema = counted.extend(
    Object.fromEntries(
      names.flatMap((name) => [
        [name, z.coerce.number()],
        [`${name}_spread`, z.coerce.number()],
      ]),
    ),
  );
  const rows = await store.run({
    text: `select a.segment, count(*) as customers, cast(sum(cast(f.amount as decimal(38, 4))) as ${store.dialect.double}) as revenue, ${medians.join(", ")}
      from assigned a join customers f on f.user_id = a.user_id
      group by grouping sets ((a.segment), ())`,
    parse: (row) => schema.parse(row) as z.infer<typeof counted> & Readonly<Record<string, number>>,
  });
  const whole = rows.find(({ segment }) => segment === null);
  const [customers, revenue] = [whole?.customers ?? 0, whole?.revenue ?? 0];
  const segments = Array.from({ length: k }, (_, segment) => {
    const row = rows.find((each) => each.segment === segment);
    return {
      customers: row?.customers ?? 0,
      share: (row?.customers ?? 0) / Math.max(1, customers),
      revenueShare: revenue > 0 ? (row?.revenue ?? 0) / revenue : 0,
      medians: Object.fromEntries(names.map((name) => [name, row?.[name] ?? 0])),
      effects: Object.fromEntries(
        names.map((name) => {
          const spread = whole?.[`${name}_spread`] ?? 0;
          const gap = (row?.[name] ?? 0) - (whole?.[name] ?? 0);
          return [name, spread > 0 ? gap / spread : Math.sign(gap)];
        }),
      ),
    };
  });
  const everyone = (suffix = "") => Object.fromEntries(names.map((name) => [name, whole?.[`${name}${suffix}`] ?? 0]));
  return { customers, segments, population: everyone(), spreads: everyone("_spread") };
}
