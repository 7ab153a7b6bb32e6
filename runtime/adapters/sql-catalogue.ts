import { z } from "zod";
import { type Catalogue, type Changes, withChanges } from "../catalogue/catalogue";
import { type Product, product } from "../catalogue/product";
import type { Sql } from "./sql";

/** Milliseconds for which a copy is believed without asking: a new product is recommendable within that time everywhere. */
const believed = 500;
/** Products that are read at once; others are answered in between. */
const page = 1000;
/** Of so many changes it is remembered which product they changed; who has missed more reads everything. */
const remembered = 10_000;

/**
 * Products in PostgreSQL, with a copy in memory, since ranking looks at all of them at every request. Every change raises one number and
 * says under it what it changed; other processes ask for that number now and then, and read what has changed since.
 */
export async function sqlCatalogue(sql: Sql, now: () => number = Date.now): Promise<Catalogue> {
  let copy = await everything(sql);
  let askedAt = now();
  let asking: Promise<void> | undefined;
  const ours = new Map<string, { readonly item: Product | undefined; readonly version: number }>();
  const ask = async () => {
    ours.clear();
    const news = await newsSince(copy.version, sql);
    if (!news) copy = await everything(sql);
    else {
      take(news.changes, copy);
      copy.version = news.version;
    }
    for (const [id, { item, version }] of ours) if (version > copy.version) take([[id, item]], copy); // what was read may not have it
    askedAt = now();
  };
  const current = async () => {
    if (now() - askedAt >= believed)
      await (asking ??= ask().finally(() => {
        asking = undefined;
      }));
    return copy;
  };
  const change = async (text: string, id: string, item: Product | undefined) => {
    const [row] = await sql.query(text, item ? [id, JSON.stringify(item)] : [id]);
    ours.set(id, { item, version: Number(row?.["version"]) });
    take([[id, item]], copy);
  };
  return {
    put: (item) => change(put, item.id, item),
    withdraw: (id) => change(withdraw, id, undefined),
    get: async (id) => (await current()).products.get(id),
    async list() {
      const seen = await current();
      if (seen.changes.size > 0) seen.list = withChanges(seen.list, seen.changes);
      seen.changes.clear();
      return seen.list;
    },
  };
}

interface Copy {
  version: number;
  readonly products: Map<string, Product>;
  list: readonly Product[];
  /** What is not in the list yet. */
  readonly changes: Map<string, Product | undefined>;
}

function take(changes: Iterable<readonly [id: string, item: Product | undefined]>, copy: Copy): void {
  for (const [id, item] of changes) {
    copy.changes.set(id, item);
    if (item) copy.products.set(id, item);
    else copy.products.delete(id);
  }
}

/** The number is raised first: whoever changes anything waits for it, so that a number that can be seen has none before it that cannot. */
const changing = (
  change: string,
) => `with risen as (update catalogue_version set version = version + 1 returning version),
  changed as (${change}),
  forgotten as (delete from catalogue_changes where version <= (select version from catalogue_version) - ${remembered})
  insert into catalogue_changes select version, $1 from risen returning version`;
const put = changing(`insert into products (id, product) select $1, cast($2 as jsonb) from risen
  on conflict (id) do update set product = excluded.product`);
const withdraw = changing("delete from products using risen where id = $1");

const versionOf = async (sql: Pick<Sql, "query">) =>
  Number((await sql.query("select version from catalogue_version"))[0]?.["version"]);

const changeOf = z.object({ version: z.coerce.number(), id: z.string() });

/** What has changed since a version; undefined where that is not remembered, for each of the changes. */
async function newsSince(
  version: number,
  sql: Sql,
): Promise<{ readonly version: number; readonly changes: Changes } | undefined> {
  const newest = await versionOf(sql);
  if (newest === version) return { version, changes: new Map() };
  const text = "select version, id from catalogue_changes where version > $1 and version <= $2";
  const news = (await sql.query(text, [version, newest])).map((row) => changeOf.parse(row));
  if (news.length !== newest - version) return undefined;
  const ids = [...new Set(news.map(({ id }) => id))];
  const changes = new Map<string, Product | undefined>(ids.map((id) => [id, undefined]));
  for (let at = 0; at < ids.length; at += page) {
    const those = "select product from products where id = any (cast($1 as varchar[]))";
    for (const each of productsIn(await sql.query(those, [ids.slice(at, at + page)]))) changes.set(each.id, each);
  }
  return { version: newest, changes };
}

/** The number first: a change that comes in between is read again. */
async function everything(sql: Sql): Promise<Copy> {
  const version = await versionOf(sql);
  const products = new Map<string, Product>();
  const text = `select product from products where id > $1 order by id limit ${page}`;
  for (let after: string | undefined = ""; after !== undefined;) {
    const read = productsIn(await sql.query(text, [after]));
    for (const each of read) products.set(each.id, each);
    after = read.at(-1)?.id;
  }
  const list = withChanges([], products);
  return { version, products, list, changes: new Map() };
}

const productsIn = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  rows.map((row) => product.parse(row["product"]));
