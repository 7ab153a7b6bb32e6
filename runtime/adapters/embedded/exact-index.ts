import { z } from "zod";
import type { Neighbour, VectorIndex } from "../../recommendation/vector-index";
import type { Sql } from "../sql";

const row = z.object({ id: z.string(), vector: z.instanceof(Uint8Array) });

/**
 * Every vector of one kind and one model, compared with every question: exact, with the vectors in memory and a copy in
 * the database. Vectors of another model are never loaded, and so never compared.
 */
export async function exactIndex(sql: Sql, kind: string, model: string, dimensions: number): Promise<VectorIndex> {
  const vectors = new Map<string, Float32Array>();
  for (const each of await sql.query("select id, vector from vectors where kind = $1 and model = $2", [kind, model])) {
    const { id, vector } = row.parse(each);
    vectors.set(id, new Float32Array(vector.slice().buffer));
  }
  const checked = (vector: Float32Array) => {
    if (vector.length !== dimensions)
      throw new RangeError(`a vector of ${model} has ${dimensions} dimensions, this one ${vector.length}`);
    return vector;
  };
  return {
    async put(id, vector) {
      const bytes = new Uint8Array(checked(vector).slice().buffer);
      await sql.query(
        `insert into vectors (kind, model, id, vector) values ($1, $2, $3, $4)
         on conflict (kind, model, id) do update set vector = excluded.vector`,
        [kind, model, id, bytes],
      );
      vectors.set(id, vector.slice());
    },
    async delete(id) {
      await sql.query("delete from vectors where kind = $1 and id = $2", [kind, id]);
      vectors.delete(id);
    },
    get: async (id) => vectors.get(id)?.slice(),
    async *ids() {
      yield* [...vectors.keys()];
    },
    async nearest(vector, count, admits = () => true) {
      const question = checked(vector);
      const near: Neighbour[] = [];
      for (const [id, candidate] of vectors) {
        if (admits(id)) near.push({ id, similarity: dot(question, candidate) });
      }
      return near.sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1)).slice(0, count);
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
