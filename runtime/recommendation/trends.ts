import type { TasteBook } from "../taste/taste";
import { believed } from "../watch/believed";
import { longest } from "./candidates";
import { type Fused, added } from "./fusion";
import { type Admit, firstOf } from "./shelf/matching";
import type { Alignment } from "./shelf/shelf";

/** What is liked most of late: item ids, the most liked first, ties by id; the same list until it is counted anew. */
export type Trend = readonly string[];

/**
 * The trend, counted every five minutes for everybody, and less often where that takes long: counting all likes at each question would cost
 * more than the rest of the answer.
 */
export const trends = (
  tastes: Pick<TasteBook, "trend">,
  now: () => Date,
  milliseconds = 300_000,
): (() => Promise<Trend>) =>
  believed(
    async () => {
      const weights = [...(await tastes.trend(now()))];
      return weights.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => id);
    },
    now,
    milliseconds,
  );

/** Beside answers a trend only breaks ties, among those that come first anyway. */
export function brokenTies(
  fused: readonly Fused<number>[],
  trend: Alignment | undefined,
  limit: number,
): readonly Fused<number>[] {
  const near = fused.slice(0, limit * 2 + 20);
  if (!trend) return near;
  const standing = (place: number) => trend.numbers[place] ?? -1;
  const items = near
    .filter(({ item, votes }) => votes.at(-1)?.source !== "trend" && standing(item) >= 0)
    .map(({ item }) => item);
  return added(near, { source: "trend", items: items.sort((a, b) => standing(a) - standing(b)) });
}

/** A trend answers a question that nothing answers, and after it whatever else there is of `count` products. */
export function mostLiked(count: number, trend: Alignment | undefined, admit: Admit): readonly number[] {
  const liked = firstOf(trend?.places ?? [], (place) => place >= 0 && admit(place), longest);
  return [...liked, ...firstOf(unliked(count, trend), admit, longest - liked.length)];
}

function* unliked(count: number, trend: Alignment | undefined): Iterable<number> {
  for (let place = 0; place < count; place++) if ((trend?.numbers[place] ?? -1) < 0) yield place;
}
