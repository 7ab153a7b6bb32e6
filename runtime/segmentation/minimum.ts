import { z } from "zod";
import { type Assignment, assign } from "./assignment";
import { adjustedRand } from "./clustering";
import type { EventStore } from "./event-store";
import { features, featuresOf } from "./features";
import type { Columns } from "./preparation";

/** One point of the curve: what a minimum of events keeps, and how well halves of a history agree above it. */
export interface MinimumPoint {
  readonly events: number;
  readonly customers: number;
  /** Shares of all sampled customers and of their revenue, in [0, 1]. */
  readonly customersKept: number;
  readonly revenueKept: number;
  /** Adjusted Rand index between the segments told by the odd and by the even events; undefined below 30 customers. */
  readonly agreement: number | undefined;
}

export interface MinimumChoice {
  readonly events: number;
  readonly reason: string;
  readonly curve: readonly MinimumPoint[];
}

const thresholds = [1, 2, 3, 5, 8, 10, 15, 20, 30];
const enough = 0.8;
const fewest = 30;

const row = z.object({ user_id: z.string(), half: z.coerce.number() }).catchall(z.unknown());

/**
 * The least number of events from which a customer's segment can be told: a segment that the odd and the even events of the
 * same people agree on (ARI ≥ .8) is a habit and not an accident. Each event of a half counts twice, so that counts keep
 * their scale. Without such a number in the log, five is taken where at least a hundred customers have five, else one.
 */
export async function chooseMinimum(
  store: EventStore,
  asOf: string,
  wanted: number | undefined,
  fit: (columns: Columns) => Assignment,
): Promise<MinimumChoice> {
  const names = features.map(({ name }) => name);
  const half = (parity: number) =>
    `select *, ${parity} as half from (${featuresOf("1", `half_visits_${parity}`, "no_tastes")}) f${parity}`;
  const rows = await store.run({
    text: `with numbered as (
        select *, row_number() over (partition by user_id order by event_time, event_type, price, user_session) % 2 as parity,
          count(*) over (partition by user_id) as total
        from sampled_events
      ),
      ${[0, 1].map((parity) => `half_visits_${parity} as (${halfVisits(`parity = ${parity} and total > 1`)})`).join(",\n")},
      half_visits_2 as (${halfVisits("true", 1)}),
      no_tastes as (select null as user_id, null as kind, null as value, 0 as events where false)
      ${[0, 1, 2].map(half).join("\nunion all\n")}
      order by user_id, half`,
    parameters: { as_of: asOf },
    parse: (value) => row.parse(value),
  });
  const people = new Map<string, { [half: number]: Readonly<Record<string, unknown>> }>();
  for (const each of rows) people.set(each.user_id, { ...people.get(each.user_id), [each.half]: each });
  const whole = [...people.values()].flatMap(({ 2: all }) => (all ? [all] : []));
  const revenue = whole.reduce((sum, each) => sum + Number(each["amount"]), 0);
  const columns = (list: readonly Readonly<Record<string, unknown>>[]): Columns =>
    Object.fromEntries(names.map((name) => [name, Float64Array.from(list, (each) => Number(each[name]))]));
  const assignment = whole.length >= fewest ? fit(columns(whole)) : undefined;

  const curve = thresholds.map((events): MinimumPoint => {
    const kept = [...people.values()].filter(({ 2: all }) => Number(all?.["events"] ?? 0) >= events);
    const pairs = kept.flatMap(({ 0: even, 1: odd }) => (even && odd ? [[even, odd] as const] : []));
    const agreement =
      assignment && pairs.length >= fewest
        ? adjustedRand(
            assign(assignment, columns(pairs.map(([even]) => even))),
            assign(assignment, columns(pairs.map(([, odd]) => odd))),
          )
        : undefined;
    const amount = kept.reduce((sum, { 2: all }) => sum + Number(all?.["amount"] ?? 0), 0);
    return {
      events,
      customers: kept.length,
      customersKept: kept.length / Math.max(1, whole.length),
      revenueKept: revenue > 0 ? amount / revenue : 0,
      agreement,
    };
  });
  return { ...choose(curve, wanted), curve };
}

/** From the curve to the number, and why. */
export function choose(
  curve: readonly MinimumPoint[],
  wanted: number | undefined,
): { readonly events: number; readonly reason: string } {
  if (wanted !== undefined) return { events: wanted, reason: "given with --minimum" };
  const first = curve.find(({ agreement }) => agreement !== undefined && agreement >= enough);
  if (first)
    return {
      events: first.events,
      reason: `the smallest number from which odd and even events of the same customers tell the same segment (agreement ${(first.agreement ?? 0).toFixed(2)} ≥ .80)`,
    };
  const five = curve.find(({ events, customers }) => events === 5 && customers >= 100);
  const best = Math.max(...curve.map(({ agreement }) => agreement ?? 0));
  return {
    events: five ? 5 : 1,
    reason: `this log is too short to show a habit: odd and even events agree at most ${best.toFixed(2)}, below .80; ${five ? "five events are taken for a start" : "too few customers have five events"}`,
  };
}

const halfVisits = (condition: string, weight = 2) => `
  select
    user_id, user_session, cast(event_time as date) as day,
    ${weight} * sum(case when event_type = 'view' then 1 else 0 end) as views,
    ${weight} * sum(case when event_type = 'cart' then 1 else 0 end) as carts,
    ${weight} * sum(case when event_type = 'remove_from_cart' then 1 else 0 end) as removals,
    ${weight} * sum(case when event_type = 'purchase' then 1 else 0 end) as purchases,
    ${weight} * sum(case when event_type = 'purchase' then price else 0 end) as amount,
    ${weight} * sum(case when event_type = 'view' then price else 0 end) as viewed,
    0 as weekend, 0 as evening,
    min(event_time) as first_at, max(event_time) as last_at
  from numbered where ${condition}
  group by user_id, user_session, cast(event_time as date)`;
