import type { Like } from "../taste/taste";
import type { Habits } from "./behaviour/habits";
import type { Criteria } from "./criteria";
import type { PhotoView } from "./photos";
import { type Admit, type Shelf, byId, firstOf } from "./shelf";
import type { VectorIndex } from "./vector-index";

/** A photograph as the ranking needs it: what was seen and its vector. */
export interface Look extends PhotoView {
  readonly vector: Float32Array;
}

/** The most that one list names: more than an answer holds, and beyond it a rank says little. */
export const longest = 60;

/** Nearest to any of the looks, round robin; an item of the piece and colour that was seen comes before one of neither. */
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

/** What goes with the likes (newest first); where habits say little yet, what looks like the newest of them follows. */
export async function behaviour(
  likes: readonly string[],
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
  const together = habits?.after([...likes].reverse(), longest, mayShow) ?? [];
  if (likes.length === 0 || together.length >= enough) return together;
  const near = await Promise.all(
    likes.slice(0, 3).map((id) =>
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
