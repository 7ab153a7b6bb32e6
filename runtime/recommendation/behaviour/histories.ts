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
  const users = new Map<string, Map<number, number>>();
  const items = new Map<string, number>();
  let arrival = 0;
  for (const { user, item, weight = 1, time } of interactions) {
    if (!(weight > 0)) continue;
    const at = items.get(item) ?? items.size;
    items.set(item, at);
    const own = users.get(user) ?? new Map<number, number>();
    users.set(user, own);
    const when = time ?? arrival++;
    own.set(at, Math.max(when, own.get(at) ?? -Infinity));
  }
  const lists = [...users.values()].map((own) => [...own].sort(([, a], [, b]) => a - b).map(([item]) => item));
  return { ...histories(lists, items.size), users: [...users.keys()], names: [...items.keys()] };
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
