import type { TasteBook } from "../taste/taste";

/** What is liked most of late. */
export interface Trend {
  /** Item ids, the most liked first, ties by id. */
  readonly order: readonly string[];
  /** Where each stands in that order, from 0. */
  readonly places: ReadonlyMap<string, number>;
}

/**
 * The trend, counted at most once in `believed` milliseconds: it is the same for everybody, and counting all likes at each question would cost
 * more than the rest of the answer. While it is counted anew the one before is answered; only who asks before the first is done waits.
 */
export function trends(tastes: Pick<TasteBook, "trend">, now: () => Date, believed = 300_000): () => Promise<Trend> {
  let known: { readonly trend: Trend; readonly at: number } | undefined;
  let counting: Promise<Trend> | undefined;
  const count = async () => {
    const at = now();
    const weights = [...(await tastes.trend(at))].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
    const order = weights.map(([id]) => id);
    known = { trend: { order, places: new Map(order.map((id, place) => [id, place])) }, at: at.getTime() };
    return known.trend;
  };
  return async () => {
    if (!known || now().getTime() - known.at >= believed)
      counting ??= count().finally(() => {
        counting = undefined;
      });
    if (!known || believed === 0) return counting ?? count();
    counting?.catch(() => undefined); // whoever asks next counts again
    return known.trend;
  };
}
