import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { gramsIn, wattHours } from "../infra/facts/energy";
import { ask, load, post } from "./http-load";
import type { Learning } from "./learner";
import { type Bench, type Figure, milliseconds } from "./measure";
import { furnished, onServer, tokensOf } from "./people";
import { processorOf } from "./processor";
import { fresh } from "./fresh";
import { memoryOf, spoken, started, told } from "./running";
import type { Sql } from "../runtime/adapters/sql";
import { whileStockChanges } from "./stock";
import type { Place } from "./service";

const people = Number(process.env["PEOPLE"] ?? 400_000);
const items = Number(process.env["ITEMS"] ?? 50_000);
/** Seconds for which each width is asked. */
const seconds = Number(process.env["SECONDS"] ?? 20);
/** Of all people, those who ask, in turn. */
const asking = 5000;
/** Others of them, who like something and then withdraw their consent. */
const telling = 100;

/** Shoppers who are known: how many questions a second, with the database, the service and the generator on the same cores. */
export const knownUsers: Bench = {
  name: "known",
  question: `how many recommendations a second, with ${people} known users and ${items} items?`,
  run: () =>
    onServer(async function* (sql, place) {
      const { names, likes, seeded } = await furnished(sql, place.folder, { people, items });
      yield {
        what: "people, items, likes; put into PostgreSQL in",
        value: `${people}, ${items}, ${likes}; ${seeded.toFixed(0)} s`,
      };
      yield* await learnt(place);
      const known = [...new Set(names)];
      for (const [processes, widths] of runs)
        yield* asked(processes, widths, place, sql, {
          tokens: await tokensOf(known.slice(0, asking), place.folder),
          others: await tokensOf(known.splice(-telling), place.folder),
        });
    }),
};

/** How many processes of the service, and over how many connections each time; production has two replicas of one core at least. */
const runs: readonly (readonly [number, readonly number[]])[] = [
  [1, [1, 8, 16, 32]],
  [2, [8, 10, 16, 32]],
];

async function learnt(place: Place): Promise<readonly Figure[]> {
  const learner = fork(join(__dirname, "learner.js"), [JSON.stringify(place)]);
  const { learnt, seconds: passed, processor, peak } = await told<Learning>(learner);
  learner.disconnect();
  return [
    {
      what: `habits learnt of ${learnt.likes} likes of ${learnt.people} people, settings chosen, in`,
      value: `${passed.toFixed(0)} s, ${processor.toFixed(0)} s of a processor; ${peak.toFixed(0)} MB at most`,
    },
    {
      what: "nDCG@10 of each last like; popularity",
      value: `${learnt.ndcg.toFixed(3)}; ${learnt.popularity.toFixed(3)}`,
    },
  ];
}

/** The service as so many processes, each on a port of its own, as replicas have them; connections are spread over them. */
async function* asked(
  processes: number,
  widths: readonly number[],
  place: Place,
  sql: Sql,
  { tokens, others }: Readonly<Record<"tokens" | "others", readonly string[]>>,
): AsyncGenerator<Figure> {
  const as = processes === 1 ? "one process" : `${processes} processes`;
  const requests = tokens.map((token) => post("/v1/recommendations", token, JSON.stringify({ limit: 20 })));
  const services: ChildProcess[] = [];
  const ports: number[] = [];
  try {
    for (let each = 0; each < processes; each++) {
      const began = performance.now();
      const service = started(place);
      services.push(service);
      const port = Number(new URL((await told<{ url: string }>(service)).url).port);
      ports.push(port);
      const { status } = await ask(port, requests[each] ?? Buffer.alloc(0));
      if (status !== 200) throw new Error(`the first answer of the service was ${status}`);
      yield { what: `${as}, start to the first answer`, value: milliseconds(performance.now() - began) };
    }
    let turn = 0;
    const next = () => requests[turn++ % requests.length] ?? Buffer.alloc(0);
    await load(ports, 8 * processes, 15, next);
    let [answered, spent] = [0, 0];
    for (const width of widths) {
      const before = await processorOf(services, place);
      const done = await load(ports, width, seconds, next);
      const after = await processorOf(services, place);
      const each = (part: keyof typeof after) => milliseconds(((after[part] - before[part]) * 1000) / done.answered);
      answered += done.answered;
      spent += after.service - before.service;
      yield { what: `${as}, ${width} connections: a second; median, p95, p99`, value: spoken(done) };
      yield {
        what: "  processor time of an answer: service, database, generator",
        value: [each("service"), each("database"), each("generator")].join(", "),
      };
    }
    const [width = 1] = widths.slice(1);
    const changing = await whileStockChanges(sql, () => load(ports, width, seconds, next));
    yield { what: `${as}, ${width} connections, four products a second changing`, value: spoken(changing) };
    const thousand = (spent / answered) * 1000;
    const grams = (wattHours(thousand) * (gramsIn("swedencentral") ?? 0)) / 1000;
    yield {
      what: `${as}: energy of 1,000 recommendations, the database's not counted`,
      value: `${thousand.toFixed(2)} s; ${wattHours(thousand).toFixed(4)} Wh; ${grams.toFixed(5)} g CO2e in swedencentral`,
    };
    const peaks = (await Promise.all(services.map(memoryOf))).map(({ peak }) => `${peak.toFixed(0)} MB`);
    yield { what: `${as}: peak memory`, value: peaks.join(", ") };
    yield await fresh(ports, others);
  } finally {
    for (const service of services) service.disconnect();
  }
}
