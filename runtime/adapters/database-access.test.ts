import { principals } from "../testing/principals";
import { describeWith } from "../testing/engine";
import { type Server, noPostgres, postgresServer } from "../testing/postgres-server";
import { type DatabaseRole, databaseRoles } from "../contract";
import { grantAccess } from "./database-access";
import { postgres } from "./postgres";
import { migrate } from "./schema";
import type { Sql } from "./sql";
import { makeWarehouse } from "./sql-warehouse";

const names = Object.fromEntries(databaseRoles.map((role) => [role, `id-penderie-${role}`])) as Record<
  DatabaseRole,
  string
>;

describeWith("postgres", noPostgres(), "the rights of each role, on a PostgreSQL server", () => {
  let server: Server;
  let owner: Sql;
  const as = { ...names };
  const connections: Partial<Record<DatabaseRole, Sql>> = {};
  const asked = async (role: DatabaseRole, text: string) => {
    const sql = (connections[role] ??= postgres({
      host: "127.0.0.1",
      port: server.port,
      user: as[role],
      database: "postgres",
      max: 1,
    }));
    return sql.query(text).then(
      () => "done",
      (error: unknown) => String(error),
    );
  };
  beforeAll(async () => {
    server = await postgresServer();
    owner = postgres({ host: "127.0.0.1", port: server.port, user: "owner", database: "postgres", max: 2 });
    await owner.query(principals);
    await migrate(owner);
    await makeWarehouse(owner);
    await grantAccess(owner, owner, names);
    await grantAccess(owner, owner, names); // twice without harm
  });
  afterAll(async () => {
    for (const each of Object.values(connections)) await each.close();
    await owner.close();
    await server.stop();
  });

  const refused = "database error 42501";
  it.each([
    ["api", "select * from consents", "done"],
    ["api", "delete from photos", "done"],
    ["api", "select * from penderie.assignments", "done"],
    ["api", "delete from penderie.assignments", refused],
    ["api", "insert into products values ('a', '{}')", refused],
    ["api", "select * from migrations", refused],
    ["segment", "delete from penderie.assignments", "done"],
    ["segment", "select * from consents", refused],
    ["segment", "select * from photos", refused],
    ["segment", "select * from likes", refused],
    ["index", "insert into products values ('b', '{}')", "done"],
    ["index", "select * from likes", "done"],
    ["index", "delete from likes", refused],
    ["index", "select * from preferences", refused],
    ["index", "select * from photos", refused],
    ["index", "select * from penderie.assignments", refused],
    ["sweep", "delete from consents", "done"],
    ["sweep", "select * from penderie.assignments", refused],
    ["sweep", "update likes set subject = 'x'", "done"],
    ["sweep", "update pseudonym_versions set done = true", "done"],
    ["sweep", "insert into pseudonym_versions values (9, now(), false)", refused],
    ["api", "update pseudonym_versions set done = true", refused],
    ["segment", "select * from pseudonym_versions", refused],
    ["segment", "select * from vectors", refused],
    ["watch", "select * from vectors", refused],
    ["watch", "select * from consents", "done"],
    ["watch", "delete from consents", refused],
    ["watch", "update photos set owner = 'x'", refused],
    ["watch", "select * from penderie.assignments", refused],
    ["api", "create table mine (a int)", refused],
    ["api", "create role other", refused],
  ] as const)("%s asks to %s: %s", async (role, text, answer) => {
    expect(await asked(role, text)).toContain(answer);
  });

  it("can be taken back: what is not in the table of rights is revoked", async () => {
    await owner.query(`grant select on consents to "${names.segment}"`);
    await grantAccess(owner, owner, names);
    expect(await asked("segment", "select * from consents")).toContain(refused);
  });
});
