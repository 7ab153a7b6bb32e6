import { z } from "zod";
import type { SqlEngine } from "./sql-engine";

const day = z.iso.date("a day such as 2019-11-29");
const isDay = (text: string) => day.safeParse(text).success;
/** One action of marketing, or a feast: both days belong to it. */
const campaign = z
  .object({
    from: day,
    to: day,
    name: z.string().min(1, "a name"),
    kind: z.string().min(1, "a kind, such as promotion"),
  })
  .refine(({ from, to }) => !isDay(from) || !isDay(to) || from <= to, { message: "not before `from`", path: ["to"] });
export type Campaign = Readonly<z.infer<typeof campaign>>;

/** How one segment bought while a campaign ran. */
export interface Response {
  /** Orders a day, as a multiple of the segment's orders a day outside every campaign; undefined where it has none there. */
  readonly lift: number | undefined;
  readonly orders: number;
}

/** One campaign and every segment's response to it, in the order of the segments. */
export interface CampaignResponse extends Campaign {
  readonly bySegment: readonly Response[];
}

/** The rows of a calendar file (`from,to,name,kind`). Throws one `Error` that names every bad row. */
export function campaignsOf(rows: readonly Readonly<Record<string, string>>[]): readonly Campaign[] {
  const parsed = rows.map((row) => campaign.safeParse(row));
  const mistakes = parsed.flatMap(({ error }, at) =>
    (error?.issues ?? []).map(({ path, message }) => `row ${at + 1}, ${path.join(".")}: ${message}`),
  );
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return parsed.flatMap(({ data }) => (data ? [data] : []));
}

const row = z.object({
  campaign: z.coerce.number(),
  segment: z.coerce.number(),
  orders: z.coerce.number(),
  days: z.coerce.number(),
});

/**
 * Every segment's orders a day during each campaign against its orders a day outside all of them. It says when a segment buys, not
 * that the campaign made it: there is no group that was left alone. `assigned` answers user_id and segment.
 */
export async function responsesTo(
  engine: SqlEngine,
  campaigns: readonly Campaign[],
  assigned: string,
  asOf: string,
  k: number,
): Promise<readonly CampaignResponse[]> {
  if (campaigns.length === 0) return [];
  const values = campaigns.map(
    ({ from, to }, at) => `select ${at} as campaign, date '${from}' as first, date '${to}' as last`,
  );
  const text = `with campaigns as (${values.join(" union all ")}),
days as (select distinct day from visits),
calendar as (
  select c.campaign, d.day from days d join campaigns c on d.day between c.first and c.last
  union all
  select -1 as campaign, d.day from days d where not exists (select 1 from campaigns c where d.day between c.first and c.last)
),
orders as (
  select v.day, a.segment, count(*) as orders
  from (select user_id, session, day from visits group by user_id, session, day having sum(purchases) > 0) v
  join (${assigned}) a on a.user_id = v.user_id
  group by v.day, a.segment
)
select c.campaign, s.segment, count(distinct c.day) as days, coalesce(sum(o.orders), 0) as orders
from calendar c
cross join (${Array.from({ length: k }, (_, segment) => `select ${segment} as segment`).join(" union all ")}) s
left join orders o on o.day = c.day and o.segment = s.segment
group by c.campaign, s.segment`;
  const rows = await engine.run({ text, parameters: { as_of: asOf }, parse: (value) => row.parse(value) });
  const rate = (of: number, segment: number) => {
    const found = rows.find((each) => each.campaign === of && each.segment === segment);
    return found && found.days > 0 ? found.orders / found.days : undefined;
  };
  return campaigns.map((each, at) => ({
    ...each,
    bySegment: Array.from({ length: k }, (_, segment) => {
      const [during, outside] = [rate(at, segment), rate(-1, segment)];
      return {
        lift: during !== undefined && outside !== undefined && outside > 0 ? during / outside : undefined,
        orders: rows.find(({ campaign: of, segment: its }) => of === at && its === segment)?.orders ?? 0,
      };
    }),
  }));
}
