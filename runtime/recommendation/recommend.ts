import type { Catalogue } from "../catalogue/catalogue";
import type { Product } from "../catalogue/product";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { TasteBook } from "../taste/taste";
import type { Habits } from "./behaviour/habits";
import { type Look, alike, behaviour, followed, longest } from "./candidates";
import { type Criteria, type Question, admits, merge } from "./criteria";
import { type Reason, explain } from "./explanation";
import { unlessUnavailable } from "../watch/unavailable";
import { type CandidateList, type Source, fuse } from "./fusion";
import type { PhotoView } from "./photos";
import { firstOf, shelfOf } from "./shelf";
import type { Trend } from "./trends";
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
  /** Sources that could not be asked just now; the others have answered. */
  readonly missing: readonly Source[];
}

export interface RecommendDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  readonly catalogue: Catalogue;
  /** Vectors of catalogue items. */
  readonly items: VectorIndex;
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
  const read = readWishes(asked.text);
  const missing: Source[] = [...unseen];
  const personally = async () => {
    const grant = subject === undefined ? undefined : await requestGrant(deps.consents, subject, "personalisation");
    return grant && (await deps.tastes.of(grant.subject));
  };
  const taste = asked.personalised
    ? await unlessUnavailable(personally, undefined, () => missing.push("behaviour", "follows"))
    : undefined;
  const stated = merge(asked, read, undefined);
  const wishes = merge(asked, read, taste?.preferences);
  const likes = taste?.likes.map(({ itemId }) => itemId) ?? [];

  const shelf = shelfOf(await deps.catalogue.list());
  const admit = admission(shelf.products, wishes, new Set(likes));
  const mentions = shelf.mentioned(read.unknown);
  const understood = { ...read, unknown: read.unknown.filter((term) => !mentions.has(term)) };
  const said = (id: string) => [...mentions].flatMap(([term, ids]) => (ids.has(id) ? [term] : []));
  const garments = looks.filter(({ piece }) => piece !== undefined); // whatever else was photographed resembles no item
  const ask = <T>(source: Source, list: () => Promise<readonly T[]>) =>
    unlessUnavailable(list, [], () => missing.push(source));
  const lists: CandidateList[] = [
    { source: "image", ids: await ask("image", () => alike(garments, wishes, admit, shelf.products, deps.items)) },
    { source: "words", ids: shelf.matching(wishes, mentions, admit, longest) },
  ];
  const leaders = new Map<string, string>();
  if (taste) {
    const together = await ask("behaviour", async () => behaviour(likes, admit, await deps.habits(), deps.items));
    for (const { id, because } of together) leaders.set(id, because);
    lists.push({ source: "behaviour", ids: together.map(({ id }) => id) });
    const theirs = async () => followed(await deps.tastes.likesOf(taste.follows), admit, deps.now());
    lists.push({ source: "follows", ids: taste.follows.length > 0 ? await ask("follows", theirs) : [] });
  }
  const personal = lists.some(({ source, ids }) => (source === "behaviour" || source === "follows") && ids.length > 0);
  const asking = lists.some(({ ids }) => ids.length > 0);
  const trend = await unlessUnavailable(deps.trend, undefined, () => missing.push("trend"));
  lists.push({ source: "trend", ids: asking ? trending(lists, trend) : popular(shelf.products.keys(), trend, admit) });

  const leader = (id: string) => shelf.products.get(leaders.get(id) ?? "")?.title;
  const items = fuse(lists)
    .slice(0, asked.limit)
    .flatMap(({ id, score, ranks }) => {
      const item = shelf.products.get(id);
      return item
        ? [
            {
              item,
              score,
              reasons: explain(item, ranks, looks, { stated, wishes, said: said(id), leader: leader(id) }),
            },
          ]
        : [];
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

/** Hard filters, each item looked at once, and only if some list names it. */
function admission(products: ReadonlyMap<string, Product>, wishes: Criteria, own: ReadonlySet<string>) {
  const judged = new Map<string, boolean>();
  return (id: string): boolean => {
    const known = judged.get(id);
    if (known !== undefined) return known;
    const product = products.get(id);
    const admitted = product !== undefined && !own.has(id) && admits(product, wishes);
    judged.set(id, admitted);
    return admitted;
  };
}

/** Beside answers a trend only breaks ties, among the items that they name. */
function trending(lists: readonly CandidateList[], trend: Trend | undefined): readonly string[] {
  if (!trend) return [];
  const named = [...new Set(lists.flatMap(({ ids }) => ids))].filter((id) => trend.places.has(id));
  return named.sort((a, b) => (trend.places.get(a) ?? 0) - (trend.places.get(b) ?? 0)).slice(0, longest);
}

/** A trend answers a question that nothing answers, and after it whatever else there is. */
function popular(ids: Iterable<string>, trend: Trend | undefined, admit: (id: string) => boolean): readonly string[] {
  const liked = firstOf(trend?.order ?? [], admit, longest);
  return [...liked, ...firstOf(ids, (id) => !trend?.places.has(id) && admit(id), longest - liked.length)];
}
