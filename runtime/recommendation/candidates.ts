import type { Like } from "../taste/taste";
import type { Habits } from "./behaviour/habits";
import type { Criteria } from "./criteria";
import type { CandidateList } from "./fusion";
import { type Admit, type Matching, type Shelf, byId, firstOf } from "./shelf";
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
): Promise<readonly string[]> {
  const lists = await Promise.all(
    looks.map(async (look) => {
      const near = await index.nearest(look.vector, longest, byId(shelf, admit));
      const bonus = (id: string) => {
        const product = shelf.products.get(id);
        if (!product) return 0;
        const tones = wishes.colours.length > 0 ? wishes.colours : look.colours.map(({ colour }) => colour);
        return (
          (product.piece === look.piece ? 0.2 : 0) +
          (product.pattern === look.pattern ? 0.08 : 0) +
          (product.colours.some((colour) => tones.includes(colour)) ? 0.15 : 0)
        );
      };
      return near
        .map(({ id, similarity }) => ({ id, score: similarity + bonus(id) }))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id);
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
  habits: Habits | undefined,
  items: VectorIndex,
): Promise<readonly string[]> {
  const products = habits ? shelf.alignedWith(habits.names) : [];
  const mayShow = (item: number) => {
    const product = products[item];
    return product !== undefined && admit(product);
  };
  const together = habits?.after([...dealt].reverse(), longest, mayShow) ?? [];
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
  const admitted = alike.map(({ id }) => id).filter(byId(shelf, admit));
  return [...new Set([...together, ...admitted])].slice(0, longest);
}

/** What fulfils the wishes, and of what other lists name that which does so too: equals share a rank, so that the others decide among them. */
export function worded(matching: Matching, others: readonly CandidateList[], admit: Admit): CandidateList {
  const ranked = [...matching.first(admit, longest)];
  const seen = new Set(ranked.map(({ id }) => id));
  for (const { ids } of others)
    for (const id of ids) {
      const rank = seen.has(id) ? undefined : matching.rankOf(id);
      seen.add(id);
      if (rank !== undefined) ranked.push({ id, rank });
    }
  ranked.sort((a, b) => a.rank - b.rank);
  return { source: "words", ids: ranked.map(({ id }) => id), ranks: ranked.map(({ rank }) => rank) };
}

/** So many items that follow from habits need no company. */
const enough = 20;

/** What followed profiles like, a like counting half for every 30 days of age. */
export function followed(likes: readonly Like[], admit: (id: string) => boolean, now: Date): readonly string[] {
  const weights = new Map<string, number>();
  for (const { itemId, likedAt } of likes) {
    const months = Math.max(0, now.getTime() - likedAt.getTime()) / 2_592_000_000;
    weights.set(itemId, (weights.get(itemId) ?? 0) + 0.5 ** months);
  }
  const order = [...weights].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => id);
  return firstOf(order, admit, longest);
}
