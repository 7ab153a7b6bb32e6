import { Hono } from "hono";
import { guarded } from "../runtime/adapters/guarded";
import { app } from "../runtime/http/app";
import { json, products, world } from "../runtime/http/testing/world";
import { randomFrom } from "../runtime/sample/random";
import { type Bench, megabytes, milliseconds, percentile, times } from "./measure";

const requests = 10_000;
const faults = 0.05;

/** What the rim of the service costs, and what becomes of requests while the dependencies fail. */
export const rim: Bench = {
  name: "rim",
  question: "what do ids, headers, tokens, limits and problems cost, and what happens while one call in twenty fails?",
  run: async () => {
    const service = await world();
    const headers = await asAda(service);
    const bare = new Hono().get("/x", (c) => c.json({ status: "alive" }));
    const plain = await times(3000, async () => (await bare.request("/x")).text());
    const open = await times(3000, async () => (await service.ask("/healthz")).text());
    const known = await times(3000, async () => (await service.ask("/v1/me/consents", { headers })).text());
    const overhead = (measured: readonly number[]) => milliseconds(percentile(measured, 0.5) - percentile(plain, 0.5));
    const underway = await underFaults(service);
    return [
      { what: "peer: a bare route of the framework, median", value: milliseconds(percentile(plain, 0.5)) },
      { what: "overhead of the rim without a token, median", value: overhead(open) },
      { what: "overhead with a token verified and consents read, median", value: overhead(known) },
      ...underway,
      { what: "peak memory of the process", value: megabytes() },
    ];
  },
};

type World = Awaited<ReturnType<typeof world>>;
const asAda = async ({ issuer }: World) => ({
  authorization: `Bearer ${(await issuer.mint("ada", ["shopper"])).token}`,
  "content-type": "application/json",
});

/** Likes and recommendations, twenty at once, while one call in twenty fails and a fifth of those hang past their deadline. */
async function underFaults(sound: World) {
  const random = randomFrom("rim");
  let failed = 0;
  const spoilt = <P extends object>(name: string, port: P): P =>
    guarded(
      name,
      { deadline: 250, concurrent: 50, failures: 50 },
      new Proxy(port, {
        get(target, member) {
          const call: unknown = Reflect.get(target, member);
          if (typeof call !== "function") return call;
          return async (...args: unknown[]): Promise<unknown> => {
            if (random.chance(faults)) {
              failed++;
              if (random.chance(0.2)) await new Promise((resolve) => setTimeout(resolve, 400));
              throw new Error("a fault");
            }
            return (call as (...each: unknown[]) => unknown).apply(target, args);
          };
        },
      }),
    );
  const { items, tastes, subject, now, consents } = sound.deps;
  const service = app({
    ...sound.deps,
    items: spoilt("Search", items),
    tastes: spoilt("Database", tastes),
    log: () => undefined,
  });
  const headers = await asAda(sound);
  const consent = { subject: await subject("ada"), purpose: "personalisation", granted: true, notice: "n" } as const;
  await consents.append({ ...consent, recordedAt: now() });

  const answers = new Map<string, number>();
  const taken: number[] = [];
  const acknowledged = new Set<string>();
  const heap: number[] = [];
  const one = async (at: number) => {
    const liked = products[at % products.length]?.id ?? "";
    const began = performance.now();
    const answer = await (at % 2 === 0
      ? service.request(`/v1/me/likes/${liked}`, { method: "PUT", headers })
      : service.request("/v1/recommendations", { ...json({ text: "a blue shirt" }), headers }));
    await answer.text();
    taken.push(performance.now() - began);
    const what = `${at % 2 === 0 ? "likes" : "recommendations"} answered ${answer.status}`;
    answers.set(what, (answers.get(what) ?? 0) + 1);
    if (answer.status === 204) acknowledged.add(liked);
  };
  for (let at = 0; at < requests; at += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, each) => one(at + each)));
    if (at % 1000 === 0) heap.push(process.memoryUsage().heapUsed / 1024 / 1024);
  }
  const kept = new Set((await tastes.of(await subject("ada"))).likes.map(({ itemId }) => itemId));
  const half = heap.length / 2;
  const growth = Math.min(...heap.slice(half)) - Math.min(...heap.slice(0, half));
  taken.sort((a, b) => a - b);
  return [
    { what: "requests, and calls of dependencies that failed", value: `${requests}, ${failed}` },
    ...[...answers].sort().map(([what, count]) => ({ what, value: String(count) })),
    {
      what: "acknowledged likes that were lost",
      value: String([...acknowledged].filter((id) => !kept.has(id)).length),
    },
    { what: "99th percentile (deadline of a call 250 ms)", value: milliseconds(percentile(taken, 0.99)) },
    { what: "growth of the heap from the first half to the second", value: `${growth.toFixed(1)} MB` },
  ];
}
