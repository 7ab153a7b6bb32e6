import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exactIndex } from "../runtime/adapters/embedded/exact-index";
import { pglite } from "../runtime/adapters/embedded/pglite";
import { pieces } from "../runtime/catalogue/vocabulary";
import { randomFrom } from "../runtime/sample/random";
import { committedEncoder, looksLike } from "./looks";
import { type Bench, type Figure, megabytes, milliseconds, percentile } from "./measure";

const [vectors, questions, count] = [100_000, 300, 12];

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

/** Nearest items among many, exact, with a filter and after deletions, beside comparing everything and beside a graph. */
export const similar: Bench = {
  name: "similar",
  question: `how long does it take to find the ${count} nearest of ${vectors} vectors?`,
  run: async function* (): AsyncGenerator<Figure> {
    const encoder = await committedEncoder();
    const look = await looksLike(encoder);
    const random = randomFrom("similar");
    const any = () => look(random.pick(pieces));
    const sql = await pglite();
    const index = await exactIndex(unkept(sql), "item", encoder.model, encoder.dimensions);
    const all = new Float32Array(vectors * encoder.dimensions);
    for (let at = 0; at < vectors; at++) {
      const vector = any();
      all.set(vector, at * encoder.dimensions);
      await index.put(`i${at}`, vector);
    }
    const asked = Array.from({ length: questions }, any);
    await index.nearest(asked[0] ?? any(), count); // shadows are cast
    const taken: number[] = [];
    const plain: number[] = [];
    let agreeing = 0;
    for (const question of asked) {
      let began = performance.now();
      const near = await index.nearest(question, count);
      taken.push(performance.now() - began);
      began = performance.now();
      const expected = everything(question, all, encoder.dimensions);
      plain.push(performance.now() - began);
      agreeing += near.filter(({ id }) => expected.has(id)).length;
    }
    yield { what: "exact, median; 95th percentile", value: spoken(taken) };
    yield { what: "peer: comparing everything, the same process", value: spoken(plain) };
    yield { what: "recall", value: (agreeing / (questions * count)).toFixed(4) };
    for (let at = 0; at < vectors; at += 10) await index.delete(`i${at}`);
    const filtered: number[] = [];
    for (const question of asked) {
      const began = performance.now();
      await index.nearest(question, count, (id) => Number(id.slice(1)) % 3 === 0);
      filtered.push(performance.now() - began);
    }
    yield { what: "after 10,000 deletions, one in three admitted", value: spoken(filtered) };
    yield* beside(all, asked, encoder.dimensions);
    yield { what: "peak memory of the process", value: megabytes() };
    await sql.close();
  },
};

/** The index writes each vector down as well, which is not what is measured. */
const unkept = (sql: Awaited<ReturnType<typeof pglite>>) => ({
  ...sql,
  query: async (text: string) => (text.startsWith("insert") ? [{ id: "", version: "0" }] : []),
});

const spoken = (taken: number[]) => {
  taken.sort((a, b) => a - b);
  return `${milliseconds(percentile(taken, 0.5))}; ${milliseconds(percentile(taken, 0.95))}`;
};

function everything(question: Float32Array, all: Float32Array, dimensions: number): ReadonlySet<string> {
  const scores = new Float64Array(vectors);
  for (let row = 0; row < vectors; row++) {
    let sum = 0;
    for (let at = 0; at < dimensions; at++) sum += (question[at] ?? 0) * (all[row * dimensions + at] ?? 0);
    scores[row] = sum;
  }
  const least = scores.slice().sort()[vectors - count] ?? 0;
  return new Set(Array.from(scores.keys()).flatMap((row) => ((scores[row] ?? 0) >= least ? [`i${row}`] : [])));
}

function beside(all: Float32Array, asked: readonly Float32Array[], dimensions: number): readonly Figure[] {
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
        what: "peer: usearch's graph, median; recall; built in",
        value: `${milliseconds(median)}; ${recall.toFixed(4)}; ${built.toFixed(0)} s`,
      },
      { what: "peer: usearch's exact search, one thread", value: milliseconds(exact) },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
