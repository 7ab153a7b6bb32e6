import { z } from "zod";
import { type LimitBook, objectionable } from "../privacy/limits";
import type { Sql } from "./sql";

const limits = z.object({
  since: z.coerce.date().nullable(),
  purposes: z.array(z.enum(objectionable)),
  minor: z.boolean(),
});
const limited = limits.extend({ subject: z.string() });

/** Restrictions and objections in PostgreSQL. */
export const sqlLimits = (sql: Sql): LimitBook => ({
  async of(subject) {
    const [row] = await sql.query(
      `select (select since from restrictions where subject = $1) as since,
         (select coalesce(array_agg(purpose order by purpose), '{}') from objections where subject = $1) as purposes,
         exists (select from minors where subject = $1) as minor`,
      [subject],
    );
    const { since, purposes, minor } = limits.parse(row);
    return { restrictedSince: since ?? undefined, objections: purposes, minor };
  },
  async all() {
    const rows = await sql.query(
      `select subject, r.since, coalesce(o.purposes, '{}') as purposes, m.subject is not null as minor
       from restrictions r
       full join (select subject, array_agg(purpose order by purpose) as purposes from objections group by subject) o
         using (subject)
       full join minors m using (subject)`,
    );
    return new Map(
      rows.map((each) => {
        const { subject, since, purposes, minor } = limited.parse(each);
        return [subject, { restrictedSince: since ?? undefined, objections: purposes, minor }] as const;
      }),
    );
  },
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
