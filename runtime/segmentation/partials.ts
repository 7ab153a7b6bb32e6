import type { Dialect } from "./dialect";

/**
 * Partial aggregates of events, in the common SQL: what is added up here may be added up again over files, in any order. `events` is
 * a relation of `user_id`, `session`, `event_time` (UTC), `event_type`, `price`, `brand` and `category`.
 */

/** One row for each user, session and day. */
export const visitsOf = (events: string, { isoWeekday }: Dialect): string => {
  const of = (type: string) => `filter (where event_type = '${type}')`;
  return `select user_id, session, cast(event_time as date) as day,
  count(*) ${of("view")} as views, count(*) ${of("cart")} as carts,
  count(*) ${of("remove_from_cart")} as removals, count(*) ${of("purchase")} as purchases,
  cast(coalesce(sum(price) ${of("purchase")}, 0) as decimal(38,4)) as amount,
  cast(coalesce(sum(price) ${of("view")}, 0) as decimal(38,4)) as viewed,
  count(*) filter (where ${isoWeekday("event_time")} > 5) as weekend,
  count(*) filter (where extract(hour from event_time) >= 18) as evening,
  min(event_time) as first_at, max(event_time) as last_at
from ${events}
group by user_id, session, cast(event_time as date)`;
};

/** One row for each user and value of a column, under the name of a kind. */
export const tastesOf = (
  events: string,
  kind: "brand" | "category",
): string => `select user_id, '${kind}' as kind, ${kind} as value,
  count(*) as events, count(*) filter (where event_type = 'purchase') as purchases
from ${events}
where ${kind} is not null
group by user_id, ${kind}`;
