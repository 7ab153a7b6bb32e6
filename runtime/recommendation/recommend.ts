import type { Catalogue } from "../catalogue/catalogue";
import type { Product } from "../catalogue/product";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { Preferences, TasteBook } from "../taste/taste";
import { type Criteria, type Question, admits, merge } from "./criteria";
import { type Reason, explain } from "./explanation";
import { type CandidateList, fuse } from "./fusion";
import type { PhotoView } from "./photos";
import type { VectorIndex } from "./vector-index";
import { type Wishes, readWishes } from "./words";

export interface Recommended {
  readonly item: Product;
  readonly score: number;
  /** One sentence per source that named the item, strongest first. */
  readonly reasons: readonly Reason[];
}

export interface Answer {
  /** `personal` when a profile was read, with consent; `request` when only the question counted; `popular` when it was empty. */
  readonly basis: "personal" | "request" | "popular";
  readonly items: readonly Recommended[];
  /** What was recognised in the photographs, in the order of the question. */
  readonly seen: readonly PhotoView[];
  /** What was understood of the words. */
  readonly understood: Wishes;
  readonly model: string;
}

export interface RecommendDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  readonly catalogue: Catalogue;
  /** Vectors of catalogue items. */
  readonly items: VectorIndex;
  readonly model: string;
}

/** A photograph as the ranking needs it: what was seen and its vector. */
export interface Look extends PhotoView {
  readonly vector: Float32Array;
}

const candidates = 100;

/**
 * One ranking from what was seen, said, done, followed and trending. Hard filters come first; then each list votes by
 * rank; then the reason of every item is its ranks put into words. A profile is read only when `subject` consented to
 * personalisation and did not ask for a non-personalised answer.
 */
export async function recommend(
  asked: Question,
  looks: readonly Look[],
  subject: string | undefined,
  deps: RecommendDeps,
): Promise<Answer> {
  const understood = readWishes(asked.text);
  const grant =
    asked.personalised && subject !== undefined
      ? await requestGrant(deps.consents, subject, "personalisation")
      : undefined;
  const taste = grant ? await readTaste(grant.subject, deps.tastes) : undefined;
  const stated = merge(asked, understood, undefined);
  const wishes = merge(asked, understood, taste?.preferences);

  const products = new Map((await deps.catalogue.list()).map((product) => [product.id, product]));
  const admitted = new Set([...products.values()].filter((product) => admits(product, wishes)).map(({ id }) => id));
  const admit = (id: string) => admitted.has(id) && !taste?.likes.has(id);

  const popularity = await deps.tastes.popularity();
  const garments = looks.filter(({ piece }) => piece !== undefined); // whatever else was photographed resembles no item
  const lists: CandidateList[] = [
    { source: "image", ids: await alike(garments, wishes, admit, products, deps.items) },
    { source: "words", ids: matching(products, wishes, understood, admit) },
  ];
  if (taste) {
    lists.push({ source: "behaviour", ids: await behaviour(taste.likes, admit, deps) });
    lists.push({ source: "follows", ids: ranked(await followed(taste.follows, deps.tastes), admit) });
  }
  const personal = lists.some(({ source, ids }) => (source === "behaviour" || source === "follows") && ids.length > 0);
  const asking = lists.some(({ ids }) => ids.length > 0);
  // A trend answers a question that nothing answers; beside answers it only breaks ties, among the items that they name.
  const named = new Set(lists.flatMap(({ ids }) => ids));
  const trend = ranked(popularity, (id) => admit(id) && (!asking || named.has(id)));
  const rest = asking ? [] : [...admitted].filter((id) => admit(id) && !popularity.has(id)).sort();
  lists.push({ source: "trend", ids: [...trend, ...rest] });

  const items = fuse(lists)
    .slice(0, asked.limit)
    .flatMap(({ id, score, ranks }) => {
      const item = products.get(id);
      return item ? [{ item, score, reasons: explain(item, ranks, looks, { stated, wishes }) }] : [];
    });
  return {
    basis: personal ? "personal" : asking ? "request" : "popular",
    items,
    seen: looks.map(({ photoId, piece, colours: seen, probability }) => ({
      photoId,
      piece,
      colours: seen,
      probability,
    })),
    understood,
    model: deps.model,
  };
}

