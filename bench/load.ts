import { type ChildProcess, fork } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileSecrets } from "../runtime/adapters/embedded/file-secrets";
import { habitFile } from "../runtime/adapters/embedded/habit-file";
import { svgRasteriser } from "../runtime/adapters/embedded/svg-rasteriser";
import { tokenIssuer } from "../runtime/adapters/embedded/token-issuer";
import { postgres } from "../runtime/adapters/postgres";
import { migrate } from "../runtime/adapters/schema";
import type { Sql } from "../runtime/adapters/sql";
import { sqlConsents } from "../runtime/adapters/sql-consents";
import { sqlTastes } from "../runtime/adapters/sql-tastes";
import type { Product } from "../runtime/catalogue/product";
import { pieces, styles } from "../runtime/catalogue/vocabulary";
import { pseudonyms } from "../runtime/privacy/pseudonym";
import { learnFromLikes } from "../runtime/recommendation/behaviour/learn-likes";
import { drawGarment } from "../runtime/sample/drawing";
import { anyGarment } from "../runtime/sample/drawings";
import { type Random, randomFrom } from "../runtime/sample/random";
import { sampleShop } from "../runtime/sample/shop";
import { noPostgres, postgresServer } from "../runtime/testing/postgres-server";
import { type Load, load, post, remove, upload } from "./http-load";
import { committedEncoder, looksLike } from "./looks";
import type { Place } from "./service";
import { type Bench, type Figure, megabytes, milliseconds } from "./measure";

const people = Number(process.env["PEOPLE"] ?? 400_000);
const items = Number(process.env["ITEMS"] ?? 50_000);
const asking = 5000;
const seconds = 30;
/** Seconds for which photographs keep coming; 600 for the figures of a release. */
const paced = Number(process.env["SECONDS"] ?? 60);

