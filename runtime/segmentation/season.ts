import { z } from "zod";
import type { SqlEngine } from "./sql-engine";

/** How every segment bought in one month of the calendar, in the order of the segments. */
export interface Month {
  /** Such as 2019-11. */
  readonly month: string;
  /** Days of it on which anybody was seen: a month that begins or ends within the files is told by its part. */
  readonly days: number;
  readonly bySegment: readonly {
    readonly orders: number;
    /** Orders a day, as a multiple of the segment's orders a day over all months; undefined where it has none. */
    readonly index: number | undefined;
  }[];
}

const row = z.object({
  month: z.string(),
  days: z.coerce.number(),
  segment: z.coerce.number(),
  orders: z.coerce.number(),
});

/** Orders month by month: the season of each segment, as far as the files reach. `assigned` answers user_id and segment. */
export async function seasonOf(
  engine: SqlEngine,
  assigned: string,
  asOf: string,
  k: number,
): Promise<readonly Month[]> {
  const text = `with days as (select distinct day from visits),
months as (select substr(cast(day as varchar), 1, 7) as month, count(*) as days from days group by 1),
orders as (
  select substr(cast(v.day as varchar), 1, 7) as month, a.segment, count(*) as orders
  from (select user_id, session, day from visits group by user_id, session, day having sum(purchases) > 0) v
  join (${assigned}) a on a.user_id = v.user_id
  group by 1, 2
)
select m.month, m.days, s.segment, coalesce(o.orders, 0) as orders
from months m
cross join (${Array.from({ length: k }, (_, segment) => `select ${segment} as segment`).join(" union all ")}) s
left join orders o on o.month = m.month and o.segment = s.segment
order by m.month, s.segment`;
  const rows = await engine.run({ text, parameters: { as_of: asOf }, parse: (value) => row.parse(value) });
  const months = [...new Map(rows.map(({ month, days }) => [month, days]))];
  const allDays = months.reduce((sum, [, days]) => sum + days, 0);
  const usual = (segment: number) =>
    rows.reduce((sum, each) => sum + (each.segment === segment ? each.orders : 0), 0) / allDays;
  return months.map(([month, days]) => ({
    month,
    days,
    bySegment: rows
      .filter((each) => each.month === month)
      .map(({ orders, segment }) => ({
        orders,
        index: usual(segment) > 0 ? orders / days / usual(segment) : undefined,
      })),
  }));
}
