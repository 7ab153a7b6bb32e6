import type { Product } from "../catalogue/product";
import type { DeedKind } from "../taste/taste";
import { type Source, type Vote, worth } from "./fusion";
import type { Criteria } from "./criteria";
import type { GarmentView } from "./sight";

/** Why one list named an item. */
export interface Reason extends Vote {
  readonly text: string;
}

/** The item that leads to another, and what the shopper did with it. */
export interface Leader {
  readonly title: string;
  readonly as: "liked" | DeedKind;
}

const dealt: Readonly<Record<Leader["as"], string>> = {
  liked: "like",
  bought: "bought",
  carted: "put into your cart",
  viewed: "looked at",
};

/** What the question stated, what it comes to with the profile, and the shopper's own words that describe the item. */
interface Asked {
  readonly stated: Criteria;
  readonly wishes: Criteria;
  readonly said: readonly string[];
  /** It is of the cheaper third of its kind. */
  readonly cheap: boolean;
  readonly leader: Leader | undefined;
}

/** The reasons of one item: each list that named it, those first that counted most, in words that a shopper would use. */
export const explain = (
  item: Product,
  votes: readonly Vote[],
  seen: readonly GarmentView[],
  asked: Asked,
): readonly Reason[] =>
  [...votes]
    .sort((a, b) => worth(b) - worth(a))
    .map(({ source, rank }) => ({ source, rank, text: sentences[source](item, rank, seen, asked) }));

const sentences: Readonly<
  Record<Source, (item: Product, rank: number, seen: readonly GarmentView[], asked: Asked) => string>
> = {
  image: (item, rank, seen) => `${nearness(rank)} your photo${shared(item, seen)}`,
  words(item, _rank, _seen, { stated, wishes, said, cheap }) {
    const met = fulfilled(item, stated, said, cheap);
    return met === "" ? `fits your preferences${fulfilled(item, wishes, [], cheap)}` : `fits what you asked for${met}`;
  },
  meaning: () => "is described much like what you wrote",
  behaviour: (_item, _rank, _seen, { leader }) =>
    `goes with ${leader ? `“${leader.title}”, which you ${dealt[leader.as]}` : "what you like"}`,
  follows: () => "liked by profiles that you follow",
  trend: () => "liked by many at the moment",
};

const nearness = (rank: number) => (rank <= 3 ? "looks most like" : rank <= 12 ? "looks much like" : "looks like");

/** What an item has in common with that garment with which it has most. */
function shared(item: Product, seen: readonly GarmentView[]): string {
  const common = seen.map(({ piece, colours, pattern }) => [
    ...item.colours.filter((each) => colours.some(({ colour }) => colour === each)).slice(0, 1),
    ...(pattern !== "plain" && pattern === item.pattern ? [item.pattern] : []),
    ...(piece === item.piece ? [item.piece] : []),
  ]);
  const [most = []] = common.sort((a, b) => b.length - a.length);
  return most.length > 0 ? ` (${most.join(" ")})` : "";
}

function fulfilled(item: Product, wishes: Criteria, said: readonly string[], cheap: boolean): string {
  const has = (wanted: readonly string[], own: string) => wanted.includes(own);
  const met = [
    ...(wishes.colours.length > 0 ? item.colours.filter((colour) => has(wishes.colours, colour)) : []),
    ...(has(wishes.patterns, item.pattern) ? [item.pattern] : []),
    ...(has(wishes.pieces, item.piece) ? [item.piece] : []),
    ...(has(wishes.styles, item.style) ? [`${item.style} style`] : []),
    ...(has(wishes.brands, item.brand) ? [item.brand] : []),
    ...(wishes.occasions.length > 0
      ? item.occasions.filter((each) => has(wishes.occasions, each)).map((each) => `for ${each}`)
      : []),
    ...(has(wishes.seasons, item.season) ? [`for ${item.season.replace("-", " and ")}`] : []),
    ...(wishes.cheap && cheap ? ["of the cheaper third of its kind"] : []),
    ...said.map((term) => `"${term}"`),
  ];
  return met.length > 0 ? `: ${met.join(", ")}` : "";
}
