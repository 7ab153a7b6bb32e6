import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSecrets } from "../runtime/adapters/embedded/file-secrets";
import { tokenIssuer } from "../runtime/adapters/embedded/token-issuer";
import { postgres } from "../runtime/adapters/postgres";
import { migrate } from "../runtime/adapters/schema";
import type { Sql } from "../runtime/adapters/sql";
import type { Product } from "../runtime/catalogue/product";
import { styles } from "../runtime/catalogue/vocabulary";
import { pseudonyms } from "../runtime/privacy/pseudonym";
import { type Random, randomFrom } from "../runtime/sample/random";
import { sampleShop } from "../runtime/sample/shop";
import { noPostgres, postgresServer } from "../runtime/testing/postgres-server";
import { looking, looksLike } from "./looks";
import type { Figure } from "./measure";
import type { Place } from "./service";

/** Work on a PostgreSQL server and in a folder that are gone afterwards; a line that says why, where there is no server. */
export async function* onServer(work: (sql: Sql, place: Place) => AsyncIterable<Figure>): AsyncGenerator<Figure> {
  const missing = noPostgres();
  if (missing !== undefined) {
    yield { what: "not run", value: missing };
    return;
  }
  const server = await postgresServer();
  const folder = mkdtempSync(join(tmpdir(), "penderie-people-"));
  chmodSync(folder, 0o700);
  const unhurried = { statement_timeout: 0, query_timeout: 0 };
  const sql = postgres({ host: "127.0.0.1", port: server.port, user: "owner", database: "postgres", ...unhurried });
  try {
    yield* work(sql, { port: server.port, database: server.pid, folder });
  } finally {
    await sql.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A shop, people with a taste each who like what fits it, and tokens of some of them. */
export async function furnished(
  sql: Sql,
  folder: string,
  { people, items }: { readonly people: number; readonly items: number },
) {
  const began = performance.now();
  await migrate(sql);
  const shop = sampleShop("load", items);
  const random = randomFrom("load");
  const encoder = await looking.encoder();
  const look = await looksLike(encoder);
  for (let at = 0; at < shop.length; at += 1000) {
    const part = shop.slice(at, at + 1000);
    await sql.query("insert into products (id, product) select * from unnest($1::varchar[], $2::jsonb[])", [
      part.map(({ id }) => id),
      part.map((product) => JSON.stringify(product)),
    ]);
    await sql.query("insert into vectors select 'item', $1, * from unnest($2::varchar[], $3::bytea[])", [
      encoder.model,
      part.map(({ id }) => id),
      part.map(({ piece }) => Buffer.from(look(piece).buffer)),
    ]);
  }
  const { subject } = await pseudonyms(fileSecrets(folder), "bench");
  const wardrobes = wardrobesOf(shop, random);
  let likes = 0;
  for (let at = 0; at < people; at += 5000) {
    const names = Array.from({ length: Math.min(5000, people - at) }, (_, each) => subject(`user-${at + each}`));
    await sql.query(
      `insert into consents (subject, purpose, granted, notice, recorded_at)
       select subject, purpose, true, 'bench', now()
       from unnest($1::varchar[]) subject, unnest(array['personalisation', 'recommendation']) purpose`,
      [names],
    );
    await sql.query(
      "insert into presence (subject, last_seen) select subject, current_date from unnest($1::varchar[]) subject",
      [names],
    );
    await sql.query("insert into preferences select * from unnest($1::varchar[], $2::jsonb[])", [
      names,
      names.map(() => JSON.stringify({ styles: [random.pick(styles)], budget: random.pick([80, 120, 200]) })),
    ]);
    const rows = names.flatMap((name) => {
      const wardrobe = random.pick(wardrobes);
      const liked = new Set(Array.from({ length: random.whole(4, 22) }, () => popularOf(wardrobe, random).id));
      return [...liked].map((item, age) => ({ name, item, age }));
    });
    likes += rows.length;
    await sql.query(
      `insert into likes select subject, item, now() - make_interval(days => age)
       from unnest($1::varchar[], $2::varchar[], $3::int[]) each (subject, item, age)`,
      [rows.map(({ name }) => name), rows.map(({ item }) => item), rows.map(({ age }) => age)],
    );
  }
  await sql.query("analyze");
  const names = Array.from({ length: people }, () => `user-${random.whole(0, people - 1)}`);
  return { names, shop, likes, seeded: (performance.now() - began) / 1000 };
}

/** Tokens of these users; they last a quarter of an hour. */
export async function tokensOf(users: readonly string[], folder: string): Promise<readonly string[]> {
  const issuer = await tokenIssuer(folder, () => new Date());
  const tokens: string[] = [];
  for (const user of users) tokens.push((await issuer.mint(user, ["shopper"])).token);
  return tokens;
}

/** Overlapping parts of the shop, each somebody's taste. */
const wardrobesOf = (shop: readonly Product[], random: Random): readonly (readonly Product[])[] =>
  Array.from({ length: 400 }, () => Array.from({ length: 400 }, () => random.pick(shop)));

/** The first of a wardrobe far more often than the last. */
const popularOf = (wardrobe: readonly Product[], random: Random): Product => {
  const at = Math.floor(wardrobe.length * (random.whole(0, 999_999) / 1_000_000) ** 2);
  return wardrobe[at] ?? random.pick(wardrobe);
};
