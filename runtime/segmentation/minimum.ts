import { z } from "zod";
import { type Assignment, assign } from "./assignment";
import { adjustedRand } from "./clustering";
import { type Priors, features, featuresOf } from "./features";
import type { Columns } from "./preparation";
import type { SqlEngine } from "./sql-engine";

/** One point of the curve: what a minimum of events keeps, and how well a segment is known above it. */
export interface MinimumPoint {
  readonly events: number;
  /** Of the bounded sample. */
  readonly customers: number;
  /** Shares of all sampled customers and of their revenue, in [0, 1]. */
  readonly customersKept: number;
  readonly revenueKept: number;
  /**
   * How well half of a history tells the segment that all of it tells: adjusted Rand index, mean of the odd and the even
   * half. Histories are halved by events and by visits, and the larger mean is taken: both understate, the one since it parts
   * purchases from their visits, the other where visits are few. Undefined below 30 customers with two halves.
   */
  readonly agreement: number | undefined;
  /** The harder question, what the odd events tell against what the even ones tell. */
  readonly halves: number | undefined;
  /** How early a segment can be told: the first so many events against the whole history. */
  readonly early: number | undefined;
}

export interface MinimumChoice {
  readonly events: number;
  readonly reason: string;
  readonly curve: readonly MinimumPoint[];
}

const thresholds = [1, 2, 3, 5, 8, 10, 15, 20, 30];
const enough = 0.8;
const fewest = 30;
/** A minimum that leaves hardly anybody is no minimum but a selection. */
const fewestKept = 0.1;
const fewestCustomers = 100;

type Row = Readonly<Record<string, unknown>>;
const row = z.object({ user_id: z.string() }).catchall(z.unknown());

export interface MinimumOptions {
  readonly asOf: string;
  readonly priors: Priors;
  /** What was asked for, if anything was. */
  readonly wanted: number | undefined;
  /** Segments of the whole histories. */
  readonly fit: (columns: Columns) => Assignment | undefined;
}

/**
 * The least number of events from which a customer's segment can be told: a segment that half of a history tells as well as
 * all of it (ARI ≥ .8) is a habit and not an accident. What a half counts is doubled, so that counts keep their scale; the time
 * of the last event is known and not estimated, and so it is the same in all. The curve is measured on the store's bounded
 * sample of customers.
 */
export async function chooseMinimum(
  engine: SqlEngine,
  { asOf, priors, wanted, fit }: MinimumOptions,
): Promise<MinimumChoice> {
  const told = async (condition: string, weight = 1, copies = 1): Promise<ReadonlyMap<string, Row>> => {
    const rows = await engine.run({
      text: `with sampled_visits as (${visitsWhere(condition, weight, copies)}),
no_tastes as (select '' as user_id, '' as kind, '' as value, 0 as events where 1 = 0)
select * from (${featuresOf({
        minimum: 1,
        priors,
        dialect: engine.dialect,
        visits: "sampled_visits",
        tastes: "no_tastes",
      })}) told order by user_id`,
      parameters: { as_of: asOf },
      parse: (value) => row.parse(value),
    });
    return new Map(rows.map((each) => [each.user_id, each]));
  };
  const whole = await told("1 = 1");
  const halves = {
    events: [await told("place % 2 = 1 and events > 1", 2), await told("place % 2 = 0", 2)],
    visits: [await told("visit % 2 = 1 and visits > 1", 1, 2), await told("visit % 2 = 0", 1, 2)],
  };
  const assignment = whole.size >= fewest ? fit(columnsOf([...whole.values()])) : undefined;
  const segments = (customers: ReadonlyMap<string, Row>): ReadonlyMap<string, number> => {
    const labels = assignment ? assign(assignment, columnsOf([...customers.values()])) : [];
    return new Map([...customers.keys()].map((id, at) => [id, labels[at] ?? 0]));
  };
  const byWhole = segments(whole);
  const [byEvents, byVisits] = [halves.events.map(segments), halves.visits.map(segments)];
  const agreement = (
    ids: readonly string[],
    one: ReadonlyMap<string, number>,
    other: ReadonlyMap<string, number>,
  ): number | undefined =>
    assignment && ids.length >= fewest
      ? adjustedRand(
          Int32Array.from(ids, (id) => one.get(id) ?? 0),
          Int32Array.from(ids, (id) => other.get(id) ?? 0),
        )
      : undefined;

  const largest = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length > 0 ? Math.max(...known) : undefined;
  };
  const ofWhole = (ids: readonly string[], parts: readonly ReadonlyMap<string, number>[]) => {
    const halved = ids.filter((id) => parts.every((part) => part.has(id)));
    const each = parts.flatMap((part) => agreement(halved, part, byWhole) ?? []);
    return each.length > 0 ? each.reduce((sum, value) => sum + value, 0) / each.length : undefined;
  };

  const amount = (ids: readonly string[]) => ids.reduce((sum, id) => sum + Number(whole.get(id)?.["amount"] ?? 0), 0);
  const all = [...whole.keys()];
  const revenue = amount(all);
  const [odd = byWhole, even = byWhole] = byEvents;
  const curve: MinimumPoint[] = [];
  for (const events of thresholds) {
    const kept = all.filter((id) => Number(whole.get(id)?.["events"]) >= events);
    const canBeHalved = events > 1; // one event has no halves, and says nothing of those who have one
    curve.push({
      events,
      customers: kept.length,
      customersKept: kept.length / Math.max(1, all.length),
      revenueKept: revenue > 0 ? amount(kept) / revenue : 0,
      agreement: canBeHalved ? largest([ofWhole(kept, byEvents), ofWhole(kept, byVisits)]) : undefined,
      halves: canBeHalved ? agreement(kept, odd, even) : undefined,
      early: agreement(kept, segments(await told(`place <= ${events}`)), byWhole),
    });
  }
  return { ...choose(curve, wanted), curve };
}

