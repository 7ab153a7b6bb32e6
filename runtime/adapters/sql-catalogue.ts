import type { Catalogue } from "../catalogue/catalogue";
import { type Product, product } from "../catalogue/product";
import type { Sql } from "./sql";

/** Milliseconds for which a copy is believed without asking: a new product is recommendable within that time everywhere. */
const believed = 500;

/**
 * Products in PostgreSQL, with a copy in memory, since ranking looks at all of them at every request. Every change raises one
 * number; other processes ask for that number now and then, and read the products again when it has changed.
 */
export async function sqlCatalogue(sql: Sql, now: () => number = Date.now): Promise<Catalogue> {
  let copy = await read(sql);
  let askedAt = now();
  let asking: Promise<void> | undefined;
  const ask = async () => {
    if ((await versionOf(sql)) !== copy.version) copy = await read(sql);
    askedAt = now();
  };
  const current = async () => {
    if (now() - askedAt >= believed)
      await (asking ??= ask().finally(() => {
        asking = undefined;
      }));
    return copy;
  };
  const change = async (text: string, parameters: readonly unknown[]) => {
    await sql.transaction(async (within) => {
      await within.query(text, parameters);
      await within.query("update catalogue_version set version = version + 1");
    });
    copy = { ...copy, version: -1 };
  };
  return {
    async put(item) {
      await change(
        "insert into products (id, product) values ($1, $2) on conflict (id) do update set product = excluded.product",
        [item.id, JSON.stringify(item)],
      );
      copy.products.set(item.id, item);
      copy = { ...copy, listed: undefined };
    },
    async withdraw(id) {
      await change("delete from products where id = $1", [id]);
      copy.products.delete(id);
      copy = { ...copy, listed: undefined };
    },
    get: async (id) => (await current()).products.get(id),
    async list() {
      const seen = await current();
      return (seen.listed ??= [...seen.products.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
  };
}

interface Copy {
  readonly version: number;
  readonly products: Map<string, Product>;
  listed: readonly Product[] | undefined;
}

const versionOf = async (sql: Pick<Sql, "query">) =>
  Number((await sql.query("select version from catalogue_version"))[0]?.["version"]);

/** The number first: a change that comes in between is read again. */
async function read(sql: Sql): Promise<Copy> {
  const version = await versionOf(sql);
  const rows = await sql.query("select product from products");
  const products = new Map(
    rows.map((row) => {
      const each = product.parse(row["product"]);
      return [each.id, each] as const;
    }),
  );
  return { version, products, listed: undefined };
}
