import type { Catalogue } from "../catalogue/catalogue";
import { product } from "../catalogue/product";
import type { Sql } from "./sql";

/**
 * Products in PostgreSQL, with a copy in memory that every change passes through: ranking looks at all of them at every
 * request. One process writes; a second one must be opened after the first has closed.
 */
export async function sqlCatalogue(sql: Sql): Promise<Catalogue> {
  const rows = await sql.query("select product from products order by id");
  const known = new Map(rows.map((row) => product.parse(row["product"])).map((each) => [each.id, each]));
  let listed: readonly (typeof known extends Map<string, infer P> ? P : never)[] | undefined;
  return {
    async put(item) {
      await sql.query(
        "insert into products (id, product) values ($1, $2) on conflict (id) do update set product = excluded.product",
        [item.id, JSON.stringify(item)],
      );
      known.set(item.id, item);
      listed = undefined;
    },
    async withdraw(id) {
      await sql.query("delete from products where id = $1", [id]);
      known.delete(id);
      listed = undefined;
    },
    get: async (id) => known.get(id),
    list: async () => (listed ??= [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1))),
  };
}
