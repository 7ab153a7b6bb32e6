import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exactIndex } from "../runtime/adapters/embedded/exact-index";
import { pglite } from "../runtime/adapters/embedded/pglite";
import { pieces } from "../runtime/catalogue/vocabulary";
import type { Admission } from "../runtime/recommendation/vector-index";
import { type Random, randomFrom } from "../runtime/sample/random";
import { looking, looksLike } from "./looks";
import { type Bench, type Figure, megabytes, milliseconds, percentile } from "./measure";

const [vectors, questions, count] = [100_000, 100, 12];

/** usearch's graph on the same vectors and questions, one thread; recall against its own exact search. */
const peer = `
import sys, time, numpy as np
from usearch.index import Index, search, MetricKind
d = int(sys.argv[2]); k = int(sys.argv[4])
x = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, d); q = np.fromfile(sys.argv[3], dtype=np.float32).reshape(-1, d)
index = Index(ndim=d, metric="cos", dtype="f32", expansion_search=128)
t = time.perf_counter(); index.add(np.arange(len(x)), x, threads=2); built = time.perf_counter() - t
taken, hits = [], 0
for row in q:
    t = time.perf_counter(); found = index.search(row, k, threads=1); taken.append(time.perf_counter() - t)
    best = np.argsort(-(x @ row))[:k]
    hits += len(set(found.keys.tolist()) & set(best.tolist()))
t = time.perf_counter(); search(x, q[0], k, MetricKind.Cos, exact=True, threads=1); exact = time.perf_counter() - t
print(built, np.median(taken) * 1e3, hits / (k * len(q)), exact * 1e3)
`;

/** Nearest items among many, exact, under filters and after deletions and additions, beside comparing everything and beside a graph. */
export const similar: Bench = {
  name: "similar",
  question: `how long does it take to find the ${count} nearest of ${vectors} vectors?`,
  run: async function* (): AsyncGenerator<Figure> {
    const encoder = await looking.encoder();
    const look = await looksLike(encoder);
    const random = randomFrom("similar");
    yield* measured("as the encoder makes them", () => look(random.pick(pieces)), encoder.dimensions);
    yield* measured("in 300 clusters", inClusters(300, 192, random), 192);
    yield { what: "peak memory of the process", value: megabytes() };
  },
};

/** One in so many is admitted. */
const rarities = [3, 30, 100, 1000] as const;

async function* measured(kind: string, any: () => Float32Array, dimensions: number): AsyncGenerator<Figure> {
  const sql = await pglite();
  const index = await exactIndex(unkept(sql), "item", "bench", dimensions);
  const all = new Float32Array(vectors * dimensions);
  const put = async (at: number) => {
    const vector = any();
    all.set(vector, at * dimensions);
    await index.put(`i${at}`, vector);
  };
  for (let at = 0; at < vectors; at++) await put(at);
  const asked = Array.from({ length: questions }, any);
  await index.nearest(asked[0] ?? any(), count); // shadows are cast
  const compared = async (what: string, admits: (id: string) => boolean, ...admissions: readonly Admission[]) => {
    const own = admissions.map(() => [] as number[]);
    const plain: number[] = [];
    let agreeing = 0;
    let expecting = 0;
    for (const question of asked) {
      let began = performance.now();
      const { found: expected, least } = everything(question, all, dimensions, admits);
      plain.push(performance.now() - began);
      for (const [at, admission] of admissions.entries()) {
        began = performance.now();
        const near = await index.nearest(question, count, admission);
        own[at]?.push(performance.now() - began);
        agreeing += near.filter(({ similarity }) => similarity >= least - 1e-6).length; // equals may be answered in any order
        expecting += expected;
      }
    }
    const recall = (agreeing / expecting).toFixed(4);
    return {
      what: `${kind}, ${what}`,
      value: [...own.map(spoken), `recall ${recall}`, `peer ${spoken(plain)}`].join(" | "),
    };
  };
  yield await compared(
    "median; 95th percentile | peer: comparing all",
    () => true,
    () => true,
  );
  yield* beside(kind, all, asked, dimensions);
  for (let at = 0; at < vectors; at += 10) {
    await index.delete(`i${at}`);
    all.fill(Number.NaN, at * dimensions, (at + 1) * dimensions);
  }
  for (let at = 0; at < vectors; at += 20) await put(at);
  for (const rarity of rarities) {
    const admits = (id: string) => Number(id.slice(1)) % rarity === 0;
    const named = new Set(Array.from({ length: vectors }, (_, at) => `i${at}`).filter(admits));
    yield await compared(`10,000 deleted, 5,000 added, one in ${rarity}: asked | named`, admits, admits, named);
  }
  await sql.close();
}

