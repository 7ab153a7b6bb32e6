/** One thing that somebody did with an item. */
export interface Interaction {
  readonly user: string;
  readonly item: string;
  /** How much it says; 1 where nothing is known. */
  readonly weight?: number;
  /** Any number that grows with time; where it is absent, interactions are in order of arrival. */
  readonly time?: number;
}

/**
 * What each user dealt with, oldest first: a sparse matrix in compressed rows. User `u` has the items
 * `items[starts[u] … starts[u + 1] - 1]`, each at most once.
 */
export interface Histories {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
  /** How many items there are; every number in `items` is below it. */
  readonly width: number;
}

/** Histories with the names of their users and items. */
export interface Named extends Histories {
  readonly users: readonly string[];
  readonly names: readonly string[];
}

export const usersIn = ({ starts }: Histories): number => starts.length - 1;
export const historyOf = ({ starts, items }: Histories, user: number): Uint32Array =>
  items.subarray(starts[user], starts[user + 1]);

/** How many users dealt with each item. */
export function frequencies({ items, width }: Histories): Float64Array {
  const counts = new Float64Array(width);
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

/** Rows of any user's items, in the order given. */
export function histories(rows: Iterable<readonly number[] | Uint32Array>, width: number): Histories {
  const lists = [...rows];
  const starts = new Uint32Array(lists.length + 1);
  for (const [at, list] of lists.entries()) starts[at + 1] = (starts[at] ?? 0) + list.length;
  const items = new Uint32Array(starts[lists.length] ?? 0);
  for (const [at, list] of lists.entries()) items.set(list, starts[at]);
  return { starts, items, width };
}

/** Gathers interactions by user and in time; an item that comes again counts once, at its newest time. Weights of 0 or less are nothing. */
export function gather(interactions: Iterable<Interaction>): Named {
  const gathering = gatherer();
  for (const each of interactions) gathering.add(each);
  return gathering.gathered();
}

/** Takes interactions one by one, 16 bytes each. */
export function gatherer(): { add(each: Interaction): void; gathered(fewestPeople?: number): Named } {
  const [users, items] = [numbering(), numbering()];
  let [who, what, when] = [new Uint32Array(1024), new Uint32Array(1024), new Float64Array(1024)];
  let count = 0;
  return {
    add({ user, item, weight = 1, time = count }) {
      if (!(weight > 0)) return;
      if (count === who.length) [who, what, when] = [grown(who), grown(what), grown(when)];
      who[count] = users.of(user);
      what[count] = items.of(item);
      when[count++] = time;
    },
    /** Without items that fewer people dealt with, and without those whose items are all gone. */
    gathered(fewestPeople = 1) {
      const order = new Uint32Array(count).map((_, at) => at);
      const [user, item, time] = [who, what, when];
      const people = (at: number) => user[at] ?? 0;
      order.sort((a, b) => people(a) - people(b) || (time[a] ?? 0) - (time[b] ?? 0) || a - b);
      const latest = new Uint8Array(count);
      const crowd = new Uint32Array(items.names.length);
      let seen = new Set<number>();
      for (let at = count - 1; at >= 0; at--) {
        const here = order[at] ?? 0;
        if (at === count - 1 || people(here) !== people(order[at + 1] ?? 0)) seen = new Set();
        const what = item[here] ?? 0;
        if (seen.has(what)) continue;
        seen.add(what);
        latest[at] = 1;
        crowd[what] = (crowd[what] ?? 0) + 1;
      }
      const kept = numbering();
      const names: string[] = [];
      const known: string[] = [];
      const starts = [0];
      const rows = new Uint32Array(count);
      let to = 0;
      for (let at = 0; at < count; at++) {
        const here = order[at] ?? 0;
        const what = item[here] ?? 0;
        if (latest[at] === 1 && (crowd[what] ?? 0) >= fewestPeople) {
          const name = items.names[what] ?? "";
          const number = kept.of(name);
          if (number === names.length) names.push(name);
          rows[to++] = number;
        }
        const ends = at === count - 1 || people(here) !== people(order[at + 1] ?? 0);
        if (ends && to > (starts.at(-1) ?? 0)) {
          known.push(users.names[people(here)] ?? "");
          starts.push(to);
        }
      }
      return { starts: Uint32Array.from(starts), items: rows.slice(0, to), width: names.length, users: known, names };
    },
  };
}

function numbering() {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    of(name: string): number {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}

function grown<T extends Uint32Array | Float64Array>(list: T): T {
  const larger = new (list.constructor as new (length: number) => T)(list.length * 2);
  larger.set(list);
  return larger;
}

/** The same the other way round: which users dealt with an item. */
export function transposed(matrix: Histories): Histories {
  const { items, width } = matrix;
  const starts = new Uint32Array(width + 1);
  for (const item of items) starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  for (let item = 0; item < width; item++) starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const next = starts.slice();
  const users = new Uint32Array(items.length);
  for (let user = 0; user < usersIn(matrix); user++)
    for (const item of historyOf(matrix, user)) {
      const place = next[item] ?? 0;
      users[place] = user;
      next[item] = place + 1;
    }
  return { starts, items: users, width: usersIn(matrix) };
}
