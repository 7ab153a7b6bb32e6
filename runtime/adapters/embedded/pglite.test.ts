import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consentLedgerContract } from "../../testing/consent-ledger-contract";
import { limitBookContract } from "../../testing/limit-book-contract";
import { profilesContract } from "../../testing/profiles-contract";
import { tasteBookContract } from "../../testing/taste-book-contract";
import { vectorIndexContract } from "../../testing/vector-index-contract";
import type { Sql } from "../sql";
import { sqlConsents } from "../sql-consents";
import { sqlLimits } from "../sql-limits";
import { sqlPhotoRegister } from "../sql-photo-register";
import { withinLimits } from "../../privacy/limits";
import { profilesOf } from "../../taste/profiles";
import { sqlProfiles } from "../sql-profiles";
import { sqlSubjects } from "../sql-subjects";
import { sqlTastes } from "../sql-tastes";
import { migrate } from "../schema";
import { exactIndex } from "./exact-index";
import { pglite } from "./pglite";

let sql: Sql;
beforeAll(async () => {
  sql = await pglite();
});
beforeEach(async () => {
  await sql.query(
    "truncate consents, restrictions, objections, minors, presence, preferences, likes, deeds, follows, photos, vectors, products",
  );
});
afterAll(() => sql.close());

describe("sqlConsents", () => {
  consentLedgerContract(async () => sqlConsents(sql));
});

describe("sqlLimits", () => {
  limitBookContract(async () => sqlLimits(sql));
});

describe("sqlTastes", () => {
  tasteBookContract(
    async () => sqlTastes(sql),
    (subject, granted) =>
      sqlConsents(sql).append({ subject, purpose: "personalisation", granted, notice: "n", recordedAt: new Date(0) }),
  );

  it("takes the newest of very many likes for the trend", async () => {
    await sql.query(
      "insert into consents (subject, purpose, granted, notice, recorded_at) values ('ada', 'personalisation', true, 'n', now())",
    );
    await sql.query("insert into likes select 'ada', 'old', timestamptz '2026-01-01'");
    const many = (from: number, to: number) =>
      sql.query(
        "insert into likes select 'ada', 'item ' || n, timestamptz '2026-01-02' from generate_series($1::int, $2::int) n",
        [from, to],
      );
    await many(1, 99_999);
    expect((await sqlTastes(sql).trend(new Date("2026-01-03"))).has("old")).toBe(true);
    await many(100_000, 100_000);
    expect((await sqlTastes(sql).trend(new Date("2026-01-03"))).has("old")).toBe(false);
  });
});

describe("profiles", () => {
  const stores = () => ({ consents: sqlConsents(sql), limits: sqlLimits(sql), tastes: sqlTastes(sql) });
  describe("in one question", () => {
    profilesContract(() => ({ ...stores(), profiles: sqlProfiles(sql) }));
  });
  describe("from two stores", () => {
    profilesContract(() => {
      const { consents, limits, tastes } = stores();
      return { consents, limits, tastes, profiles: profilesOf(withinLimits(consents, limits), tastes) };
    });
  });
});