/** Items that look like one item, nearest first, the item itself left out. Undefined when it is not in the catalogue. */
export async function similar(
  id: string,
  limit: number,
  deps: Pick<RecommendDeps, "catalogue" | "items">,
): Promise<readonly { readonly item: Product; readonly similarity: number }[] | undefined> {
  const vector = await deps.items.get(id);
  if (!vector || !(await deps.catalogue.get(id))) return undefined;
  const near = await deps.items.nearest(vector, limit, (each) => each !== id);
  const items = await Promise.all(
    near.map(async ({ id: each, similarity }) => ({ item: await deps.catalogue.get(each), similarity })),
  );
  return items.flatMap(({ item, similarity }) => (item ? [{ item, similarity }] : []));
}

interface Taste {
  readonly preferences: Preferences;
  readonly likes: ReadonlySet<string>;
  readonly follows: readonly string[];
}

async function readTaste(subject: string, tastes: TasteBook): Promise<Taste> {
  const [preferences, likes, follows] = await Promise.all([
    tastes.preferences(subject),
    tastes.likes(subject),
    tastes.follows(subject),
  ]);
  return { preferences, likes: new Set(likes.map(({ itemId }) => itemId)), follows };
}

/** Nearest to any of the looks, round robin; an item of the piece and colour that was seen comes before one of neither. */
async function alike(
  looks: readonly Look[],
  wishes: Criteria,
  admit: (id: string) => boolean,
  products: ReadonlyMap<string, Product>,
  index: VectorIndex,
): Promise<readonly string[]> {
  const lists = await Promise.all(
    looks.map(async (look) => {
      const near = await index.nearest(look.vector, candidates, admit);
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
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const merged = Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list[rank] ?? [])).flat();
  return [...new Set(merged)];
}

/** Items by how many of the stated wishes they fulfil; those that fulfil none are not candidates. */
function matching(
  products: ReadonlyMap<string, Product>,
  wishes: Criteria,
  said: Wishes,
  admit: (id: string) => boolean,
): readonly string[] {
  const terms = said.unknown.filter((word) => word.length > 2);
  return [...products.values()]
    .filter(({ id }) => admit(id))
    .map((product) => {
      const prose = `${product.title} ${product.description} ${product.brand}`.toLowerCase();
      const score =
        (wishes.pieces.includes(product.piece) ? 2 : 0) +
        product.colours.reduce((sum, colour, at) => sum + (wishes.colours.includes(colour) ? 2 / (at + 1) : 0), 0) +
        (wishes.patterns.includes(product.pattern) ? 1.5 : 0) +
        (wishes.styles.includes(product.style) ? 1 : 0) +
        (wishes.brands.includes(product.brand) ? 1 : 0) +
        (product.occasions.some((occasion) => wishes.occasions.includes(occasion)) ? 1 : 0) +
        terms.filter((term) => prose.includes(term)).length * 0.5;
      return { id: product.id, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}

/** Liked by those who like the same, then alike to the newest likes: the second serves while the first is empty. */
async function behaviour(
  likes: ReadonlySet<string>,
  admit: (id: string) => boolean,
  { tastes, items }: RecommendDeps,
): Promise<readonly string[]> {
  const together = ranked(await tastes.alsoLiked([...likes]), admit);
  const vectors = await Promise.all([...likes].slice(0, 5).map((id) => items.get(id)));
  const near = await Promise.all(vectors.flatMap((vector) => (vector ? [items.nearest(vector, 20, admit)] : [])));
  const seen = near
    .flat()
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ id }) => id);
  return [...new Set([...together, ...seen])].slice(0, candidates);
}

async function followed(profiles: readonly string[], tastes: TasteBook): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const likes of await Promise.all(profiles.map((profile) => tastes.likes(profile))))
    for (const { itemId } of likes) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  return counts;
}

const ranked = (counts: ReadonlyMap<string, number>, admit: (id: string) => boolean): readonly string[] =>
  [...counts]
    .filter(([id]) => admit(id))
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, candidates)
    .map(([id]) => id);
