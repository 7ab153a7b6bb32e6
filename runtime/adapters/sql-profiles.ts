import type { Profiles } from "../taste/profiles";
import type { Taste } from "../taste/taste";
import type { Sql } from "./sql";
import { tasteIn, tastesOf } from "./sql-tastes";
import { together } from "./together";

/**
 * Those who agree to personalisation: the newest answer says yes, and nothing is restricted, objected to or said by a child. The offset
 * keeps the planner from moving any of this behind the taste: nothing is read of those of whom it does not hold.
 */
const agreeing = `(
  select subject from unnest($1::varchar[]) asked (subject)
  where (
    select granted from consents where consents.subject = asked.subject and purpose = 'personalisation'
    order by recorded_at desc, arrival desc limit 1
  )
  and not exists (select from restrictions where restrictions.subject = asked.subject)
  and not exists (select from minors where minors.subject = asked.subject)
  and not exists (select from objections where objections.subject = asked.subject and purpose = 'personalisation')
  offset 0
)`;

/** Consent, limits and taste in one question: recommendations ask it of every shopper, every time. */
export const sqlProfiles = (sql: Sql): Profiles => ({
  agreed: together<Taste | undefined>(async (subjects) => {
    const rows = await sql.query(tastesOf(agreeing), [subjects]);
    return new Map(rows.map(tasteIn));
  }, undefined),
});
