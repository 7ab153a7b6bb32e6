import { z } from "zod";
import { sampleEvents } from "../../sample/events";
import { sampleShop } from "../../sample/shop";
import { assignmentSql } from "../../segmentation/assignment";
import { type Dialect, duckdb, spark } from "../../segmentation/dialect";
import { features, featuresOf } from "../../segmentation/features";
import { fitSegments } from "../../segmentation/fit";
import { ownColumns } from "../../segmentation/mapping";
import { tastesOf, visitsOf } from "../../segmentation/partials";
import { header, withEvents } from "../../testing/event-files";
import { describeWith } from "../../testing/engine";
import { type SparkServer, noSpark, sparkServer } from "../../testing/spark-server";
import { sqlEngineContract } from "../../testing/sql-engine-contract";
import { type DatabricksSql, databricksSql } from "./databricks-sql";

describeWith("spark", noSpark(), "Databricks' driver on a real Spark", () => {
  let server: SparkServer;
  let engine: DatabricksSql;
  const asked: string[] = [];
  beforeAll(async () => {
    server = await sparkServer();
    const credential = {
      getToken: async (scope: string | string[]) => {
        asked.push([scope].flat().join());
        return Promise.resolve({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 });
      },
    };
    engine = await databricksSql(
      { host: "127.0.0.1", port: server.port, path: "/cliservice" },
      credential,
      server.client(),
    );
  });
  afterAll(async () => {
    await engine.close().catch(() => undefined);
    await server.stop();
  });

  sqlEngineContract((work) => work(engine));

  it("computes from an event file the features and the segments that DuckDB computes, customer by customer", async () => {
    await withEvents(async (store, file) => {
      const path = file("events.csv", `${[...sampleEvents("spark", sampleShop("spark", 40), 6000)].join("\n")}\n`);
      const taken = await store.add(path, ownColumns);
      if (taken.kind !== "taken") throw new Error(taken.reason);
      const fitted = await fitSegments(store, { seed: "spark", minimum: 3 });
      if (fitted.kind !== "fitted") throw new Error(fitted.reason);
      const { assignment, priors, asOf } = fitted.model;

      const run = (text: string) => engine.run({ text, parse: (row) => row });
      const kept = `(select trim(user_id) as user_id, user_session as session, cast(substr(event_time, 1, 19) as timestamp) as event_time,
          event_type, cast(price as decimal(18,4)) as price, brand, coalesce(category_code, category_id) as category
        from (select distinct * from csv_events)
        where event_type in ('view', 'cart', 'remove_from_cart', 'purchase') and user_id is not null and user_session is not null
          and try_cast(price as decimal(18,4)) >= 0 and not (event_type = 'purchase' and try_cast(price as decimal(18,4)) = 0)) kept`;
      const columns = header.split(",").map((name) => `${name} string`);
      const statements = [
        `create or replace temporary view csv_events (${columns.join(", ")}) using csv options (path '${path}', header 'true', escape '"', mode 'DROPMALFORMED')`,
        `create or replace temporary view visits as ${visitsOf(kept, spark)}`,
        `create or replace temporary view tastes as ${tastesOf(kept, "brand")} union all ${tastesOf(kept, "category")}`,
      ];
      for (const statement of statements) await engine.execute(statement);
      expect(await run("select sum(views + carts + removals + purchases) as events from visits")).toEqual([
        { events: String(taken.kept) },
      ]);

      const on = (dialect: Dialect) => {
        const featured = featuresOf({ minimum: 3, priors, dialect });
        return `select f.*, a.segment from (${featured}) f join (${assignmentSql(assignment, featured)}) a on a.user_id = f.user_id order by f.user_id`;
      };
      const parse = (row: unknown) => z.record(z.string(), z.coerce.string()).parse(row);
      const parameters = { as_of: asOf };
      const here = await store.run({ text: on(duckdb), parameters, parse });
      const there = await engine.run({ text: on(spark), parameters, parse });
      expect(there.length).toBeGreaterThan(50);
      expect(there.map(({ user_id: id, segment }) => [id, segment])).toEqual(
        here.map(({ user_id: id, segment }) => [id, segment]),
      );
      for (const [at, row] of there.entries())
        for (const { name } of features) expect(Number(row[name])).toBeCloseTo(Number(here[at]?.[name]), 9);
    });
  });

  it("enters by a token for Databricks, and with nothing else", () => {
    expect(new Set(asked)).toEqual(new Set(["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default"]));
  });
});
