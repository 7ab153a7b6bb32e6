import { type Admission, type Neighbour, admitting } from "../../recommendation/vector-index";
import { bestFew } from "./best-few";
import { dot, mainDirections } from "./directions";

/** Directions of a shadow and of its darker half, and how many vectors make one worth its while; it is cast anew at twice as many. */
const [shades, darkest] = [16, 4];
const worthwhile = 2000;
/** More than what 32 bits lose on the way. */
const slack = 1e-5;
/** One vector of so many, the most promising, is compared first: what is near is told apart from the start. */
const stretch = 1024;
/** When fewer than one in so many may be answered and all their ids are known, they are fetched by id. */
const few = 50;
/** By how much rounds grow in which vectors are looked at that may be near, when a filter lets few through. */
const widening = 8;
/** Below every bound but that of what was compared. */
const lowest = -Number.MAX_VALUE;

/**
 * Vectors one behind the other, so that a question walks through memory once. Beside each lies its shadow: its part within the few
 * directions in which vectors differ most, and the length of the rest. What two shadows and rests can come to at most is told without
 * looking at the vectors (Cauchy-Schwarz), first by four directions and then by sixteen, so that only those are compared that may be
 * near enough: the answer is that of comparing all. Where a filter lets few through, those that may be nearest are put before it first,
 * in rounds, since how near is near enough shows only once enough were let through.
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
    nearest(question: Float32Array, count: number, admits: Admission): readonly Neighbour[] {
      const best = bestFew(count);
      if (count < 1) return best.found;
      prepare();
      const shadow = basis && shadowOf(question, basis);
      const rest = shadow?.[shades] ?? 0;
      const mayBeNear = (place: number) =>
        !shadow ||
        rest * (shadows[place * stride + shades] ?? 0) + dot(shadow, shadows, place * stride, shades) + slack >=
          best.worst;
      const likeness = (place: number) => dot(question, numbers, place * dimensions);
      if (typeof admits !== "function" && admits.size * few < ids.length) {
        for (const id of admits) {
          const place = places.get(id);
          if (place !== undefined && mayBeNear(place)) best.enter(id, likeness(place));
        }
        return best.found;
      }
      const consider = considering(admitting(admits), likeness, best);
      if (!shadow) for (const [place, id] of ids.entries()) consider(id, place);
      else {
        for (const place of promising(darkOf(shadow))) {
          consider(ids[place] ?? "", place);
          bounds[place] = -Infinity; // it is not compared twice
        }
        let ceiling = Infinity;
        for (const floor of best.worst > -Infinity ? [lowest] : floors()) {
          let least = Math.max(floor, best.worst - slack);
          for (let place = 0; place < ids.length; place++) {
            const bound = bounds[place] ?? -Infinity;
            if (bound < least || bound >= ceiling) continue;
            if (best.worst !== -Infinity && !mayBeNear(place)) continue;
            consider(ids[place] ?? "", place);
            least = Math.max(floor, best.worst - slack);
          }
          if (floor + slack <= best.worst) break; // whatever lies lower is farther
          ceiling = floor;
        }
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

  /** Down to which bounds to look, round by round, where few are let through: each round looks at so many times as many vectors. */
  function floors(): readonly number[] {
    const step = Math.ceil(ids.length / 1000);
    const sample = Float32Array.from(
      { length: Math.ceil(ids.length / step) },
      (_, at) => bounds[at * step] ?? 0,
    ).sort();
    const found: number[] = [];
    for (let many = widening; many < sample.length; many *= widening)
      found.push(sample[sample.length - many] ?? lowest);
    return [...found, lowest];
  }
}

/** Whichever let fewer through so far is asked first: the filter, which may be slow, or the comparison, which fetches a vector. */
function considering(
  test: (id: string) => boolean,
  likeness: (place: number) => number,
  best: ReturnType<typeof bestFew>,
): (id: string, place: number) => void {
  let [asked, admitted, compared, near] = [1, 1, 1, 1];
  const admits = (id: string) => {
    asked++;
    const does = test(id);
    if (does) admitted++;
    return does;
  };
  const nearBy = (place: number) => {
    compared++;
    const similarity = likeness(place);
    if (similarity < best.worst) return undefined;
    near++;
    return similarity;
  };
  return (id, place) => {
    const filterFirst = admitted * compared <= near * asked;
    if (filterFirst && !admits(id)) return;
    const similarity = nearBy(place);
    if (similarity !== undefined && (filterFirst || admits(id))) best.enter(id, similarity);
  };
}

function enlarged(list: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(length);
  larger.set(list);
  return larger;
}