/** Vectors around centres that lie in every direction alike, as no encoder makes them: harder to pass over. */
function inClusters(centres: number, dimensions: number, random: Random): () => Float32Array {
  const around = (centre: Float32Array, width: number) => {
    const moved = centre.map((each) => each + (width * random.whole(-1000, 1000)) / 1000);
    const length = Math.hypot(...moved);
    return moved.map((each) => each / length);
  };
  const all = Array.from({ length: centres }, () => around(new Float32Array(dimensions), 1));
  return () => around(random.pick(all), 0.04);
}

/** The index writes each vector down as well, which is not what is measured. */
const unkept = (sql: Awaited<ReturnType<typeof pglite>>) => ({
  ...sql,
  query: async (text: string) => (text.startsWith("insert") ? [{ id: "", version: "0" }] : []),
});

const spoken = (taken: number[]) => {
  taken.sort((a, b) => a - b);
  return `${milliseconds(percentile(taken, 0.5))}; ${milliseconds(percentile(taken, 0.95))}`;
};

/** How many are nearest of what is admitted and not deleted, and how near the last of them is, by comparing each. */
function everything(question: Float32Array, all: Float32Array, dimensions: number, admits: (id: string) => boolean) {
  const found: { readonly score: number }[] = [];
  for (let row = 0; row < vectors; row++) {
    const id = `i${row}`;
    if (!admits(id)) continue;
    let score = 0;
    for (let at = 0; at < dimensions; at++) score += (question[at] ?? 0) * (all[row * dimensions + at] ?? 0);
    if (Number.isNaN(score) || (found.length === count && score <= (found[count - 1]?.score ?? 0))) continue;
    found.push({ score });
    found.sort((a, b) => b.score - a.score);
    found.splice(count);
  }
  return { found: found.length, least: found.at(-1)?.score ?? -1 };
}

function beside(
  kind: string,
  all: Float32Array,
  asked: readonly Float32Array[],
  dimensions: number,
): readonly Figure[] {
  const python = process.env["PENDERIE_PYTHON"];
  if (python === undefined) return [{ what: "peer: not run, no PENDERIE_PYTHON with usearch", value: "–" }];
  const folder = mkdtempSync(join(tmpdir(), "penderie-similar-"));
  try {
    writeFileSync(join(folder, "x"), all);
    writeFileSync(
      join(folder, "q"),
      Buffer.concat(asked.map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength))),
    );
    const args = ["-c", peer, join(folder, "x"), String(dimensions), join(folder, "q"), String(count)];
    const { stdout, stderr, status } = spawnSync(python, args, { encoding: "utf8" });
    if (status !== 0)
      return [{ what: "peer: usearch could not be run", value: stderr.trim().split("\n").at(-1) ?? "" }];
    const [built = 0, median = 0, recall = 0, exact = 0] = stdout.trim().split(" ").map(Number);
    return [
      {
        what: `${kind}, peer: usearch's graph, median; recall; built in`,
        value: `${milliseconds(median)}; ${recall.toFixed(4)}; ${built.toFixed(0)} s`,
      },
      { what: `${kind}, peer: usearch's exact search, one thread`, value: milliseconds(exact) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
