import fc from "fast-check";
import { exactIndex } from "./exact-index";
import { pglite } from "./pglite";

const ids = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const vectors = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 });
const changes = fc.array(fc.oneof(fc.record({ put: ids, vector: vectors }), fc.record({ delete: ids })), {
  maxLength: 40,
});

describe("the exact index", () => {
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
