import { type Dialect, duckdb } from "./dialect";
import { double } from "./literals";

/** How a feature enters the distance between two customers; `no` describes segments without making them. */
export type Distance = "log" | "plain" | "no";

/** One documented number about one customer, read from the merged partials of that customer. */
export interface Feature {
  readonly name: string;
  readonly unit: string;
  readonly definition: string;
  /** Over the common table expressions of `featuresOf`: double columns and `+ - * /`, the same text on every engine. */
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
  feature("views_per_session", "views a visit", "events", "log", "Views divided by sessions.", "v.views / v.sessions"),
  feature(
    "cart_rate",
    "visits with a cart",
    "share",
    "plain",
    "Share of sessions with a cart event, shrunk by five sessions at the population's share.",
    "(v.cart_sessions + p.cart_sessions) / (v.sessions + p.sessions)",
  ),
  feature(
    "conversion",
    "visits with an order",
    "share",
    "plain",
    "Share of sessions with a purchase, shrunk by five sessions at the population's share.",
    "(v.orders + p.orders) / (v.sessions + p.sessions)",
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

/** The population's rates towards which a customer's own are shrunk, taken once at the fit: a newcomer changes nobody's segment. */
export interface Priors {
  /** Share of sessions with a cart event, and with a purchase. */
  readonly cartRate: number;
  readonly conversion: number;
}

export interface FeatureQuery {
  /** Least number of events of a customer. */
  readonly minimum: number;
  readonly priors: Priors;
  /** @default DuckDB */
  readonly dialect?: Dialect;
  /** A condition on `user_id` in the partials, so that one customer costs one customer. */
  readonly only?: string;
  /** @default `visits` and `tastes` */
  readonly visits?: string;
  readonly tastes?: string;
}

/**
 * Who looks like a program: more views on one day than a person opens pages, or a session of more views than seconds. Orders
 * count for nothing here, since a wholesaler's invoice of a thousand lines is one.
 */
const robots = { busiest: 1000, hasty: 60 } as const;
const hasty = (dialect: Dialect) =>
  `case when views > ${robots.hasty} and views * 1000000 > ${dialect.microsecondsBetween("first_at", "last_at")} then 1 else 0 end`;

/** Who looks like a program: `user_id` and `events`. They are in no segment. */
export const suspectsQuery = (dialect: Dialect): string => `select user_id, sum(events) as events
from (
  select user_id, events, ${hasty(dialect)} as hasty
  from (
    select user_id, session, sum(views) as views, sum(views + carts + removals + purchases) as events,
      min(first_at) as first_at, max(last_at) as last_at
    from visits
    group by user_id, session
  ) by_session
) paced
group by user_id
having max(hasty) = 1 or user_id in (
  select user_id
  from (select user_id, day from visits group by user_id, day having sum(views) > ${robots.busiest}) busy
)`;

/** Sessions' worth of the population's rate in every shrunk rate. */
const priorSessions = 5;

/**
 * One row for each customer with at least `minimum` events: `user_id`, `events`, and every feature as a double. The
 * parameter `as_of` is the time up to which days are counted.
 */
export function featuresOf({
  minimum,
  priors,
  dialect = duckdb,
  only = "1 = 1",
  visits = "visits",
  tastes = "tastes",
}: FeatureQuery): string {
  const toDouble = (sql: string) => `cast(${sql} as ${dialect.double})`;
  const asOf = `cast(${dialect.parameter("as_of")} as timestamp)`;
  const days = (from: string) => `${toDouble(dialect.microsecondsBetween(from, asOf))} / ${double(86_400_000_000)}`;
  const summed = ["views", "carts", "removals", "purchases", "amount", "viewed", "weekend", "evening"].map(
    (name) => `    sum(${name}) as ${name},`,
  );
  const prior = (rate: number) => double(priorSessions * rate);
  const favourite = (kind: string) => `(
  select user_id, ${toDouble("max(events)")} / ${toDouble("sum(events)")} as top_share
  from (
    select user_id, value, sum(events) as events
    from ${tastes}
    where kind = '${kind}' and ${only}
    group by user_id, value
  ) by_value
  group by user_id
)`;
  return `with by_day as (
  select user_id, day, sum(views) as views
  from ${visits}
  where ${only}
  group by user_id, day
),
days as (
  select user_id, count(*) as active_days, max(views) as busiest
  from by_day
  group by user_id
),
by_session as (
  select
    user_id,
${summed.join("\n")}
    min(first_at) as first_at,
    max(last_at) as last_at
  from ${visits}
  where ${only}
  group by user_id, session
),
by_user as (
  select
    user_id,
    count(*) as sessions,
${summed.join("\n")}
    sum(case when purchases > 0 then 1 else 0 end) as orders,
    max(${hasty(dialect)}) as hasty,
    sum(case when carts > 0 then 1 else 0 end) as cart_sessions,
    min(first_at) as first_at,
    max(last_at) as last_at
  from by_session
  group by user_id
),
counted as (
  select
    user_id,
    cast(views + carts + removals + purchases as bigint) as events,
    hasty,
${["sessions", "views", "carts", "removals", "orders", "cart_sessions", "amount", "viewed", "weekend", "evening"]
  .map((name) => `    ${toDouble(name)} as ${name},`)
  .join("\n")}
    ${days("first_at")} as tenure_days,
    ${days("last_at")} as recency_days
  from by_user
),
by_customer as (
  select
    c.user_id,
    c.events,
    c.sessions,
    c.views,
    c.orders,
    c.cart_sessions,
    c.amount,
    c.tenure_days,
    c.recency_days,
    ${toDouble("d.active_days")} as active_days,
    case when c.orders > 0 then c.amount / c.orders else ${double(0)} end as order_amount,
    case when c.views > 0 then c.viewed / c.views else ${double(0)} end as viewed_price,
    case when c.carts + c.removals > 0 then c.removals / (c.carts + c.removals) else ${double(0)} end as removal_rate,
    c.weekend / ${toDouble("c.events")} as weekend_share,
    c.evening / ${toDouble("c.events")} as evening_share
  from counted c
  join days d on d.user_id = c.user_id
  where c.events >= ${minimum} and d.busiest <= ${robots.busiest} and c.hasty = 0
),
prior as (
  select
    ${toDouble(double(priorSessions))} as sessions,
    ${toDouble(prior(priors.cartRate))} as cart_sessions,
    ${toDouble(prior(priors.conversion))} as orders
),
brands as ${favourite("brand")},
categories as ${favourite("category")}
select
  v.user_id,
  v.events,
${features.map(({ name, sql }) => `  ${toDouble(sql)} as ${name}`).join(",\n")}
from by_customer v
cross join prior p
left join brands b on b.user_id = v.user_id
left join categories c on c.user_id = v.user_id`;
}

/** The population's rates, over everybody. */
export const priorsQuery = ({ double: type }: Dialect): string => `select
  cast(sum(case when carts > 0 then 1 else 0 end) as ${type}) / cast(count(*) as ${type}) as cart_rate,
  cast(sum(case when purchases > 0 then 1 else 0 end) as ${type}) / cast(count(*) as ${type}) as conversion
from (
  select user_id, session, sum(carts) as carts, sum(purchases) as purchases
  from visits
  group by user_id, session
) by_session`;
