import type { Place } from "../residency";
import { type Told, other, pairs, wider } from "./change";

const verbs: Readonly<Record<Place["why"], string>> = {
  "lies here": "lies",
  "copied here": "is copied to a place",
  "processed here": "is processed",
};

/** What lies, is copied or is processed somewhere else than before. */
export function placeChanges(before: readonly Place[], after: readonly Place[]): readonly Told[] {
  const { gone, fresh } = pairs(before, after, ({ why, place }) => `${why} ${place}`);
  const named = ({ place, country }: Place) => (country === "" ? place : `${place} (${country})`);
  return [
    ...fresh.map((each) => wider(`${some(each.resources)} now ${verbs[each.why]} ${inside(named(each))}`)),
    ...gone.map((each) => other(`nothing ${verbs[each.why]} ${inside(named(each))} any more`)),
  ];
}

/** "in swedencentral", but "anywhere in the world". */
export const inside = (place: string): string => (place.startsWith("anywhere") ? place : `in ${place}`);

/** The first three of many, and how many more. */
export const some = (names: readonly string[]): string =>
  names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
