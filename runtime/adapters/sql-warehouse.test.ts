import { describeWith } from "../testing/engine";
import { type Server, noPostgres, postgresServer } from "../testing/postgres-server";
import { warehouseContract } from "../testing/warehouse-contract";
import { pglite } from "./embedded/pglite";
import { postgres } from "./postgres";
import type { Sql } from "./sql";
import { sqlWarehouse } from "./sql-warehouse";

const emptied = async (sql: Sql) => {
  await sql.query("drop schema if exists penderie cascade");
  return { warehouse: sqlWarehouse(sql), ask: (text: string) => sql.query(text) };
};

describe("a warehouse in PGlite", () => {
  let sql: Sql;
  beforeAll(async () => {
    sql = await pglite();
  });
  afterAll(() => sql.close());
  warehouseContract(() => emptied(sql));
});

describeWith("postgres", noPostgres(), "a warehouse on a PostgreSQL server", () => {
  let server: Server;
  let sql: Sql;
  beforeAll(async () => {
    server = await postgresServer();
    sql = postgres({ host: "127.0.0.1", port: server.port, user: "owner", database: "postgres", max: 2 });
  });
  afterAll(async () => {
    await sql.close();
    await server.stop();
  });
  warehouseContract(() => emptied(sql));
});
