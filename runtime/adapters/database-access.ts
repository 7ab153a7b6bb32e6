import { type DatabaseRole, databaseRoles } from "../contract";
import type { Sql } from "./sql";

const profiles = [
  "consents",
  "restrictions",
  "objections",
  "minors",
  "presence",
  "preferences",
  "likes",
  "deeds",
  "follows",
];
const segments = ["segment_versions", "segments", "segment_figures", "assignments", "assignment_history"].map(
  (table) => `penderie.${table}`,
);

/** What each role may do with which tables; what is not here is refused by the server. */
const access: Readonly<Record<DatabaseRole, readonly (readonly [rights: string, tables: readonly string[]])[]>> = {
  api: [
    ["select, insert, update, delete", [...profiles, "photos"]],
    ["select, insert, update, delete", ["vectors"]],
    ["select", ["products", "catalogue_version", "catalogue_changes", "pseudonym_versions", ...segments]],
  ],
  segment: [["select, insert, update, delete", segments]],
  index: [
    ["select, insert, update, delete", ["products", "catalogue_version", "catalogue_changes", "vectors"]],
    ["select", ["likes", "deeds", "consents", "restrictions", "objections", "minors"]], // to learn from those who agreed
  ],
  sweep: [
    ["select, insert, update, delete", [...profiles, "photos", "vectors"]],
    ["select, update", ["pseudonym_versions"]],
  ],
  watch: [["select", [...profiles, "photos", "pseudonym_versions"]]],
};

/** Any number, the same for every process: who holds it changes rights, the others wait. */
const lock = 7_315_022;

/**
 * Lets each identity in and gives it the rights of its role and no others; safe to run twice, and by several at once. `users` are
 * the names of the identities. Entra's principals are made by a function that the server has in its database `postgres` alone
 * (Microsoft Learn, "Manage Microsoft Entra users in Azure Database for PostgreSQL"), so that `administration` is connected there.
 */
export async function grantAccess(
  sql: Sql,
  administration: Pick<Sql, "query">,
  users: Readonly<Record<DatabaseRole, string>>,
): Promise<void> {
  for (const role of databaseRoles) await letIn(users[role], administration);
  await sql.transaction(async (within) => {
    await within.query("select pg_advisory_xact_lock($1)", [lock]);
    await within.query("revoke create on schema public from public");
    for (const role of databaseRoles) {
      const user = `"${users[role].replaceAll('"', '""')}"`;
      for (const schema of ["public", "penderie"]) {
        await within.query(`revoke all on all tables in schema ${schema} from ${user}`);
        await within.query(`grant usage on schema ${schema} to ${user}`);
      }
      for (const [rights, tables] of access[role])
        await within.query(`grant ${rights} on ${tables.join(", ")} to ${user}`);
    }
  });
}

async function letIn(user: string, administration: Pick<Sql, "query">): Promise<void> {
  const known = async () =>
    (await administration.query("select 1 from pg_roles where rolname = $1", [user])).length > 0;
  if (await known()) return;
  try {
    await administration.query("select * from pgaadauth_create_principal($1, false, false)", [user]);
  } catch (error) {
    if (!(await known())) throw error; // another one that migrates at the same time was faster
  }
}
