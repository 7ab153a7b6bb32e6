import { z } from "zod";
import type { Neighbour, VectorIndex } from "../../recommendation/vector-index";
import type { Sql } from "../sql";

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

/** Vectors one behind the other, so that a question walks through memory once. */
function vectorBlock(dimensions: number) {
  let numbers = new Float32Array(64 * dimensions);
  const ids: string[] = [];
  const places = new Map<string, number>();
  const at = (place: number) => numbers.subarray(place * dimensions, (place + 1) * dimensions);
  return {
    ids: () => [...ids],
    get(id: string): Float32Array | undefined {
      const place = places.get(id);
      return place === undefined ? undefined : at(place).slice();
    },
    put(id: string, vector: Float32Array): void {
      const place = places.get(id) ?? ids.length;
      if ((place + 1) * dimensions > numbers.length) {
        const larger = new Float32Array(Math.ceil((place + 1) * 1.5) * dimensions);
        larger.set(numbers);
        numbers = larger;
      }
      numbers.set(vector, place * dimensions);
      ids[place] = id;
      places.set(id, place);
    },
    /** The last takes the place of the one that goes. */
    delete(id: string): void {
      const place = places.get(id);
      const last = ids.at(-1);
      if (place === undefined || last === undefined) return;
      numbers.copyWithin(place * dimensions, (ids.length - 1) * dimensions, ids.length * dimensions);
      numbers.fill(0, (ids.length - 1) * dimensions, ids.length * dimensions);
      ids[place] = last;
      places.set(last, place);
      places.delete(id);
      ids.pop();
    },
    nearest(question: Float32Array, count: number, admits: (id: string) => boolean): readonly Neighbour[] {
      const best: Neighbour[] = [];
      let worst = -Infinity;
      if (count < 1) return best;
      for (let place = 0; place < ids.length; place++) {
        const similarity = dot(question, numbers, place * dimensions);
        if (similarity < worst) continue;
        const id = ids[place] ?? "";
        const full = best.length >= count;
        if (full && similarity === worst && id > (best[count - 1]?.id ?? "")) continue;
        if (!admits(id)) continue;
        if (full) best.pop();
        let rank = best.length;
        while (rank > 0) {
          const other = best[rank - 1];
          if (!other || other.similarity > similarity || (other.similarity === similarity && other.id < id)) break;
          rank--;
        }
        best.splice(rank, 0, { id, similarity });
        if (best.length >= count) worst = best[count - 1]?.similarity ?? -Infinity;
      }
      return best;
    },
  };
}

/** Four sums side by side: one alone would wait for itself at every step. */
function dot(question: Float32Array, numbers: Float32Array, from: number): number {
  const length = question.length;
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < length; at += 4) {
    a += (question[at] ?? 0) * (numbers[from + at] ?? 0);
    b += (question[at + 1] ?? 0) * (numbers[from + at + 1] ?? 0);
    c += (question[at + 2] ?? 0) * (numbers[from + at + 2] ?? 0);
    d += (question[at + 3] ?? 0) * (numbers[from + at + 3] ?? 0);
  }
  for (; at < length; at++) a += (question[at] ?? 0) * (numbers[from + at] ?? 0);
  return a + b + (c + d);
}
