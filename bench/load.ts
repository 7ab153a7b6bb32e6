import { load } from "./http-load";
import type { Bench, Figure } from "./measure";
import { furnished, onServer, tokensOf } from "./people";
import { memoryOf, photographs, spoken, started, told, withPhotograph } from "./running";
import type { Place } from "./service";

const people = Number(process.env["PEOPLE"] ?? 5000);
const items = Number(process.env["ITEMS"] ?? 50_000);
/** Seconds for which photographs keep coming; 600 for the figures of a release. */
const paced = Number(process.env["SECONDS"] ?? 60);

/** Shoppers who photograph: how many visits a second, with the database, the service and the generator on the same cores. */
export const underLoad: Bench = {
  name: "load",
  question: `how many photographs a second, with ${people} known users and ${items} items?`,
  run: () =>
    onServer(async function* (sql, place) {
      const { names } = await furnished(sql, place.folder, { people, items });
      yield* photographed(place, names.slice(0, 5000));
    }),
};

/** Photographs sent, recommended for and deleted again, at a pace that is kept whatever the answers take. */
async function* photographed(place: Place, users: readonly string[]): AsyncGenerator<Figure> {
  const pictures = await photographs();
  const service = started(place);
  try {
    const port = Number(new URL((await told<{ url: string }>(service)).url).port);
    let turn = 0;
    const visits = async () => {
      const tokens = await tokensOf(users, place.folder); // of one run: tokens last a quarter of an hour
      return () =>
        withPhotograph(pictures[turn % pictures.length] ?? new Uint8Array(), tokens[turn++ % tokens.length] ?? "");
    };
    await load([port], 8, 10, await visits());
    for (const pace of [10, 40]) {
      const visit = await visits();
      const before = await memoryOf(service);
      const done = await load([port], 100, paced, visit, pace);
      const after = await memoryOf(service);
      yield { what: `${pace} photographs a second for ${paced} s: a second; median, p95, p99`, value: spoken(done) };
      yield {
        what: `  memory before, after, at most`,
        value: [before.now, after.now, after.peak].map((each) => `${each.toFixed(0)} MB`).join(", "),
      };
    }
    const most = await load([port], 8, 20, await visits());
    yield { what: "as many as 8 visitors send: a second; median, p95, p99", value: spoken(most) };
  } finally {
    service.disconnect();
  }
}
