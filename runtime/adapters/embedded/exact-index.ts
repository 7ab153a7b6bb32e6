import { z } from "zod";
import type { VectorIndex } from "../../recommendation/vector-index";
import type { Sql } from "../sql";
import { vectorBlock } from "./vector-block";

const row = z.object({ id: z.string(), vector: z.instanceof(Uint8Array) });

/**
 * Every vector of one kind and one model, compared with every question: exact, with the vectors in memory and a copy in
 * the database. Vectors of another model are never loaded, and so never compared.
 */
export async function exactIndex(sql: Sql, kind: string, model: string, dimensions: number): Promise<VectorIndex> {
  const block = vectorBlock(dimensions);
  for (const each of await sql.query("select id, vector from vectors where kind = $1 and model = $2", [kind, model])) {
    const { id, vector } = row.parse(each);
    block.put(id, new Float32Array(new Uint8Array(vector).buffer)); // a copy: a driver may answer a part of a larger buffer
  }
  block.prepare();
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
      block.put(id, vector);
    },
    async delete(id) {
      await sql.query("delete from vectors where kind = $1 and id = $2", [kind, id]);
      block.delete(id);
    },
    get: async (id) => block.get(id),
    async *ids() {
      yield* block.ids();
    },
    nearest: async (vector, count, admits = () => true) => block.nearest(checked(vector), count, admits),
  };
}
