import { consentLedgerContract } from "../../testing/consent-ledger-contract";
import { describeWith } from "../../testing/engine";
import { limitBookContract } from "../../testing/limit-book-contract";
import { type Server, noPostgres, postgresServer } from "../../testing/postgres-server";
import { profilesContract } from "../../testing/profiles-contract";
import { tasteBookContract } from "../../testing/taste-book-contract";
import { migrate } from "../schema";
import type { Sql } from "../sql";
import { sqlConsents } from "../sql-consents";
import { sqlLimits } from "../sql-limits";
import { sqlProfiles } from "../sql-profiles";
import { sqlTastes } from "../sql-tastes";
import { postgres } from "../postgres";
import { azurePostgres } from "./postgres";

describeWith("postgres", noPostgres(), "a PostgreSQL server", () => {
  let server: Server;
  let sql: Sql;
  const place = () => ({ host: "127.0.0.1", port: server.port, user: "owner", database: "postgres" });
  beforeAll(async () => {
    server = await postgresServer();
    sql = postgres({ ...place(), max: 4 });
    await migrate(sql);
  });
  afterAll(async () => {
    await sql.close();
    await server.stop();
  });
  beforeEach(async () => {
    await sql.query(
      "truncate consents, restrictions, objections, minors, presence, preferences, likes, deeds, follows",
    );
  });

  describe("consents", () => {
    consentLedgerContract(async () => sqlConsents(sql));
  });
  describe("limits", () => {
    limitBookContract(async () => sqlLimits(sql));
  });
  describe("tastes", () => {
    tasteBookContract(
      async () => sqlTastes(sql),
      (subject, granted) =>
        sqlConsents(sql).append({ subject, purpose: "personalisation", granted, notice: "n", recordedAt: new Date(0) }),
    );
  });
  describe("profiles", () => {
    profilesContract(() => ({
      consents: sqlConsents(sql),
      limits: sqlLimits(sql),
      tastes: sqlTastes(sql),
      profiles: sqlProfiles(sql),
    }));
  });

  it("plans a statement once, whatever list it is asked about", async () => {
    const planned = await sql.transaction(async (within) => {
      const asked = "select item_id from likes where subject = any ($1::varchar[])";
      for (let names = 1; names <= 8; names++) await within.query(asked, [Array(names).fill("ada")]);
      return within.query(
        "select custom_plans::int as anew, generic_plans::int as once from pg_prepared_statements where statement = $1",
        [asked],
      );
    });
    expect(planned).toEqual([{ anew: 0, once: 8 }]);
  });

  it("keeps bytes as they are", async () => {
    const bytes = Uint8Array.from([0, 255, 92, 39, 10]);
    const [row] = await sql.query("select $1::bytea as bytes", [bytes]);
    expect(Buffer.from(row?.["bytes"] as Uint8Array)).toEqual(Buffer.from(bytes));
  });

  it("is migrated once, by as many as start side by side", async () => {
    await sql.query("create database fresh");
    const fresh = postgres({ ...place(), database: "fresh" });
    await Promise.all(Array.from({ length: 4 }, () => migrate(fresh)));
    await migrate(fresh);
    expect(await fresh.query("select count(*)::int as shops from products")).toEqual([{ shops: 0 }]);
    await fresh.close();
  });

  it("does all of a transaction or none", async () => {
    const work = sql.transaction(async (transaction) => {
      await transaction.query("insert into follows values ('s', 'p')");
      throw new Error("on the way");
    });
    await expect(work).rejects.toThrow("on the way");
    expect(await sql.query("select * from follows")).toEqual([]);
  });

  it("tells a fault by its state and constraint, and no value", async () => {
    await sql.query("insert into follows values ('a secret', 'p')");
    await expect(sql.query("insert into follows values ('a secret', 'p')")).rejects.toThrow(
      /^database error 23505 on follows_pkey$/,
    );
  });

  it("opens a new connection where the server broke one", async () => {
    await sql.query("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()");
    await expect(sql.query("select 1 as one")).resolves.toEqual([{ one: 1 }]);
  });

  it("gives up on a statement that takes too long", async () => {
    const hasty = postgres({ ...place(), statement_timeout: 50 });
    await expect(hasty.query("select pg_sleep(5)")).rejects.toThrow("database error 57014");
    await hasty.close();
  });

  it("is refused where TLS is asked for and not offered", async () => {
    const credential = { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) };
    const { host } = place();
    const secure = azurePostgres({ host, user: "owner", database: "postgres" }, credential);
    await expect(secure.query("select 1")).rejects.toThrow();
    await secure.close();
  });
});
