import { type Admission, type Neighbour, admitting } from "../../recommendation/vector-index";
import { dot, mainDirections } from "./directions";

/** Directions of a shadow and of its darker half, and how many vectors make one worth its while; it is cast anew at twice as many. */
const [shades, darkest] = [16, 4];
const worthwhile = 2000;
/** More than what 32 bits lose on the way. */
const slack = 1e-5;
/** One vector of so many, the most promising, is compared first: what is near is told apart from the start. */
const stretch = 1024;
/**
 * Where too few of those are admitted, the most promising are looked at first, step by step: down to what such shares of a sample of so
 * many may come to.
 */
const [shares, sample] = [[0.002, 0.02, 0.15], 1024];
/** So many that are admitted by name are compared one by one. */
const few = 4096;

/**
 * Vectors one behind the other, so that a question walks through memory once. Beside each lies its shadow: its part within the few
 * directions in which vectors differ most, and the length of the rest. What two shadows and rests can come to at most is told without
 * looking at the vectors (Cauchy-Schwarz), first by four directions and then by sixteen, so that only those are compared that may be
 * near enough: the answer is that of comparing all.
 */
export function vectorBlock(dimensions: number) {
  let numbers = new Float32Array(64 * dimensions);
  /** By four directions, and by all of them. */
  let [dark, shadows] = [new Float32Array(0), new Float32Array(0)];
  let bounds = new Float32Array(0);
  let basis: Float32Array | undefined;
  let castAt = 0;
  const ids: string[] = [];
  const places = new Map<string, number>();
  const [darkStride, stride] = [darkest + 1, shades + 1];
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
  /** The darker half of a shadow: what the other directions hold belongs to the rest. */
  const darkOf = (shadow: Float32Array): Float32Array => {
    const half = shadow.slice(0, darkStride);
    half[darkest] = Math.hypot(...shadow.subarray(darkest));
    return half;
  };
  const cover = (place: number, shadow: Float32Array) => {
    shadows.set(shadow, place * stride);
    dark.set(darkOf(shadow), place * darkStride);
  };
  const cast = () => {
    const directions = mainDirections(numbers, ids.length, dimensions, shades);
    shadows = new Float32Array((numbers.length / dimensions) * stride);
    dark = new Float32Array((numbers.length / dimensions) * darkStride);
    for (let place = 0; place < ids.length; place++) cover(place, shadowOf(at(place), directions));
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
        if (basis) [dark, shadows] = [enlarged(dark, room * darkStride), enlarged(shadows, room * stride)];
      }
      numbers.set(vector, place * dimensions);
      if (basis) cover(place, shadowOf(vector, basis));
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
      dark.copyWithin(place * darkStride, from * darkStride, (from + 1) * darkStride);
      ids[place] = last;
      places.set(last, place);
      places.delete(id);
      ids.pop();
    },
    nearest(question: Float32Array, count: number, admission: Admission): readonly Neighbour[] {
      const best = nearestFirst(count);
      const admits = admitting(admission);
      const consider = (place: number) => {
        const id = ids[place] ?? "";
        if (admits(id)) best.consider(id, dot(question, numbers, place * dimensions));
      };
      if (count < 1) return best.found;
      if (typeof admission !== "function" && admission.size <= few) {
        for (const id of admission) {
          const place = places.get(id);
          if (place !== undefined) consider(place);
        }
        return best.found;
      }
      prepare();
      if (!basis) {
        for (let place = 0; place < ids.length; place++) consider(place);
        return best.found;
      }
      const shadow = shadowOf(question, basis);
      const rest = shadow[shades] ?? 0;
      const most = (place: number) =>
        rest * (shadows[place * stride + shades] ?? 0) + dot(shadow, shadows, place * stride, shades);
      for (const place of promising(darkOf(shadow))) {
        consider(place);
        bounds[place] = NaN; // nothing is compared twice
      }
      for (const least of best.found.length < count ? levels(most) : [-Infinity]) {
        let bar = Math.max(least, best.worst()) - slack;
        for (let place = 0; place < ids.length; place++) {
          if (!((bounds[place] ?? NaN) >= bar)) continue;
          const closer = most(place);
          bounds[place] = closer >= bar ? NaN : closer;
          if (closer < bar) continue;
          consider(place);
          bar = Math.max(least, best.worst()) - slack;
        }
        if (best.worst() >= least) break;
      }
      return best.found;
    },
  };

  /** Writes down what every vector can come to at most by the darker half of a shadow; answers the most promising of each stretch. */
  function promising(half: Float32Array): readonly number[] {
    if (bounds.length < ids.length) bounds = new Float32Array(numbers.length / dimensions);
    const [a = 0, b = 0, c = 0, d = 0, rest = 0] = half;
    const found: number[] = [];
    for (let from = 0; from < ids.length; from += stretch) {
      const end = Math.min(ids.length, from + stretch);
      let highest = -Infinity;
      let place = from;
      for (let at = from; at < end; at++) {
        const own = at * darkStride;
        const within =
          a * (dark[own] ?? 0) + b * (dark[own + 1] ?? 0) + c * (dark[own + 2] ?? 0) + d * (dark[own + 3] ?? 0);
        const most = within + rest * (dark[own + darkest] ?? 0);
        bounds[at] = most;
        if (most > highest) {
          highest = most;
          place = at;
        }
      }
      found.push(place);
    }
    return found;
  }

  /** From what similarity on vectors are looked at, time after time: few are at first, all in the end. */
  function levels(most: (place: number) => number): readonly number[] {
    const drawn = new Float32Array(Math.min(sample, ids.length));
    for (let at = 0; at < drawn.length; at++) drawn[at] = most(Math.floor((at * ids.length) / drawn.length));
    drawn.sort();
    return [...shares.map((share) => drawn[Math.floor((1 - share) * drawn.length)] ?? -Infinity), -Infinity];
  }
}

/** The `count` most similar of those that are considered, nearest first, ties by id. */
function nearestFirst(count: number) {
  const found: Neighbour[] = [];
  let worst = -Infinity;
  return {
    found,
    /** Whatever is less similar is not among them; nothing is ruled out until there are enough. */
    worst: () => worst,
    consider(id: string, similarity: number): void {
      if (similarity < worst) return;
      const full = found.length >= count;
      if (full && similarity === worst && id > (found[count - 1]?.id ?? "")) return;
      if (full) found.pop();
      let rank = found.length;
      while (rank > 0) {
        const other = found[rank - 1];
        if (!other || other.similarity > similarity || (other.similarity === similarity && other.id < id)) break;
        rank--;
      }
      found.splice(rank, 0, { id, similarity });
      if (found.length >= count) worst = found[count - 1]?.similarity ?? -Infinity;
    },
  };
}

function enlarged(list: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(list);
  return larger;
}
