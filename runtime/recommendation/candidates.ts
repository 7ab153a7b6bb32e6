import type { Product } from "../catalogue/product";
import type { TasteBook } from "../taste/taste";
import type { Criteria } from "./criteria";
import type { PhotoView } from "./photos";
import type { VectorIndex } from "./vector-index";
import { plain } from "./words";

/** A photograph as the ranking needs it: what was seen and its vector. */
export interface Look extends PhotoView {
  readonly vector: Float32Array;
}

/** The most that one list names. */
const longest = 100;

/** Nearest to any of the looks, round robin; an item of the piece and colour that was seen comes before one of neither. */
export async function alike(
  looks: readonly Look[],
  wishes: Criteria,
  admit: (id: string) => boolean,
  products: ReadonlyMap<string, Product>,
  index: VectorIndex,
): Promise<readonly string[]> {
  const lists = await Promise.all(
    looks.map(async (look) => {
      const near = await index.nearest(look.vector, longest, admit);
      const bonus = (id: string) => {
        const product = products.get(id);
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

/** Of the words that mean nothing by themselves, those in which some product is described, with the products: brands above all. */
export function mentioned(
  products: Iterable<Product>,
  unknown: readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const terms = unknown.filter((word) => word.length > 2);
  const found = new Map<string, Set<string>>();
  if (terms.length === 0) return found;
  for (const { id, title, description, brand } of products) {
    const prose = new Set(plain(`${title} ${description} ${brand}`).split(/[^a-z0-9'-]+/));
    for (const term of terms) if (prose.has(term)) found.set(term, (found.get(term) ?? new Set()).add(id));
  }
  return found;
}

/** Items by how many of the stated wishes they fulfil; those that fulfil none are not candidates. */
export function matching(
  products: ReadonlyMap<string, Product>,
  wishes: Criteria,
  mentions: ReadonlyMap<string, ReadonlySet<string>>,
  admit: (id: string) => boolean,
): readonly string[] {
  return [...products.values()]
    .filter(({ id }) => admit(id))
    .map((product) => {
      const score =
        (wishes.pieces.includes(product.piece) ? 2 : 0) +
        product.colours.reduce((sum, colour, at) => sum + (wishes.colours.includes(colour) ? 2 / (at + 1) : 0), 0) +
        (wishes.patterns.includes(product.pattern) ? 1.5 : 0) +
        (wishes.styles.includes(product.style) ? 1 : 0) +
        (wishes.brands.includes(product.brand) ? 1 : 0) +
        (product.occasions.some((occasion) => wishes.occasions.includes(occasion)) ? 1 : 0) +
        [...mentions.values()].filter((ids) => ids.has(product.id)).length * 0.5;
      return { id: product.id, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/** Liked by those who like the same, then alike to the newest likes: the second serves while the first is empty. */
export async function behaviour(
  likes: ReadonlySet<string>,
  admit: (id: string) => boolean,
  tastes: TasteBook,
  items: VectorIndex,
): Promise<readonly string[]> {
  const together = ranked(await tastes.alsoLiked([...likes]), admit);
  const vectors = await Promise.all([...likes].slice(0, 5).map((id) => items.get(id)));
  const near = await Promise.all(vectors.flatMap((vector) => (vector ? [items.nearest(vector, 20, admit)] : [])));
  const seen = near
    .flat()
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ id }) => id);
  return [...new Set([...together, ...seen])].slice(0, longest);
}

export async function followed(profiles: readonly string[], tastes: TasteBook): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const likes of await Promise.all(profiles.map((profile) => tastes.likes(profile))))
    for (const { itemId } of likes) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  return counts;
}

export const ranked = (counts: ReadonlyMap<string, number>, admit: (id: string) => boolean): readonly string[] =>
  [...counts]
    .filter(([id]) => admit(id))
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, longest)
    .map(([id]) => id);
