import { z } from "zod";
import { type LimitBook, type Limits, objectionable, unlimited } from "../privacy/limits";
import type { Sql } from "./sql";
import { together } from "./together";

const limited = z.object({
  subject: z.string(),
  since: z.coerce.date().nullable(),
  purposes: z.array(z.enum(objectionable)),
  minor: z.boolean(),
});

/** Who has limited anything, among those of whom `which` holds. */
const limits = (
  which: string,
) => `select subject, r.since, coalesce(o.purposes, '{}') as purposes, m.subject is not null as minor
  from (select * from restrictions where ${which}) r
  full join (select subject, array_agg(purpose order by purpose) as purposes from objections where ${which} group by subject) o
    using (subject)
  full join (select * from minors where ${which}) m using (subject)`;

const bySubject = (rows: readonly unknown[]): ReadonlyMap<string, Limits> =>
  new Map(
    rows.map((each) => {
      const { subject, since, purposes, minor } = limited.parse(each);
      return [subject, { restrictedSince: since ?? undefined, objections: purposes, minor }] as const;
    }),
  );

/** Restrictions and objections in PostgreSQL. */
export const sqlLimits = (sql: Sql): LimitBook => ({
  of: together<Limits>(
    async (subjects) => bySubject(await sql.query(limits("subject = any ($1::varchar[])"), [subjects])),
    unlimited,
  ),
  all: async () => bySubject(await sql.query(limits("true"))),
  async restrict(subject, since) {
    if (since)
      await sql.query("insert into restrictions (subject, since) values ($1, $2) on conflict do nothing", [
        subject,
        since,
      ]);
    else await sql.query("delete from restrictions where subject = $1", [subject]);
  },
  async object(subject, purpose, objects) {
    if (objects)
      await sql.query("insert into objections (subject, purpose) values ($1, $2) on conflict do nothing", [
        subject,
        purpose,
      ]);
    else await sql.query("delete from objections where subject = $1 and purpose = $2", [subject, purpose]);
  },
  async stateAge(subject, minor) {
    if (minor) await sql.query("insert into minors (subject) values ($1) on conflict do nothing", [subject]);
    else await sql.query("delete from minors where subject = $1", [subject]);
  },
  async erase(subject) {
    const gone = await sql.transaction(async (transaction) => [
      ...(await transaction.query("delete from restrictions where subject = $1 returning 1", [subject])),
      ...(await transaction.query("delete from objections where subject = $1 returning 1", [subject])),
      ...(await transaction.query("delete from minors where subject = $1 returning 1", [subject])),
    ]);
    return gone.length;
  },
});
