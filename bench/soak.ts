import { type Load, type Next, load, plainly, post } from "./http-load";
import type { Bench, Figure } from "./measure";
import { furnished, onServer, tokensOf } from "./people";
import { memoryOf, photographs, spoken, started, told, withPhotograph } from "./running";
import type { Place } from "./service";

/** Minutes for which people keep coming; 60 for the figures of a release. */
const minutes = Number(process.env["MINUTES"] ?? 3);
const perSecond = 10;

/** Everything that shoppers do, for as long as one likes: does the service keep what it should have let go? */
export const soak: Bench = {
  name: "soak",
  question: `does memory grow in ${minutes} minutes at ${perSecond} requests a second of every kind?`,
  run: () =>
    onServer(async function* (sql, place) {
      const { names, shop } = await furnished(sql, place.folder, { people: 5000, items: 5000 });
      yield* soaked(
        place,
        names,
        shop.map(({ id }) => id),
      );
    }),
};

async function* soaked(place: Place, names: readonly string[], items: readonly string[]): AsyncGenerator<Figure> {
  const pictures = await photographs();
  const service = started(place);
  try {
    const port = Number(new URL((await told<{ url: string }>(service)).url).port);
    const runs: { readonly done: Load; readonly memory: number }[] = [];
    let turn = 0;
    for (let minute = 0; minute < minutes; minute++) {
      const users = await tokensOf(
        Array.from({ length: 600 }, (_, at) => names[(600 * minute + at) % names.length] ?? ""),
        place.folder,
      );
      const next: Next = () => asked(turn++, users, items, pictures);
      const done = await load([port], 50, 60, next, perSecond);
      runs.push({ done, memory: (await memoryOf(service)).now });
    }
    const memory = runs.map((run) => run.memory);
    const middle = (part: readonly number[]) =>
      [...part].sort((a, b) => a - b)[Math.floor(part.length / 2)] ?? Number.NaN;
    const third = Math.max(1, Math.floor(runs.length / 3));
    const failed = new Map<string, number>();
    for (const { done } of runs)
      for (const [status, count] of Object.entries(done.failed)) failed.set(status, (failed.get(status) ?? 0) + count);
    const refusals = [...failed].map(([status, count]) => `${count} of ${status}`).join(", ");
    yield {
      what: "visits answered; other answers than hoped for, of people who erased themselves",
      value: `${runs.reduce((sum, { done }) => sum + done.answered, 0)}; ${refusals || "none"}`,
    };
    yield {
      what: "the first minute, the last: a second; median, p95, p99",
      value: [runs[0], runs.at(-1)].flatMap((run) => (run ? [spoken(run.done)] : [])).join(" | "),
    };
    yield {
      what: "memory of the service in the middle of each third of the time",
      value: [memory.slice(0, third), memory.slice(third, 2 * third), memory.slice(2 * third)]
        .filter((part) => part.length > 0)
        .map((part) => `${middle(part).toFixed(0)} MB`)
        .join(", "),
    };
    yield { what: "each minute", value: memory.map((each) => each.toFixed(0)).join(" ") };
  } finally {
    service.disconnect();
  }
}

/** What the next visitor does: mostly asks, sometimes likes, looks, talks, sends a photograph, and now and then takes everything along or away. */
function asked(turn: number, users: readonly string[], items: readonly string[], pictures: readonly Uint8Array[]) {
  const token = users[turn % users.length] ?? "";
  const item = items[(turn * 7919) % items.length] ?? "";
  if (turn % 300 === 299) return plainly("DELETE", "/v1/me", token);
  if (turn % 100 === 99) return plainly("GET", "/v1/me/export", token);
  switch (turn % 10) {
    case 5:
      return plainly("PUT", `/v1/me/likes/${item}`, token);
    case 6:
      return plainly("PUT", `/v1/me/views/${item}`, token);
    case 7:
      return plainly("GET", `/v1/items/${item}/similar?limit=12`, token);
    case 8:
      return withPhotograph(pictures[turn % pictures.length] ?? new Uint8Array(), token);
    case 9:
      return post("/v1/chat", token, JSON.stringify({ turns: [{ from: "shopper", text: "a blue dress under 80" }] }));
    default:
      return post("/v1/recommendations", token, JSON.stringify({ limit: 20 }));
  }
}
