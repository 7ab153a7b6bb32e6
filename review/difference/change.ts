/** What a change is about, in the order in which people want to hear of it. */
export const topics = [
  "verdict",
  "findings",
  "waivers",
  "rules",
  "data stores",
  "places",
  "permissions",
  "cost",
  "resources",
] as const;
export type Topic = (typeof topics)[number];

/** One difference between an approved review and this one, said in words. */
export interface Change {
  readonly environment: string;
  readonly topic: Topic;
  /** A sentence without its full stop, such as "events are now kept 395 days, were 180". */
  readonly text: string;
  /** Whether it widens something that a person once agreed to: more data, longer, elsewhere, by more hands, at more cost. */
  readonly widens: boolean;
}

/** A change before it is known where. */
export type Told = Omit<Change, "environment" | "topic">;

export const wider = (text: string): Told => ({ text, widens: true });
export const other = (text: string): Told => ({ text, widens: false });

/** What only one side has, and pairs of what both have, told apart by a key. In the order of the keys. */
export function pairs<T>(before: readonly T[], after: readonly T[], key: (each: T) => string) {
  const [old, now] = [before, after].map((side) => new Map(side.map((each) => [key(each), each] as const)));
  const keys = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  const entries = keys.map((name) => ({ name, was: old?.get(name), is: now?.get(name) }));
  return {
    gone: entries.flatMap(({ was, is }) => (was !== undefined && is === undefined ? [was] : [])),
    fresh: entries.flatMap(({ was, is }) => (was === undefined && is !== undefined ? [is] : [])),
    both: entries.flatMap(({ was, is }) => (was !== undefined && is !== undefined ? [{ was, is }] : [])),
  };
}
