import { z } from "zod";
import { purposes } from "../contract";
import type { ConsentEntry, ConsentLedger } from "../privacy/consent";
import type { Sql } from "./sql";
import { together } from "./together";

const row = z.object({
  subject: z.string(),
  purpose: z.enum(purposes),
  granted: z.boolean(),
  notice: z.string(),
  recorded_at: z.coerce.date(),
});

/** Consent in PostgreSQL. Entries are only ever added; the newest answers. */
export const sqlConsents = (sql: Sql): ConsentLedger => ({
  async append({ subject, purpose, granted, notice, recordedAt }) {
    await sql.query(
      "insert into consents (subject, purpose, granted, notice, recorded_at) values ($1, $2, $3, $4, $5)",
      [subject, purpose, granted, notice, recordedAt],
    );
  },
  latest: together<readonly ConsentEntry[]>(async (subjects) => {
    const rows = await sql.query(
      `select distinct on (subject, purpose) subject, purpose, granted, notice, recorded_at from consents
       where subject = any ($1::varchar[]) order by subject, purpose, recorded_at desc, arrival desc`,
      [subjects],
    );
    const found = new Map<string, ConsentEntry[]>();
    for (const each of rows) {
      const { recorded_at: recordedAt, ...entry } = row.parse(each);
      found.set(entry.subject, [...(found.get(entry.subject) ?? []), { ...entry, recordedAt }]);
    }
    return found;
  }, []),
  async consenting(purpose) {
    const rows = await sql.query(
      `select subject from (
         select distinct on (subject) subject, granted from consents
         where purpose = $1 order by subject, recorded_at desc, arrival desc
       ) newest where granted`,
      [purpose],
    );
    return new Set(rows.map((each) => z.object({ subject: z.string() }).parse(each).subject));
  },
  async erase(subject) {
    return (await sql.query("delete from consents where subject = $1 returning 1", [subject])).length;
  },
});
