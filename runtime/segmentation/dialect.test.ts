import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";
import { sampleEvents } from "../sample/events";
import { sampleShop } from "../sample/shop";
import { withEvents } from "../testing/event-files";
import { type Assignment, assignmentSql } from "./assignment";
import { type Dialect, duckdb, postgres, spark } from "./dialect";
import type { EventStore } from "./event-store";
import { features, featuresOf, priorsQuery } from "./features";
import { ownColumns } from "./mapping";

const asOf = "2026-11-02 00:00:00";
const priors = { cartRate: 0.2, conversion: 0.1 };

/** Compares a few features of both transforms; the numbers mean nothing. */
const assignment: Assignment = {
  preparation: {
    coordinates: [
      { feature: "recency_days", transform: "log", low: 0.1, high: 4.4, centre: 3.1, spread: 0.9 },
      { feature: "viewed_price", transform: "log", low: 0, high: 5, centre: 3.7, spread: 1.1 },
      { feature: "conversion", transform: "plain", low: 0.01, high: 0.6, centre: 0.15, spread: 0.1 },
    ],
    left: {},
    components: [],
    kept: 1,
  },
  biases: [-1.25, -0.75, -1],
  weights: [
    [-1.1, 0.3, 0.7],
    [0.9, -0.2, -0.4],
    [0.1, 1.3, -0.6],
  ],
};

describe("the statements, as a person reviews them", () => {
  it.each([duckdb, spark, postgres].map((dialect) => [dialect.name, dialect] as const))("on %s", (_name, dialect) => {
    const featured = featuresOf({ minimum: 3, priors, dialect, only: `user_id = ${dialect.parameter("customer")}` });
    expect(featured).toMatchSnapshot("features");
    expect(priorsQuery(dialect)).toMatchSnapshot("priors");
    expect(assignmentSql(assignment, "select * from features")).toMatchSnapshot("assignment");
  });
});

describe("PostgreSQL", () => {
  it("gives the features and the segments that DuckDB gives, to the bit", async () => {
    await withEvents(async (store, file) => {
      const lines = [...sampleEvents("dialects", sampleShop("dialects", 40), 4000)];
      await store.add(file("a.csv", `${lines.join("\n")}\n`), ownColumns);
      const server = await PGlite.create();
      try {
        for (const table of ["visits", "tastes"]) await copy(store, server, table);
        const on = (dialect: Dialect) => {
          // PGlite numbers its parameters; psql and Redshift tools name them.
          const inline = { ...dialect, parameter: () => `'${asOf}'` };
          const featured = featuresOf({ minimum: 1, priors, dialect: inline });
          return `select f.*, a.segment from (${featured}) f
            join (${assignmentSql(assignment, featured)}) a on a.user_id = f.user_id`;
        };
        const here = await store.run({ text: on(duckdb), parse: told });
        const { rows } = await server.query(on(postgres));
        expect(rows.length).toBeGreaterThan(50);
        expect(byCustomer(rows.map(told))).toEqual(byCustomer(here));
        expect(new Set(here.map((each) => each["segment"])).size).toBe(3);
      } finally {
        await server.close();
      }
    });
  });
});

const told = (row: unknown): Readonly<Record<string, string | number>> => {
  const {
    user_id: id,
    segment,
    ...rest
  } = z.looseObject({ user_id: z.string(), segment: z.coerce.number() }).parse(row);
  return { id, segment, ...Object.fromEntries(features.map(({ name }) => [name, Number(rest[name])])) };
};
const byCustomer = (rows: readonly Readonly<Record<string, string | number>>[]) =>
  [...rows].sort((a, b) => (String(a["id"]) < String(b["id"]) ? -1 : 1));

async function copy(store: EventStore, server: PGlite, table: string): Promise<void> {
  const rows = await store.run({
    text: `select * exclude (arrival) from ${table}`,
    parse: (row) => z.record(z.string(), z.unknown()).parse(row),
  });
  const types: Readonly<Record<string, string>> = {
    day: "date",
    first_at: "timestamp",
    last_at: "timestamp",
    amount: "decimal(38,4)",
    viewed: "decimal(38,4)",
    user_id: "varchar",
    kind: "varchar",
    value: "varchar",
  };
  const columns = Object.keys(rows[0] ?? {}).map((name) => `${name} ${types[name] ?? "bigint"}`);
  await server.exec(`create table ${table} (${columns.join(", ")})`);
  await server.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}
