/** How a feature enters the distance between two customers; `no` describes segments without making them. */
export type Distance = "log" | "plain" | "no";

/** One documented number about one customer, read from the merged partials `visit` and `taste` rows of that customer. */
export interface Feature {
  readonly name: string;
  readonly unit: string;
  readonly definition: string;
  /** Over the common table expressions of `featuresOf`; the same text on every engine. */
  readonly sql: string;
  readonly distance: Distance;
  /** Raised when the definition changes, so that models tell old numbers from new ones. */
  readonly version: number;
  /** What it is called in a chart. */
  readonly label: string;
}

const feature = (
  name: string,
  label: string,
  unit: string,
  distance: Distance,
  definition: string,
  sql: string,
): Feature => ({ name, label, unit, distance, definition, sql, version: 1 });

/**
 * The catalogue. Rates are shrunk towards the population's rate by five visits' worth of it, so that one lucky visit is
 * no habit (empirical Bayes with a fixed prior weight). No feature is about who somebody is.
 */
export const features: readonly Feature[] = [
  feature(
    "recency_days",
    "days since last seen",
    "days",
    "log",
    "Days from the last event to the as-of time.",
    "v.recency_days",
  ),
  feature("orders", "orders", "orders", "log", "Sessions with at least one purchase.", "v.orders"),
  feature("amount", "spent", "currency", "log", "Sum of the prices of purchases.", "v.amount"),
  feature("sessions", "visits", "sessions", "log", "Sessions with at least one event of any type.", "v.sessions"),
  feature(
    "views_per_session",
    "views a visit",
    "events",
    "log",
    "Views divided by sessions.",
    "v.views * 1.0 / v.sessions",
  ),
  feature(
    "cart_rate",
    "visits with a cart",
    "share",
    "plain",
    "Share of sessions with a cart event, shrunk by five sessions at the population's share.",
    "(v.cart_sessions + 5 * p.cart_rate) / (v.sessions + 5)",
  ),
  feature(
    "conversion",
    "visits with an order",
    "share",
    "plain",
    "Share of sessions with a purchase, shrunk by five sessions at the population's share.",
    "(v.orders + 5 * p.conversion) / (v.sessions + 5)",
  ),
  feature(
    "viewed_price",
    "price looked at",
    "currency",
    "log",
    "Mean price of viewed products; 0 without a view.",
    "v.viewed_price",
  ),
  feature(
    "order_amount",
    "spent an order",
    "currency",
    "no",
    "Amount divided by orders; 0 without an order.",
    "v.order_amount",
  ),
  feature("active_days", "active days", "days", "no", "Different UTC days with an event.", "v.active_days"),
  feature("tenure_days", "days known", "days", "no", "Days from the first event to the as-of time.", "v.tenure_days"),
  feature(
    "removal_rate",
    "carts emptied again",
    "share",
    "no",
    "Removals from the cart divided by carts and removals.",
    "v.removal_rate",
  ),
  feature(
    "weekend_share",
    "events at weekends",
    "share",
    "no",
    "Share of events on Saturdays and Sundays, UTC.",
    "v.weekend_share",
  ),
  feature(
    "evening_share",
    "events in the evening",
    "share",
    "no",
    "Share of events from 18:00 to 24:00, UTC.",
    "v.evening_share",
  ),
  feature(
    "brand_loyalty",
    "share of the favourite brand",
    "share",
    "no",
    "Share of the most frequent brand among events with a brand.",
    "coalesce(b.top_share, 0)",
  ),
  feature(
    "category_focus",
    "share of the favourite category",
    "share",
    "no",
    "Share of the most frequent category among events with a category.",
    "coalesce(c.top_share, 0)",
  ),
];

/**
 * One row for each customer with at least `minimum` events: `user_id`, `events`, and every feature as a double. The relations
 * `visits` and `tastes` are the partials; `$as_of` is the time up to which days are counted.
 */
export function featuresOf(minimum: string, visits = "visits", tastes = "tastes", asOf = "$as_of"): string {
  const columns = features.map(({ name, sql }) => `  cast(${sql} as double) as ${name}`);
  const favourite = (kind: string) => `
  select user_id, max(amount) * 1.0 / sum(amount) as top_share
  from (
    select user_id, value, sum(events) as amount from ${tastes} where kind = '${kind}' group by user_id, value
  ) by_value
  group by user_id`;
  return `with merged as (
  select
    user_id, user_session, day,
    sum(views) as views, sum(carts) as carts, sum(removals) as removals, sum(purchases) as purchases,
    sum(amount) as amount, sum(viewed) as viewed, sum(weekend) as weekend, sum(evening) as evening,
    min(first_at) as first_at, max(last_at) as last_at
  from ${visits}
  group by user_id, user_session, day
),
by_session as (
  select
    user_id, user_session,
    sum(views) as views, sum(carts) as carts, sum(removals) as removals, sum(purchases) as purchases,
    sum(amount) as amount, sum(viewed) as viewed, sum(weekend) as weekend, sum(evening) as evening,
    min(first_at) as first_at, max(last_at) as last_at
  from merged
  group by user_id, user_session
),
days as (
  select user_id, count(distinct day) as active_days from merged group by user_id
),
summed as (
  select
    user_id,
    count(*) as sessions,
    sum(views) as views, sum(carts) as carts, sum(removals) as removals, sum(purchases) as purchases,
    sum(views) + sum(carts) + sum(removals) + sum(purchases) as events,
    sum(case when purchases > 0 then 1 else 0 end) as orders,
    sum(case when carts > 0 then 1 else 0 end) as cart_sessions,
    cast(sum(amount) as double) as amount, cast(sum(viewed) as double) as viewed,
    sum(weekend) as weekend, sum(evening) as evening,
    min(first_at) as first_at, max(last_at) as last_at
  from by_session
  group by user_id
),
by_user as (
  select
    s.*, d.active_days,
    (epoch(cast(${asOf} as timestamp)) - epoch(s.last_at)) / 86400.0 as recency_days,
    (epoch(cast(${asOf} as timestamp)) - epoch(s.first_at)) / 86400.0 as tenure_days,
    case when s.orders > 0 then s.amount / s.orders else 0 end as order_amount,
    case when s.views > 0 then s.viewed / s.views else 0 end as viewed_price,
    case when s.carts + s.removals > 0 then s.removals * 1.0 / (s.carts + s.removals) else 0 end as removal_rate,
    s.weekend * 1.0 / s.events as weekend_share,
    s.evening * 1.0 / s.events as evening_share
  from summed s join days d on d.user_id = s.user_id
),
population as (
  select
    sum(cart_sessions) * 1.0 / sum(sessions) as cart_rate,
    sum(orders) * 1.0 / sum(sessions) as conversion
  from by_user
),
brands as (${favourite("brand")}
),
categories as (${favourite("category")}
)
select
  v.user_id,
  cast(v.events as bigint) as events,
${columns.join(",\n")}
from by_user v
cross join population p
left join brands b on b.user_id = v.user_id
left join categories c on c.user_id = v.user_id
where v.events >= ${minimum}`;
}
