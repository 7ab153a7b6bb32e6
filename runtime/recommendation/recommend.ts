import type { Catalogue } from "../catalogue/catalogue";
import type { Product } from "../catalogue/product";
import type { Profiles } from "../taste/profiles";
import { unlessUnavailable } from "../watch/unavailable";
import type { Following } from "./behaviour/habits";
import type { Question } from "./criteria";
import { type Leader, type Reason, explain } from "./explanation";
import { type Fused, type Source, fuse, sources } from "./fusion";
import { type OpinionDeps, opinions } from "./opinions";
import { cheapAmong } from "./prices";
import { type Shelf, shelfOf } from "./shelf/shelf";
import { type Look, viewOf } from "./sight";
import { type Trend, brokenTies, mostLiked } from "./trends";
import { varied } from "./variety";
import { type Wanted, wantedBy } from "./wanted";
import type { Wishes } from "./words/words";

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
  /** The garments that were recognised in the photographs, in the order of the question. */
  readonly seen: readonly Omit<Look, "vector">[];
  /** What was understood of the words. */
  readonly understood: Wishes;
  readonly model: string;
  /** Sources that could not be asked just now; the others have answered. */
  readonly missing: readonly Source[];
}

export interface RecommendDeps extends OpinionDeps {
  readonly profiles: Profiles;
  readonly catalogue: Catalogue;
  /** What is liked most of late; the same for everybody. */
  readonly trend: () => Promise<Trend>;
  readonly model: string;
}

/**
 * One ranking from what was seen, said, done, followed and trending. Hard filters come first; then each list votes by
 * rank; then the reason of every item is its ranks put into words. A profile is read only when `subject` consented to
 * personalisation and did not ask for a non-personalised answer. A list whose service does not answer is left out, and named;
 * `unseen` are those that were missed before.
 */
export async function recommend(
  asked: Question,
  looks: readonly Look[],
  subject: string | undefined,
  deps: RecommendDeps,
  unseen: readonly Source[] = [],
): Promise<Answer> {
  const missing: Source[] = [...unseen];
  const misses = (...sources: readonly Source[]) => missing.push(...sources);
  const personally = async () => (subject === undefined ? undefined : deps.profiles.agreed(subject));
  const taste = asked.personalised
    ? await unlessUnavailable(personally, undefined, () => misses("behaviour", "follows"))
    : undefined;
  const shelf = shelfOf(await deps.catalogue.list());
  const wanted = wantedBy(asked, taste, shelf);
  const { lists, following } = await opinions(asked, looks, taste, wanted, shelf, deps, misses);
  const names = (...sources: readonly Source[]) =>
    lists.some(({ source, items }) => sources.includes(source) && items.length > 0);
  const isAsking = names(...sources);

  const liked = await unlessUnavailable(deps.trend, undefined, () => misses("trend"));
  const trend = liked && shelf.alignedWith(liked);
  const popular = isAsking ? [] : mostLiked(shelf.products.length, trend, wanted.admit);
  const ranked = brokenTies(fuse([...lists, { source: "trend", items: popular }]), trend, asked.limit);
  const chosen = varied(ranked, asked.limit, wanted.wishes.brands.length > 0, {
    brandOf: ({ item }) => shelf.columns.brand.codes[item],
    isNew: ({ item }) => trend !== undefined && (trend.numbers[item] ?? -1) < 0,
  });
  return {
    basis: names("behaviour", "follows") ? "personal" : isAsking ? "request" : "popular",
    items: explained(chosen, looks, wanted, following, shelf),
    seen: looks.map((look) => ({ photoId: look.photoId, ...viewOf(look) })),
    understood: wanted.understood,
    model: deps.model,
    missing: [...new Set(missing)],
  };
}

/** The products that were chosen, each with its reasons. */
function explained(
  chosen: readonly Fused<number>[],
  looks: readonly Look[],
  { stated, wishes, mentions, history }: Wanted,
  following: Following | undefined,
  { products, placeOf, alignedWith }: Shelf,
): readonly Recommended[] {
  const dealtAs = new Map(history.map(({ itemId, as }) => [itemId, as]));
  const numbers = following && alignedWith(following.names).numbers;
  const leaderTo = (place: number): Leader | undefined => {
    const before = following?.leader(numbers?.[place] ?? -1) ?? "";
    const title = products[placeOf(before) ?? -1]?.title;
    const as = dealtAs.get(before);
    return title !== undefined && as ? { title, as } : undefined;
  };
  const isCheap = cheapAmong(products);
  return chosen.flatMap(({ item: place, score, votes }) => {
    const item = products[place];
    if (!item) return [];
    const asked = {
      stated,
      wishes,
      said: [...mentions].flatMap(([term, places]) => (places.has(place) ? [term] : [])),
      cheap: wishes.cheap && isCheap(item),
      leader: votes.some(({ source }) => source === "behaviour") ? leaderTo(place) : undefined,
    };
    return [{ item, score, reasons: explain(item, votes, looks, asked) }];
  });
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