/** Shoppers who are known: how many questions a second, with the database, the service and the generator on the same cores. */
export const underLoad: Bench = {
  name: "load",
  question: `how many recommendations and photographs a second, with ${people} known users and ${items} items?`,
  run: async function* () {
    const missing = noPostgres();
    if (missing !== undefined) {
      yield { what: "not run", value: missing };
      return;
    }
    const server = await postgresServer();
    const folder = mkdtempSync(join(tmpdir(), "penderie-users-"));
    chmodSync(folder, 0o700);
    const sql = postgres({
      host: "127.0.0.1",
      port: server.port,
      user: "owner",
      database: "postgres",
      statement_timeout: 0,
      query_timeout: 0,
    });
    try {
      const { tokens, likes, seeded } = await furnished(sql, folder);
      yield {
        what: "people, items, likes; put into PostgreSQL in",
        value: `${people}, ${items}, ${likes}; ${seeded.toFixed(0)} s`,
      };
      yield* await learnt(sql, folder);
      yield* asked({ port: server.port, folder }, tokens);
    } finally {
      await sql.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** A shop, people with a taste each who like what fits it, and tokens of some of them. */
async function furnished(sql: Sql, folder: string) {
  const began = performance.now();
  await migrate(sql);
  const shop = sampleShop("load", items);
  const random = randomFrom("load");
  const encoder = await committedEncoder();
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
  const issuer = await tokenIssuer(folder, () => new Date());
  const tokens: string[] = [];
  for (let at = 0; at < asking; at++)
    tokens.push((await issuer.mint(`user-${random.whole(0, people - 1)}`, ["shopper"])).token);
  return { tokens, likes, seeded: (performance.now() - began) / 1000 };
}

/** Overlapping parts of the shop, each somebody's taste. */
const wardrobesOf = (shop: readonly Product[], random: Random): readonly (readonly Product[])[] =>
  Array.from({ length: 400 }, () => Array.from({ length: 400 }, () => random.pick(shop)));

/** The first of a wardrobe far more often than the last. */
const popularOf = (wardrobe: readonly Product[], random: Random): Product => {
  const at = Math.floor(wardrobe.length * (random.whole(0, 999_999) / 1_000_000) ** 2);
  return wardrobe[at] ?? random.pick(wardrobe);
};

async function learnt(sql: Sql, folder: string): Promise<readonly Figure[]> {
  const began = performance.now();
  const {
    ndcg,
    popularity,
    people: from,
    likes,
  } = await learnFromLikes({
    consents: sqlConsents(sql),
    tastes: sqlTastes(sql),
    store: habitFile(join(folder, "habits.bin")),
    now: () => new Date(),
  });
  return [
    {
      what: `habits learnt of ${likes} likes of ${from} people, settings chosen, in`,
      value: `${((performance.now() - began) / 1000).toFixed(0)} s`,
    },
    { what: "nDCG@10 of each last like; popularity", value: `${ndcg.toFixed(3)}; ${popularity.toFixed(3)}` },
    { what: "peak memory of the process that learnt", value: megabytes() },
  ];
}

/** The service as so many processes, each on a port of its own, as replicas have them; connections are spread over them. */
async function* asked(place: Place, tokens: readonly string[]): AsyncGenerator<Figure> {
  yield* await askedOf(1, place, tokens, [1, 8, 32]);
  yield* await askedOf(2, place, tokens, [32]);
  yield* photographed(place, tokens);
}

/** Photographs sent, recommended for and deleted again, at a pace that is kept whatever the answers take. */
async function* photographed(place: Place, tokens: readonly string[]): AsyncGenerator<Figure> {
  const pictures = await Promise.all(
    Array.from({ length: 20 }, (_, at) => {
      const random = randomFrom(`photograph ${at}`);
      return svgRasteriser.jpeg(drawGarment(anyGarment(random.pick(pieces), random), "photo", random), {
        width: 720,
        height: 960,
      });
    }),
  );
  const service = fork(join(__dirname, "service.js"), [JSON.stringify(place)]);
  try {
    const port = Number(new URL((await told<{ url: string }>(service)).url).port);
    let turn = 0;
    const visit = () => {
      const token = tokens[turn % tokens.length] ?? "";
      const picture = pictures[turn++ % pictures.length] ?? new Uint8Array();
      let photo = "";
      return [
        () => upload("/v1/photos", token, picture, "recommendation"),
        (before: string) => {
          photo = (JSON.parse(before) as { photoId: string }).photoId;
          return post("/v1/recommendations", token, JSON.stringify({ photoIds: [photo], limit: 12 }));
        },
        () => remove(`/v1/photos/${photo}`, token),
      ];
    };
    await load([port], 8, 10, visit);
    for (const pace of [10, 40]) {
      const before = await memoryOf(service);
      const done = await load([port], 100, paced, visit, pace);
      const after = await memoryOf(service);
      yield { what: `${pace} photographs a second for ${paced} s: a second; median, p95, p99`, value: spoken(done) };
      yield {
        what: `  memory before, after, at most`,
        value: [before.now, after.now, after.peak].map((each) => `${each.toFixed(0)} MB`).join(", "),
      };
    }
    const most = await load([port], 8, 20, visit);
    yield { what: "as many as 8 visitors send: a second; median, p95, p99", value: spoken(most) };
  } finally {
    service.disconnect();
  }
}

const told = <T>(service: ChildProcess) =>
  new Promise<T>((resolve, reject) => {
    service.once("message", resolve).once("exit", (status) => {
      reject(new Error(`the service ended with ${status ?? "a signal"}`));
    });
  });

function memoryOf(service: ChildProcess): Promise<{ readonly peak: number; readonly now: number }> {
  const answer = told<{ peak: number; now: number }>(service);
  service.send("memory");
  return answer;
}

async function askedOf(processes: number, place: Place, tokens: readonly string[], widths: readonly number[]) {
  const services = Array.from({ length: processes }, () =>
    fork(join(__dirname, "service.js"), [JSON.stringify(place)]),
  );
  try {
    const started = await Promise.all(services.map((service) => told<{ url: string; ready: number }>(service)));
    const ports = started.map(({ url }) => Number(new URL(url).port));
    let turn = 0;
    const next = () => post("/v1/recommendations", tokens[turn++ % tokens.length] ?? "", JSON.stringify({ limit: 20 }));
    await load(ports, 8 * processes, 15, next);
    const runs: (readonly [string, Load])[] = [];
    for (const width of widths) runs.push([`${width} connections`, await load(ports, width, seconds, next)]);
    const most = Math.max(...(await Promise.all(services.map(memoryOf))).map(({ peak }) => peak));
    const as = processes === 1 ? "one process" : `${processes} processes`;
    return [
      { what: `${as}, start to the first answer`, value: milliseconds(Math.max(...started.map(({ ready }) => ready))) },
      ...runs.map(([what, each]) => ({ what: `${as}, ${what}: a second; median, p95, p99`, value: spoken(each) })),
      { what: `${as}: peak memory of one`, value: `${most.toFixed(0)} MB` },
    ];
  } finally {
    for (const service of services) service.disconnect();
  }
}

export const spoken = ({ perSecond, median, p95, p99, failed }: Load): string =>
  `${perSecond.toFixed(0)}; ${[median, p95, p99].map(milliseconds).join(", ")}${
    Object.keys(failed).length > 0 ? `; failed ${JSON.stringify(failed)}` : ""
  }`;