describe("sqlSubjects", () => {
  const everyone = async () => {
    const found: Record<string, string> = {};
    for await (const { subject, lastSeen } of sqlSubjects(sql).everyone()) found[subject] = lastSeen.toISOString();
    return found;
  };
  const consented = (subject: string, at: string) =>
    sqlConsents(sql).append({ subject, purpose: "marketing", granted: false, notice: "n", recordedAt: new Date(at) });

  it("knows everybody of any table, with the newest sign of life", async () => {
    await consented("ada", "2026-01-01T00:00:00Z");
    await sqlTastes(sql).like("ada", { itemId: "a", likedAt: new Date("2026-02-01T00:00:00Z") });
    await sqlTastes(sql).prefer("bea", {});
    await sqlTastes(sql).follow("cleo", "ada");
    await sqlLimits(sql).object("dora", "marketing", true);
    await sqlLimits(sql).stateAge("eve", true);
    expect(await everyone()).toEqual({
      ada: "2026-02-01T00:00:00.000Z",
      ...Object.fromEntries(["bea", "cleo", "dora", "eve"].map((name) => [name, "1970-01-01T00:00:00.000Z"])),
    });
  });

  it("counts a visit to the end of its day, and notes those alone who answered about consent", async () => {
    await consented("ada", "2026-01-01T00:00:00Z");
    await sqlSubjects(sql).seen("ada", new Date("2026-03-01T15:00:00Z"));
    await sqlSubjects(sql).seen("ada", new Date("2026-02-01T15:00:00Z"));
    await sqlSubjects(sql).seen("nobody", new Date("2026-03-01T15:00:00Z"));
    expect(await everyone()).toEqual({ ada: "2026-03-02T00:00:00.000Z" });
    expect(await sqlSubjects(sql).erase("ada")).toBe(1);
  });

  it("pages through many", async () => {
    await sql.query(
      "insert into preferences select 's' || lpad(cast(g as varchar), 5, '0'), '{}' from generate_series(1, 2500) g",
    );
    expect(Object.keys(await everyone())).toHaveLength(2500);
  });
});

describe("exactIndex", () => {
  vectorIndexContract(() => exactIndex(sql, "test", "model-1", 2));

  it("finds again what an earlier process put, and nothing of another model", async () => {
    const first = await exactIndex(sql, "test", "model-1", 2);
    await first.put("a", Float32Array.from([0.6, 0.8]));
    const [near] = await (await exactIndex(sql, "test", "model-1", 2)).nearest(Float32Array.from([0.6, 0.8]), 1);
    expect(near?.similarity).toBeCloseTo(1, 6);
    expect(await (await exactIndex(sql, "test", "model-2", 2)).nearest(Float32Array.from([1, 0]), 1)).toEqual([]);
  });
});

describe("sqlPhotoRegister", () => {
  const record = {
    photoId: "p",
    owner: "v1:x",
    piece: undefined,
    probability: 0,
    colours: [{ colour: "navy" as const, share: 1 }],
    pattern: undefined,
    part: undefined,
    others: [],
    model: "m",
    takenAt: new Date(1000),
    expiresAt: new Date(5000),
  };

  it("lists what is not yet expired, to its owner alone", async () => {
    const register = sqlPhotoRegister(sql);
    await register.add(record);
    expect(await register.list("v1:x", new Date(2000))).toEqual([record]);
    expect(await register.list("v1:x", new Date(5000))).toEqual([]);
    expect(await register.list("v1:y", new Date(2000))).toEqual([]);
    await register.remove("p");
    expect(await register.list("v1:x", new Date(2000))).toEqual([]);
  });

  it("keeps each garment of a photograph, with its place", async () => {
    const register = sqlPhotoRegister(sql);
    const part = { left: 0.1, top: 0, right: 0.5, bottom: 0.75 };
    const hat = { piece: "hat" as const, probability: 0.8, colours: [], pattern: "dotted" as const, part };
    const several = { ...record, photoId: "several", part, others: [hat, { ...hat, part: undefined }] };
    await register.add(several);
    expect(await register.list("v1:x", new Date(2000))).toEqual([several]);
    await register.remove("several");
  });
});

describe("pglite", () => {
  it("is migrated twice without harm", async () => {
    const before = await sql.query("select version from migrations order by version");
    await migrate(sql);
    expect(await sql.query("select version from migrations order by version")).toEqual(before);
  });

  it("says no row value in a fault", async () => {
    await sql.query("insert into products (id, product) values ('secret-id', '{}')");
    const fault = await sql
      .query("insert into products (id, product) values ('secret-id', '{}')")
      .catch((error: unknown) => error);
    expect(String(fault)).toContain("23505");
    expect(JSON.stringify(fault, Object.getOwnPropertyNames(fault as object))).not.toContain("secret-id");
  });

  it("names the process that has the folder open", async () => {
    const folder = mkdtempSync(join(tmpdir(), "penderie-state-"));
    writeFileSync(join(folder, "in-use"), String(process.ppid));
    await expect(pglite(folder)).rejects.toThrow(`process ${process.ppid}`);
    rmSync(folder, { recursive: true });
  });
});
