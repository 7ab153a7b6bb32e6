import type { TasteBook } from "../taste/taste";
import { believed } from "../watch/believed";

/** What is liked most of late. */
export interface Trend {
  /** Item ids, the most liked first, ties by id. */
  readonly order: readonly string[];
  /** Where each stands in that order, from 0. */
  readonly places: ReadonlyMap<string, number>;
}

/** The trend, counted every five minutes for everybody: counting all likes at each question would cost more than the rest of the answer. */
export const trends = (
  tastes: Pick<TasteBook, "trend">,
  now: () => Date,
  milliseconds = 300_000,
): (() => Promise<Trend>) =>
  believed(
    async () => {
      const weights = [...(await tastes.trend(now()))];
      const order = weights.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => id);
      return { order, places: new Map(order.map((id, place) => [id, place])) };
    },
    now,
    milliseconds,
  );