const columnsOf = (rows: readonly Row[]): Columns =>
  Object.fromEntries(features.map(({ name }) => [name, Float64Array.from(rows, (each) => Number(each[name]))]));

/** From the curve to the number, and why. */
export function choose(
  curve: readonly MinimumPoint[],
  wanted: number | undefined,
): { readonly events: number; readonly reason: string } {
  if (wanted !== undefined) return { events: wanted, reason: "given with --minimum" };
  const steady = curve.filter(({ agreement }) => agreement !== undefined && agreement >= enough);
  const first = steady.find(
    ({ customers, customersKept }) => customers >= fewestCustomers && customersKept >= fewestKept,
  );
  if (first)
    return {
      events: first.events,
      reason: `the smallest number from which half of a customer's history tells the segment that all of it tells (agreement ${(first.agreement ?? 0).toFixed(2)}, at least .80); it keeps ${percent(first.customersKept)} of customers and ${percent(first.revenueKept)} of revenue`,
    };
  const [few] = steady;
  const best = Math.max(0, ...curve.map(({ agreement }) => agreement ?? 0));
  const found = few
    ? `only from ${few.events} events on does half of a history tell what all of it tells, and that keeps ${percent(few.customersKept)} of customers`
    : `half of a customer's history and all of it agree at most ${best.toFixed(2)} on the segment, below .80`;
  const five = curve.find(({ events, customers }) => events === 5 && customers >= fewestCustomers);
  return {
    events: five ? 5 : 1,
    reason: `this log is too short or too thin to show habits: ${found}. ${five ? "Five events are taken for a start" : "Hardly anybody has five events, so that everybody is taken"}; add files, or give --minimum`,
  };
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

/** Visits of the sampled events that meet a condition on `place` or `visit`; each event counts `weight` times, each visit `copies` times. */
const visitsWhere = (condition: string, weight: number, copies: number) => `
  select
    user_id, concat(cast(session as varchar(20)), ' ', copy) as session, cast(event_time as date) as day,
    ${weight} * sum(case when event_type = 'view' then 1 else 0 end) as views,
    ${weight} * sum(case when event_type = 'cart' then 1 else 0 end) as carts,
    ${weight} * sum(case when event_type = 'remove_from_cart' then 1 else 0 end) as removals,
    ${weight} * sum(case when event_type = 'purchase' then 1 else 0 end) as purchases,
    ${weight} * sum(case when event_type = 'purchase' then price else 0 end) as amount,
    ${weight} * sum(case when event_type = 'view' then price else 0 end) as viewed,
    0 as weekend, 0 as evening,
    min(event_time) as first_at, max(ended_at) as last_at
  from (
    select *, max(visit) over (partition by user_id) as visits
    from (
      select *, dense_rank() over (partition by user_id order by began_at, session) as visit
      from (
        select *,
          min(event_time) over (partition by user_id, session) as began_at,
          max(event_time) over (partition by user_id) as ended_at,
          count(*) over (partition by user_id) as events,
          row_number() over (partition by user_id order by event_time, event_type, price, session) as place
        from sampled_events
      ) begun
    ) ranked
  ) numbered
  cross join (${Array.from({ length: copies }, (_, copy) => `select ${copy} as copy`).join(" union all ")}) copies
  where ${condition}
  group by user_id, session, copy, cast(event_time as date)`;
