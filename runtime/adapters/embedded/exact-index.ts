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

/** Directions of a shadow, and how many vectors make one worth its while; it is cast anew when there are twice as many. */
const shades = 16;
const worthwhile = 2000;
/** More than what 32 bits lose on the way. */
const slack = 1e-5;

/**
 * Vectors one behind the other, so that a question walks through memory once. Beside each lies its shadow: its part within the few
 * directions in which vectors differ most, and the length of the rest. What two shadows and rests can come to at most is told without
 * looking at the vectors (Cauchy-Schwarz), so that only those are compared that may be near enough: the answer is that of comparing all.
 */
function vectorBlock(dimensions: number) {
  let numbers = new Float32Array(64 * dimensions);
  let shadows = new Float32Array(0);
  let basis: Float32Array | undefined;
  let castAt = 0;
  const ids: string[] = [];
  const places = new Map<string, number>();
  const stride = shades + 1;
  const at = (place: number) => numbers.subarray(place * dimensions, (place + 1) * dimensions);

  const shadowOf = (vector: Float32Array, directions: Float32Array): Float32Array => {
    const shadow = new Float32Array(stride);
    let rest = dot(vector, vector, 0);
    for (let shade = 0; shade < shades; shade++) {
      const part = dot(vector, directions, shade * dimensions);
      shadow[shade] = part;
      rest -= part * part;
    }
    shadow[shades] = Math.sqrt(Math.max(0, rest));
    return shadow;
  };
  const cast = () => {
    const directions = mainDirections(numbers, ids.length, dimensions);
    shadows = new Float32Array((numbers.length / dimensions) * stride);
    for (let place = 0; place < ids.length; place++) shadows.set(shadowOf(at(place), directions), place * stride);
    basis = directions;
    castAt = ids.length;
  };

  const prepare = () => {
    if (ids.length >= worthwhile && ids.length > 2 * castAt) cast();
  };

  return {
    ids: () => [...ids],
    prepare,
    get(id: string): Float32Array | undefined {
      const place = places.get(id);
      return place === undefined ? undefined : at(place).slice();
    },
    put(id: string, vector: Float32Array): void {
      const place = places.get(id) ?? ids.length;
      if ((place + 1) * dimensions > numbers.length) {
        const room = Math.ceil((place + 1) * 1.5);
        numbers = enlarged(numbers, room * dimensions);
        if (basis) shadows = enlarged(shadows, room * stride);
      }
      numbers.set(vector, place * dimensions);
      if (basis) shadows.set(shadowOf(vector, basis), place * stride);
      ids[place] = id;
      places.set(id, place);
    },
    /** The last takes the place of the one that goes. */
    delete(id: string): void {
      const place = places.get(id);
      const last = ids.at(-1);
      if (place === undefined || last === undefined) return;
      const from = ids.length - 1;
      numbers.copyWithin(place * dimensions, from * dimensions, (from + 1) * dimensions);
      numbers.fill(0, from * dimensions, (from + 1) * dimensions);
      shadows.copyWithin(place * stride, from * stride, (from + 1) * stride);
      ids[place] = last;
      places.set(last, place);
      places.delete(id);
      ids.pop();
    },
    nearest(question: Float32Array, count: number, admits: (id: string) => boolean): readonly Neighbour[] {
      const best: Neighbour[] = [];
      let worst = -Infinity;
      if (count < 1) return best;
      prepare();
      const shadow = basis && shadowOf(question, basis);
      const rest = shadow?.[shades] ?? 0;
      for (let place = 0; place < ids.length; place++) {
        if (shadow) {
          const most = rest * (shadows[place * stride + shades] ?? 0) + dot(shadow, shadows, place * stride, shades);
          if (most + slack < worst) continue;
        }
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

/**
 * An orthonormal basis of the directions that hold most of the vectors' lengths, by orthogonal iteration on a sample (Golub and Van Loan,
 * Matrix Computations, 8.2.4). Any orthonormal basis serves; a better one lets more be passed over.
 */
function mainDirections(numbers: Float32Array, count: number, dimensions: number): Float32Array {
  const step = Math.max(1, Math.floor(count / 1000));
  let basis = new Float32Array(shades * dimensions);
  for (let shade = 0; shade < shades; shade++)
    for (let place = 0; place < dimensions; place++)
      basis[shade * dimensions + place] = ((shade * 31 + place * 17) % 97) - 48;
  orthonormalise(basis, dimensions);
  for (let round = 0; round < 8; round++) {
    const next = new Float32Array(shades * dimensions);
    for (let vector = 0; vector < count; vector += step) {
      const sample = numbers.subarray(vector * dimensions, (vector + 1) * dimensions);
      for (let shade = 0; shade < shades; shade++) {
        const part = dot(sample, basis, shade * dimensions);
        for (let place = 0; place < dimensions; place++)
          next[shade * dimensions + place] = (next[shade * dimensions + place] ?? 0) + part * (sample[place] ?? 0);
      }
    }
    orthonormalise(next, dimensions);
    basis = next;
  }
  return basis;
}

/** Gram-Schmidt, twice over for the sake of rounding; a direction that is none becomes zero, which tells nothing and harms nothing. */
function orthonormalise(basis: Float32Array, dimensions: number): void {
  for (let shade = 0; shade < shades; shade++) {
    const own = basis.subarray(shade * dimensions, (shade + 1) * dimensions);
    for (let pass = 0; pass < 2; pass++)
      for (let other = 0; other < shade; other++) {
        const part = dot(own, basis, other * dimensions);
        for (let place = 0; place < dimensions; place++)
          own[place] = (own[place] ?? 0) - part * (basis[other * dimensions + place] ?? 0);
      }
    const length = Math.sqrt(dot(own, own, 0));
    for (let place = 0; place < dimensions; place++) own[place] = length > 1e-6 ? (own[place] ?? 0) / length : 0;
  }
}

function enlarged(list: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(list);
  return larger;
}

/** Four sums side by side: one alone would wait for itself at every step. */
function dot(question: Float32Array, numbers: Float32Array, from: number, length = question.length): number {
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
