import { pglite } from "./embedded/pglite";
import { renamed } from "./sql-keys";

describe("what a rotation of the pseudonym keys renames", () => {
  it("is every column of the database that names somebody: a table that is new and not listed fails here", async () => {
    const sql = await pglite();
    const columns = await sql.query(
      `select table_name, column_name from information_schema.columns
       where table_schema = 'public' and column_name in ('subject', 'owner', 'profile') order by 1, 2`,
    );
    expect(columns.map(({ table_name: table, column_name: column }) => `${String(table)}.${String(column)}`)).toEqual(
      renamed.map(({ table, column }) => `${table}.${column}`).sort(),
    );
    await sql.close();
  });
});
