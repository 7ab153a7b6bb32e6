import fc from "fast-check";
import { type Admission, admitting } from "../../recommendation/vector-index";
import { randomFrom } from "../../sample/random";
import { exactIndex } from "./exact-index";
import { pglite } from "./pglite";

const ids = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const vectors = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 });
const changes = fc.array(fc.oneof(fc.record({ put: ids, vector: vectors }), fc.record({ delete: ids })), {
  maxLength: 40,
});

describe("the exact index", () => {
  it("learns of what others put, change and delete once it looks again", async () => {
    const sql = await pglite();
    let time = 0;
    const options = { refresh: 1000, now: () => new Date(time) };
    const [mine, theirs] = [await exactIndex(sql, "k", "m", 2, options), await exactIndex(sql, "k", "m", 2)];
    const near = async () =>
      (await mine.nearest(Float32Array.from([1, 0]), 5)).map(({ id, similarity }) => [id, similarity]);
    await mine.put("own", Float32Array.from([0.6, 0.8]));
    await theirs.put("a", Float32Array.from([1, 0]));
    await theirs.put("b", Float32Array.from([0, 1]));
    expect(await near()).toEqual([["own", expect.closeTo(0.6)]]);
    time = 1000;
    expect(await near()).toEqual([
      ["a", 1],
      ["own", expect.closeTo(0.6)],
      ["b", 0],
    ]);
    await theirs.put("b", Float32Array.from([0.8, 0.6]));
    await theirs.delete("a");
    await theirs.delete("own");
    time = 2000;
    expect(await near()).toEqual([["b", expect.closeTo(0.8)]]);
    await sql.close();
  });

  it("passes over what cannot be near, and answers what comparing everything answers, through puts and deletions", async () => {
    const sql = await pglite();
    const random = randomFrom("vectors");
    const number = () => random.whole(-1000, 1000) / 1000;
    const kinds = Array.from({ length: 9 }, () => Array.from({ length: 24 }, number));
    const vector = () => {
      const kind = random.pick(kinds);
      const raw = Float32Array.from(kind, (each) => each + number() / 4);
      const length = Math.hypot(...raw);
      return raw.map((each) => each / length);
    };
    const index = await exactIndex(sql, "many", "m", 24);
    const known = new Map<string, Float32Array>();
    const put = async (id: string) => {
      const made = vector();
      known.set(id, made);
      await index.put(id, made);
    };
    const agrees = async (admission: Admission) => {
      const admits = admitting(admission);
      for (let asked = 0; asked < 20; asked++) {
        const question = vector();
        const near = await index.nearest(question, 15, admission);
        const expected = [...known]
          .filter(([id]) => admits(id))
          .map(([id, each]) => ({
            id,
            similarity: each.reduce((sum, value, at) => sum + value * (question[at] ?? 0), 0),
          }))
          .sort((a, b) => b.similarity - a.similarity)
          .slice(0, 15);
        for (const [at, { similarity }] of expected.entries()) expect(near[at]?.similarity).toBeCloseTo(similarity, 5);
        expect(new Set(near.filter(({ id }) => admits(id)).map(({ id }) => id)).size).toBe(expected.length);
        expect(near).toHaveLength(expected.length);
      }
    };
    for (let at = 0; at < 2100; at++) await put(`v${at}`);
    const [most, few] = [(id: string) => !id.endsWith("3"), (id: string) => id.endsWith("47")];
    const named = (admits: (id: string) => boolean) => new Set([...known.keys()].filter(admits));
    const strange = Array.from({ length: 5000 }, (_, at) => `nowhere ${at}`);
    const admissions = () => [
      most,
      few,
      named(few),
      new Set([...named(most), ...strange]),
      (id: string) => id === "v48",
    ];
    for (const admission of admissions()) await agrees(admission);
    for (let at = 0; at < 300; at++) {
      await index.delete(`v${at * 3}`);
      known.delete(`v${at * 3}`);
      await put(`w${at}`);
      await put(`v${at * 3 + 1}`);
    }
    for (const admission of admissions()) await agrees(admission);
    await sql.close();
  });

  it("answers as if it had compared everything there is, after any puts and deletions", async () => {
    const sql = await pglite();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(changes, vectors, fc.nat({ max: 9 }), async (made, asked, count) => {
        const kind = `run ${++run}`;
        const index = await exactIndex(sql, kind, "m", 5);
        const known = new Map<string, readonly number[]>();
        for (const change of made)
          if ("put" in change) {
            await index.put(change.put, Float32Array.from(change.vector));
            known.set(change.put, change.vector);
          } else {
            await index.delete(change.delete);
            known.delete(change.delete);
          }
        const admits = (id: string) => id !== "c";
        const expected = [...known]
          .filter(([id]) => admits(id))
          .map(([id, vector]) => ({
            id,
            similarity: vector.reduce((sum, each, at) => sum + each * (asked[at] ?? 0), 0),
          }))
          .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
          .slice(0, count);
        expect(await index.nearest(Float32Array.from(asked), count, admits)).toEqual(expected);
        const again = await exactIndex(sql, kind, "m", 5);
        expect(await again.nearest(Float32Array.from(asked), count, admits)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
    await sql.close();
  });
});
