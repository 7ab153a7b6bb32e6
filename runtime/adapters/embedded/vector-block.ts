import { type Admission, type Neighbour, admitting } from "../../recommendation/vector-index";
import { bestFew } from "./best-few";
import { mainDirections } from "./directions";
import { type Floats, floats, rowLength } from "./inner-products";

/** Directions of a shadow, beside which the length of the rest fills a row, and how many vectors make shadows worth their while. */
const [shades, worthwhile] = [rowLength - 1, 2000];
/** More than what 32 bits lose of a likeness, and of a length squared. */
const slack = 1e-5;
/** One vector of so many, the most promising, is compared first, and at least so many for each that is asked for: what is near is told apart from the start. */
const [stretch, atLeast] = [1024, 3];
/** When fewer than one in so many may be answered and all their ids are known, they are fetched by id. */
const few = 25;
/** By how much rounds grow in which vectors are looked at that may be near, when a filter lets few through. */
const widening = 8;
/** Below every bound but that of what was compared. */
const lowest = -Number.MAX_VALUE;

/**
 * Vectors one behind the other, so that a question walks through memory once. Beside each lies its shadow: its part within the few
 * directions in which vectors differ most, and the length of the rest. What two shadows and rests can come to at most is told without
 * looking at the vectors (Cauchy-Schwarz), so that only those are compared that may be near enough: the answer is that of comparing all.
 * Where a filter lets few through, those that may be nearest are put before it first, in rounds, since how near is near enough shows
 * only once enough were let through.
 */
export function vectorBlock(dimensions: number) {
  const length = Math.ceil(dimensions / 4) * 4;
  /** The question, the directions of shadows, then the vectors, a row each. */
  let vectors = floats((1 + shades + 64) * length);
  const rowOf = (place: number) => (1 + shades + place) * length;
  /** The question's shadow, those of the vectors, and from `boundsAt` on what each vector can come to at most. */
  let shadows = floats(rowLength);
  let boundsAt = rowLength;
  const shadowAt = (place: number) => (1 + place) * rowLength;
  /** Vectors at the last casting of shadows, which are cast anew at twice as many; none before the first. */
  let castAt = 0;
  const ids: string[] = [];
  const places = new Map<string, number>();

  const cover = (row: number, at: number) => {
    let rest = vectors.product(row, row, length);
    for (let shade = 0; shade < shades; shade++) {
      const part = vectors.product(row, (1 + shade) * length, length);
      shadows.numbers[at + shade] = part;
      rest -= part * part;
    }
    shadows.numbers[at + shades] = Math.sqrt(Math.max(0, rest) + slack);
  };
  const makeRoom = (count: number) => {
    if (rowOf(count) > vectors.numbers.length) vectors = copied(vectors, rowOf(Math.ceil(count * 1.5)));
    if (castAt === 0 || shadowAt(count) <= boundsAt) return;
    const room = Math.ceil(count * 1.5);
    shadows = copied(shadows, shadowAt(room) + room);
    boundsAt = shadowAt(room);
  };
  const cast = () => {
    castAt = ids.length;
    vectors.numbers.set(mainDirections(vectors.numbers.subarray(rowOf(0)), ids.length, length, shades), length);
    makeRoom(ids.length);
    for (let place = 0; place < ids.length; place++) cover(rowOf(place), shadowAt(place));
  };

  const prepare = () => {
    if (ids.length >= worthwhile && ids.length > 2 * castAt) cast();
  };

  return {
    ids: () => [...ids],
    prepare,
    get(id: string): Float32Array | undefined {
      const place = places.get(id);
      return place === undefined ? undefined : vectors.numbers.slice(rowOf(place), rowOf(place) + dimensions);
    },
    put(id: string, vector: Float32Array): void {
      const place = places.get(id) ?? ids.length;
      makeRoom(place + 1);
      vectors.numbers.set(vector, rowOf(place));
      if (castAt > 0) cover(rowOf(place), shadowAt(place));
      ids[place] = id;
      places.set(id, place);
    },
    /** The last takes the place of the one that goes. */
    delete(id: string): void {
      const place = places.get(id);
      const last = ids.at(-1);
      if (place === undefined || last === undefined) return;
      const from = ids.length - 1;
      vectors.numbers.copyWithin(rowOf(place), rowOf(from), rowOf(from + 1)).fill(0, rowOf(from), rowOf(from + 1));
      if (castAt > 0) shadows.numbers.copyWithin(shadowAt(place), shadowAt(from), shadowAt(from + 1));
      ids[place] = last;
      places.set(last, place);
      places.delete(id);
      ids.pop();
    },
    nearest(question: Float32Array, count: number, admits: Admission): readonly Neighbour[] {
      const best = bestFew(count);
      if (count < 1) return best.found;
      prepare();
      vectors.numbers.set(question);
      const likeness = (place: number) => vectors.product(0, rowOf(place), length);
      if (typeof admits !== "function" && admits.size * few < ids.length) {
        for (const id of admits) {
          const place = places.get(id);
          if (place !== undefined) best.enter(id, likeness(place));
        }
        return best.found;
      }
      const consider = considering(admitting(admits), likeness, best);
      if (castAt === 0) {
        for (const [place, id] of ids.entries()) consider(id, place);
        return best.found;
      }
      cover(0, 0);
      shadows.products(0, shadowAt(0), ids.length, boundsAt);
      const bounds = shadows.numbers.subarray(boundsAt, boundsAt + ids.length);
      for (const place of promising(bounds, Math.min(stretch, Math.ceil(ids.length / (atLeast * count))))) {
        consider(ids[place] ?? "", place);
        bounds[place] = -Infinity; // it is not compared twice
      }
      let ceiling = Infinity;
      for (const floor of best.worst > -Infinity ? [lowest] : floors(bounds)) {
        let least = Math.max(floor, best.worst - slack);
        for (let place = 0; place < bounds.length; place++) {
          const bound = bounds[place] ?? -Infinity;
          if (bound < least || bound >= ceiling) continue;
          consider(ids[place] ?? "", place);
          least = Math.max(floor, best.worst - slack);
        }
        if (floor + slack <= best.worst) break; // whatever lies lower is farther
        ceiling = floor;
      }
      return best.found;
    },
  };
}

/** Of each `many` vectors the one that can come to most. */
function promising(bounds: Float32Array, many: number): readonly number[] {
  const found: number[] = [];
  for (let from = 0; from < bounds.length; from += many) {
    const end = Math.min(bounds.length, from + many);
    let place = from;
    for (let at = from + 1; at < end; at++) if ((bounds[at] ?? 0) > (bounds[place] ?? 0)) place = at;
    found.push(place);
  }
  return found;
}

/** Down to which bounds to look, round by round, where few are let through: each round looks at so many times as many vectors. */
function floors(bounds: Float32Array): readonly number[] {
  const step = Math.ceil(bounds.length / 1000);
  const sample = Float32Array.from(
    { length: Math.ceil(bounds.length / step) },
    (_, at) => bounds[at * step] ?? 0,
  ).sort();
  const found: number[] = [];
  for (let many = widening; many < sample.length; many *= widening) found.push(sample[sample.length - many] ?? lowest);
  return [...found, lowest];
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

function copied({ numbers }: Floats, length: number): Floats {
  const larger = floats(length);
  larger.numbers.set(numbers);
  return larger;
}
