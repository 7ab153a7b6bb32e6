import type { Neighbour } from "../../recommendation/vector-index";
import { dot, mainDirections } from "./directions";

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
export function vectorBlock(dimensions: number) {
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
    const directions = mainDirections(numbers, ids.length, dimensions, shades);
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

function enlarged(list: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(list);
  return larger;
}
