import { join } from "node:path";
import { habitFile } from "../runtime/adapters/embedded/habit-file";
import type { Sql } from "../runtime/adapters/sql";
import { sqlConsents } from "../runtime/adapters/sql-consents";
import { sqlTastes } from "../runtime/adapters/sql-tastes";
import { gramsIn, wattHours } from "../infra/facts/energy";
import { learnFromLikes } from "../runtime/recommendation/behaviour/learn-likes";
import { type Load, load, post } from "./http-load";
import { type Bench, type Figure, megabytes, milliseconds } from "./measure";
import { furnished, onServer, tokensOf } from "./people";
import { memoryOf, photographs, spoken, started, told, withPhotograph } from "./running";
import type { Place } from "./service";

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
  run: () =>
    onServer(async function* (sql, place) {
      const { names, likes, seeded } = await furnished(sql, place.folder, { people, items });
      const tokens = await tokensOf(names.slice(0, asking), place.folder);
      yield {
        what: "people, items, likes; put into PostgreSQL in",
        value: `${people}, ${items}, ${likes}; ${seeded.toFixed(0)} s`,
      };
      yield* await learnt(sql, place.folder);
      yield* asked(place, tokens);
    }),
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
  const pictures = await photographs();
  const service = started(place);
  try {
    const port = Number(new URL((await told<{ url: string }>(service)).url).port);
    let turn = 0;
    const visit = () => {
      const token = tokens[turn % tokens.length] ?? "";
      return withPhotograph(pictures[turn++ % pictures.length] ?? new Uint8Array(), token);
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

async function askedOf(processes: number, place: Place, tokens: readonly string[], widths: readonly number[]) {
  const services = Array.from({ length: processes }, () => started(place));
  try {
    const running = await Promise.all(services.map((service) => told<{ url: string; ready: number }>(service)));
    const ports = running.map(({ url }) => Number(new URL(url).port));
    let turn = 0;
    const next = () => post("/v1/recommendations", tokens[turn++ % tokens.length] ?? "", JSON.stringify({ limit: 20 }));
    await load(ports, 8 * processes, 15, next);
    const runs: (readonly [string, Load])[] = [];
    const before = await Promise.all(services.map(memoryOf));
    for (const width of widths) runs.push([`${width} connections`, await load(ports, width, seconds, next)]);
    const after = await Promise.all(services.map(memoryOf));
    const most = Math.max(...after.map(({ peak }) => peak));
    const spent = (all: typeof after) => all.reduce((sum, { seconds: each }) => sum + each, 0);
    const thousands = runs.reduce((sum, [, { answered }]) => sum + answered, 0) / 1000;
    const each = (spent(after) - spent(before)) / thousands;
    const as = processes === 1 ? "one process" : `${processes} processes`;
    return [
      { what: `${as}, start to the first answer`, value: milliseconds(Math.max(...running.map(({ ready }) => ready))) },
      ...runs.map(([what, each]) => ({ what: `${as}, ${what}: a second; median, p95, p99`, value: spoken(each) })),
      {
        what: `${as}: processor time and energy for 1,000 recommendations, the database's not counted`,
        value: `${each.toFixed(2)} s; ${wattHours(each).toFixed(4)} Wh; ${((wattHours(each) * (gramsIn("swedencentral") ?? 0)) / 1000).toFixed(5)} g CO2e in swedencentral`,
      },
      { what: `${as}: peak memory of one`, value: `${most.toFixed(0)} MB` },
    ];
  } finally {
    for (const service of services) service.disconnect();
  }
}
