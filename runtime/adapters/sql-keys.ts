import { z } from "zod";
import type { KeyBook } from "../privacy/keyring";
import type { Sql } from "./sql";

/** Every column that holds a pseudonym of somebody, with what else makes its row unique. */
export const renamed = [
  { table: "consents", column: "subject", beside: undefined, by: "subject" },
  { table: "restrictions", column: "subject", beside: [], by: "subject" },
  { table: "objections", column: "subject", beside: ["purpose"], by: "subject" },
  { table: "minors", column: "subject", beside: [], by: "subject" },
  { table: "presence", column: "subject", beside: [], by: "subject" },
  { table: "preferences", column: "subject", beside: [], by: "subject" },
  { table: "likes", column: "subject", beside: ["item_id"], by: "subject" },
  { table: "deeds", column: "subject", beside: ["item_id", "deed"], by: "subject" },
  { table: "follows", column: "subject", beside: ["profile"], by: "subject" },
  { table: "follows", column: "profile", beside: ["subject"], by: "subject" },
  { table: "photos", column: "owner", beside: undefined, by: "owner" },
] as const;

const pairs = "unnest(cast($1 as varchar[]), cast($2 as varchar[])) as people (older, newer)";
const columns = renamed.flatMap(({ table, column, by }) =>
  by === "subject" ? [`select ${column} as name from ${table}`] : [],
);
const older = `select distinct name from (${columns.join(" union all ")}) names
  where name > $1 and name ~ '^v[0-9]+:' and name not like $2 order by name limit 1000`;
const named = z.object({ name: z.string() });
const row = z.object({ version: z.coerce.number(), active_from: z.coerce.date(), done: z.boolean() });

/** Which versions of the pseudonym keys were announced, and renaming by them, in PostgreSQL. */
export const sqlKeys = (sql: Sql): KeyBook => ({
  async versions() {
    const rows = await sql.query("select version, active_from, done from pseudonym_versions order by version");
    return rows.map((read) => {
      const { version, active_from: activeFrom, done } = row.parse(read);
      return { version, activeFrom, done };
    });
  },
  async announce(version, activeFrom) {
    await sql.query(
      "insert into pseudonym_versions (version, active_from, done) values ($1, $2, false) on conflict do nothing",
      [version, activeFrom],
    );
  },
  async *older(version) {
    const page = (after: string) => sql.query(older, [after, `v${version}:%`]);
    for (let rows = await page(""); rows.length > 0; rows = await page(named.parse(rows.at(-1)).name))
      yield rows.map((read) => named.parse(read).name);
  },
  rename: (people) =>
    sql.transaction(async (within) => {
      for (const { table, column, beside, by } of renamed) {
        const names = [people.map(({ from }) => from[by]), people.map(({ to }) => to[by])];
        const same = beside?.map((each) => ` and there.${each} = ${table}.${each}`).join("");
        const free = `and not exists (select from ${table} there where there.${column} = people.newer${same})`;
        await within.query(
          `update ${table} set ${column} = people.newer from ${pairs} where ${table}.${column} = people.older
           ${same === undefined ? "" : free}`,
          names,
        );
        if (same === undefined) continue;
        await within.query(`delete from ${table} where ${column} = any(cast($1 as varchar[]))`, names.slice(0, 1));
      }
    }),
  async complete(version) {
    await sql.query("update pseudonym_versions set done = true where version = $1", [version]);
  },
});
