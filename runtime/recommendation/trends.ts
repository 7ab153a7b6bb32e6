import type { TasteBook } from "../taste/taste";
import { believed } from "../watch/believed";
import { longest } from "./candidates";
import { type Fused, added } from "./fusion";
import { firstOf } from "./shelf";

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

/** Beside answers a trend only breaks ties, among those that come first anyway. */
export function brokenTies(fused: readonly Fused[], trend: Trend | undefined, limit: number): readonly Fused[] {
  const near = fused.slice(0, limit * 2 + 20);
  if (!trend) return near;
  const placed = near.flatMap(({ id, ranks }) => {
    const place = ranks.trend === undefined ? trend.places.get(id) : undefined;
    return place === undefined ? [] : [{ id, place }];
  });
  const ids = placed.sort((a, b) => a.place - b.place).map(({ id }) => id);
  return added(near, { source: "trend", ids });
}

/** A trend answers a question that nothing answers, and after it whatever else there is. */
export function mostLiked(
  ids: Iterable<string>,
  trend: Trend | undefined,
  admit: (id: string) => boolean,
): readonly string[] {
  const liked = firstOf(trend?.order ?? [], admit, longest);
  return [...liked, ...firstOf(ids, (id) => !trend?.places.has(id) && admit(id), longest - liked.length)];
}
