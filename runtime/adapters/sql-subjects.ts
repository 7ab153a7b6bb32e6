import { z } from "zod";
import type { Known, SubjectBook } from "../privacy/subjects";
import type { Sql } from "./sql";

const row = z.object({ subject: z.string(), last_seen: z.coerce.date() });
const known = (read: unknown): Known => {
  const { subject, last_seen: lastSeen } = row.parse(read);
  return { subject, lastSeen };
};

/** Everybody of any profile table. A visit counts to the end of its day, and a row without a time as one of long ago. */
const everyone = `select subject, coalesce(max(at), 'epoch') as last_seen from (
  select subject, recorded_at as at from consents
  union all select subject, liked_at from likes
  union all select subject, at from deeds
  union all select subject, since from restrictions
  union all select subject, (last_seen + 1)::timestamp at time zone 'UTC' from presence
  union all select subject, null from preferences
  union all select subject, null from follows
  union all select subject, null from objections
  union all select subject, null from minors
) known where subject > $1 group by subject order by subject limit 1000`;

/** Who is known, in PostgreSQL. */
export const sqlSubjects = (sql: Sql): SubjectBook => ({
  async seen(subject, at) {
    await sql.query(
      `insert into presence (subject, last_seen)
       select cast($1 as varchar), cast($2 as date) where exists (select from consents where subject = $1)
       on conflict (subject) do update set last_seen = greatest(presence.last_seen, excluded.last_seen)`,
      [subject, at.toISOString().slice(0, 10)],
    );
  },
  async *everyone() {
    const page = (after: string) => sql.query(everyone, [after]);
    for (let rows = await page(""); rows.length > 0; rows = await page(known(rows.at(-1)).subject))
      yield* rows.map(known);
  },
  async erase(subject) {
    return (await sql.query("delete from presence where subject = $1 returning 1", [subject])).length;
  },
});
