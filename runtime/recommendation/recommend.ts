import type { Catalogue } from "../catalogue/catalogue";
import type { Product } from "../catalogue/product";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { Profiles } from "../taste/profiles";
import type { TasteBook } from "../taste/taste";
import type { Following, Habits } from "./behaviour/habits";
import { alike, behaviour, followed, longest, worded } from "./candidates";
import { type Question, merge } from "./criteria";
import { type Leader, type Reason, explain } from "./explanation";
import { unlessUnavailable } from "../watch/unavailable";
import { type CandidateList, type Source, fuse } from "./fusion";
import { cheapAmong } from "./prices";
import { historyIn } from "./history";
import { type Look, viewOf } from "./sight";
import type { Meanings } from "./meanings";
import { type Admit, admitting, firstOf } from "./shelf/matching";
import { placesOf, shelfOf } from "./shelf/shelf";
import { type Trend, brokenTies, mostLiked } from "./trends";
import { varied } from "./variety";
import type { VectorIndex } from "./vector-index";
import { spoken } from "./words/spoken";
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

export interface RecommendDeps {
  readonly consents: ConsentLedger;
  readonly profiles: Profiles;
  readonly tastes: TasteBook;
  readonly catalogue: Catalogue;
  /** Vectors of catalogue items. */
  readonly items: VectorIndex;
  /** Products by what words mean. */
  readonly meanings: Meanings;
  /** What is liked most of late; the same for everybody. */
  readonly trend: () => Promise<Trend>;
  /** What goes with what; undefined until it was learnt. */
  readonly habits: () => Promise<Habits | undefined>;
  readonly model: string;
  readonly now: () => Date;
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
  const personally = async () => (subject === undefined ? undefined : deps.profiles.agreed(subject));
  const taste = asked.personalised
    ? await unlessUnavailable(personally, undefined, () => missing.push("behaviour", "follows"))
    : undefined;
  const history = taste ? historyIn(taste) : [];
  const products = await deps.catalogue.list();
  const shelf = shelfOf(products);
  const { understood, brands, mentions, unwanted } = spoken(asked.text, shelf);
  const named = { ...asked, brands: asked.brands ?? [...brands] };
  const stated = merge(named, understood, undefined);
  const wishes = merge(named, understood, taste?.preferences);

  const own = new Set(
    placesOf(
      shelf,
      history.flatMap(({ itemId, as }) => (as === "liked" || as === "bought" ? [itemId] : [])),
    ),
  );
  const permitted = admitting(wishes, shelf.columns);
  const admit: Admit = (place) => permitted(place) && !own.has(place) && !unwanted.has(place);
  const said = (place: number) => [...mentions].flatMap(([term, places]) => (places.has(place) ? [term] : []));
  const garments = looks.filter(({ piece }) => piece !== undefined); // whatever else was photographed resembles no item
  const ask = (source: Source, list: () => Promise<readonly number[]>) =>
    unlessUnavailable(list, [], () => missing.push(source));
  const lists: CandidateList<number>[] = [
    { source: "image", items: await ask("image", () => alike(garments, wishes, admit, shelf, deps.items)) },
  ];
  const meant = async () => {
    const written = { text: asked.text, unknown: understood.unknown };
    return placesOf(shelf, await deps.meanings.find(written, wishes, products, longest * 5));
  };
  if (asked.text !== "") lists.push({ source: "meaning", items: firstOf(await ask("meaning", meant), admit, longest) });
  let following: Following | undefined;
  if (taste) {
    const dealt = history.map(({ itemId }) => itemId);
    const together = async () => {
      following = (await deps.habits())?.after([...dealt].reverse());
      return behaviour(dealt, admit, shelf, following, deps.items);
    };
    lists.push({ source: "behaviour", items: await ask("behaviour", together) });
    const theirs = async () => {
      const sharing = await Promise.all(
        taste.follows.map((who) => requestGrant(deps.consents, who, "personalisation")),
      );
      const profiles = sharing.flatMap((theirGrant) => theirGrant?.subject ?? []);
      return followed(await deps.tastes.likesOf(profiles), shelf, admit, deps.now());
    };
    lists.push({ source: "follows", items: taste.follows.length > 0 ? await ask("follows", theirs) : [] });
  }
  lists.push(worded(shelf.matching(wishes, mentions), lists, admit));
  const personal = lists.some(
    ({ source, items }) => (source === "behaviour" || source === "follows") && items.length > 0,
  );
  const asking = lists.some(({ items }) => items.length > 0);
  const liked = await unlessUnavailable(deps.trend, undefined, () => missing.push("trend"));
  const trend = liked && shelf.alignedWith(liked);
  const popular = asking ? [] : mostLiked(products.length, trend, admit);
  const ranked = brokenTies(fuse([...lists, { source: "trend", items: popular }]), trend, asked.limit);
  const fused = new Map(ranked.map((each) => [each.item, each]));
  const dealtAs = new Map(history.map(({ itemId, as }) => [itemId, as]));
  const numbers = following && shelf.alignedWith(following.names).numbers;
  const leader = (place: number): Leader | undefined => {
    const before = following?.leader(numbers?.[place] ?? -1) ?? "";
    const title = products[shelf.placeOf(before) ?? -1]?.title;
    const as = dealtAs.get(before);
    return title !== undefined && as ? { title, as } : undefined;
  };
  const isCheap = cheapAmong(products);
  const chosen = varied([...fused.keys()], asked.limit, wishes.brands.length > 0, {
    brandOf: (place) => shelf.columns.brand.codes[place],
    isNew: (place) => trend !== undefined && (trend.numbers[place] ?? -1) < 0,
  });
  const items = chosen.flatMap((place) => {
    const item = products[place];
    const { score = 0, votes = [] } = fused.get(place) ?? {};
    if (!item) return [];
    const cheap = wishes.cheap && isCheap(item);
    const why = {
      said: said(place),
      cheap,
      leader: votes.some(({ source }) => source === "behaviour") ? leader(place) : undefined,
    };
    return [{ item, score, reasons: explain(item, votes, looks, { stated, wishes, ...why }) }];
  });
  return {
    basis: personal ? "personal" : asking ? "request" : "popular",
    items,
    seen: looks.map((look) => ({ photoId: look.photoId, ...viewOf(look) })),
    understood,
    model: deps.model,
    missing: [...new Set(missing)],
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
