import type { Dictionary } from "./dictionary";
import { mixed } from "./hash";

/** All events of so many users are kept, for questions that partial aggregates cannot answer. */
const sampledUsers = 3000;

/** Events of the users with the smallest hashes, so that whoever is among them now has been since their first event. */
export interface Sample {
  /** Whether the events of a user are to be kept, as far as is known now. */
  readonly holds: (hash: number) => boolean;
  /** Whoever has a higher hash is no longer in the sample. */
  readonly highest: () => number;
}

/** The number that stands for a user in the sample: 53 bits of a hash. */
export function sampleHash(users: Dictionary, user: number): number {
  const [low, high] = users.hash(user);
  return (mixed(high) >>> 11) * 2 ** 32 + (mixed(low) >>> 0);
}

/**
 * A sample that goes on from the hashes of those who are in it. Whoever has a hash above `limit` was once not kept, and is not taken
 * in again when others have been erased: their first events are missing.
 */
export function sample(known: readonly number[], limit = Infinity): Sample {
  const held = new Float64Array(sampledUsers + 1);
  held.set([...known].sort((one, other) => one - other).slice(0, sampledUsers));
  let count = Math.min(known.length, sampledUsers);
  const placeOf = (hash: number) => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((held[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    holds(hash) {
      const place = placeOf(hash);
      if (place < count && held[place] === hash) return true;
      if (place >= sampledUsers || hash > limit) return false;
      held.copyWithin(place + 1, place, count);
      held[place] = hash;
      count = Math.min(count + 1, sampledUsers);
      return true;
    },
    highest: () => (count < sampledUsers ? limit : (held[count - 1] ?? 0)),
  };
}
