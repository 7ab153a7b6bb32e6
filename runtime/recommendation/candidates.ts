import type { Like } from "../taste/taste";
import type { Following } from "./behaviour/habits";
import type { Criteria } from "./criteria";
import type { CandidateList } from "./fusion";
import { type Admit, type Matching, firstOf } from "./shelf/matching";
import { type Shelf, byId, placesOf } from "./shelf/shelf";
import type { Look } from "./sight";
import type { VectorIndex } from "./vector-index";

/** The most that one list names: more than an answer holds, and beyond it a rank says little. */
export const longest = 60;

/** Nearest to any of the looks, round robin; an item of the piece, pattern and colour that was seen comes before one of none of them. */
export async function alike(
  looks: readonly Look[],
  wishes: Criteria,
  admit: Admit,
  shelf: Shelf,
  index: VectorIndex,
): Promise<readonly number[]> {
  const lists = await Promise.all(
    looks.map(async (look) => {
      const near = await index.nearest(look.vector, longest, byId(shelf, admit));
      const bonus = (place: number) => {
        const product = shelf.products[place];
        if (!product) return 0;
        const tones = wishes.colours.length > 0 ? wishes.colours : look.colours.map(({ colour }) => colour);
        return (
          (product.piece === look.piece ? 0.2 : 0) +
          (product.pattern === look.pattern ? 0.08 : 0) +
          (product.colours.some((colour) => tones.includes(colour)) ? 0.15 : 0)
        );
      };
      return near
        .flatMap(({ id, similarity }) =>
          placesOf(shelf, [id]).map((place) => ({ place, score: similarity + bonus(place) })),
        )
        .sort((a, b) => b.score - a.score || a.place - b.place)
        .map(({ place }) => place);
    }),
  );
  const length = Math.max(0, ...lists.map((list) => list.length));
  const merged = Array.from({ length }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
  return [...new Set(merged)];
}

/** What goes with the items of a history (newest first); where habits say little yet, what looks like the newest of them follows. */
export async function behaviour(
  dealt: readonly string[],
  admit: Admit,
  shelf: Shelf,
  following: Following | undefined,
  items: VectorIndex,
): Promise<readonly number[]> {
  const { places } = shelf.alignedWith(following?.names ?? noNames);
  const placeOf = (item: number) => places[item] ?? -1;
  const mayShow = (item: number) => placeOf(item) >= 0 && admit(placeOf(item));
  const together = following?.first(longest, mayShow).map(placeOf) ?? [];
  if (dealt.length === 0 || together.length >= enough) return together;
  const near = await Promise.all(
    dealt.slice(0, 3).map((id) =>
      shelf.lookalikes(id, async () => {
        const vector = await items.get(id);
        return vector ? items.nearest(vector, longest, (each) => each !== id) : [];
      }),
    ),
  );
  const alike = near.flat().sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
  const admitted = placesOf(
    shelf,
    alike.map(({ id }) => id),
  ).filter(admit);
  return [...new Set([...together, ...admitted])].slice(0, longest);
}

/** What fulfils the wishes, and of what other lists name that which does so too: equals share a rank, so that the others decide among them. */
export function worded(
  matching: Matching,
  others: readonly CandidateList<number>[],
  admit: Admit,
): CandidateList<number> {
  const ranked = [...matching.first(admit, longest)];
  const seen = new Set(ranked.map(({ place }) => place));
  for (const { items } of others)
    for (const place of items) {
      const rank = seen.has(place) ? undefined : matching.rankOf(place);
      seen.add(place);
      if (rank !== undefined) ranked.push({ place, rank });
    }
  ranked.sort((a, b) => a.rank - b.rank);
  return { source: "words", items: ranked.map(({ place }) => place), ranks: ranked.map(({ rank }) => rank) };
}

/** So many items that follow from habits need no company. */
const enough = 20;
const noNames: readonly string[] = [];

/** What followed profiles like, a like counting half for every 30 days of age. */
export function followed(likes: readonly Like[], shelf: Shelf, admit: Admit, now: Date): readonly number[] {
  const weights = new Map<string, number>();
  for (const { itemId, likedAt } of likes) {
    const months = Math.max(0, now.getTime() - likedAt.getTime()) / 2_592_000_000;
    weights.set(itemId, (weights.get(itemId) ?? 0) + 0.5 ** months);
  }
  const order = [...weights].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => id);
  return firstOf(placesOf(shelf, order), admit, longest);
}
