import type { Catalogue } from "../catalogue/catalogue";
import type { Product } from "../catalogue/product";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { Preferences, TasteBook } from "../taste/taste";
import { type Look, alike, behaviour, followed, matching, mentioned, ranked } from "./candidates";
import { type Question, admits, merge } from "./criteria";
import { type Reason, explain } from "./explanation";
import { unlessUnavailable } from "../watch/unavailable";
import { type CandidateList, type Source, fuse } from "./fusion";
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
  /** Sources that could not be asked just now; the others have answered. */
  readonly missing: readonly Source[];
}

export interface RecommendDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  readonly catalogue: Catalogue;
  /** Vectors of catalogue items. */
  readonly items: VectorIndex;
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
  const read = readWishes(asked.text);
  const missing: Source[] = [...unseen];
  const personally = async () => {
    const grant = subject === undefined ? undefined : await requestGrant(deps.consents, subject, "personalisation");
    return grant && (await readTaste(grant.subject, deps.tastes));
  };
  const taste = asked.personalised
    ? await unlessUnavailable(personally, undefined, () => missing.push("behaviour", "follows"))
    : undefined;
  const stated = merge(asked, read, undefined);
  const wishes = merge(asked, read, taste?.preferences);

  const products = new Map((await deps.catalogue.list()).map((product) => [product.id, product]));
  const admitted = new Set([...products.values()].filter((product) => admits(product, wishes)).map(({ id }) => id));
  const admit = (id: string) => admitted.has(id) && !taste?.likes.has(id);

  const popularity = await unlessUnavailable(
    () => deps.tastes.popularity(),
    new Map<string, number>(),
    () => missing.push("trend"),
  );
  const mentions = mentioned(products.values(), read.unknown);
  const understood = { ...read, unknown: read.unknown.filter((term) => !mentions.has(term)) };
  const said = (id: string) => [...mentions].flatMap(([term, ids]) => (ids.has(id) ? [term] : []));
  const garments = looks.filter(({ piece }) => piece !== undefined); // whatever else was photographed resembles no item
  const ask = (source: Source, list: () => Promise<readonly string[]>) =>
    unlessUnavailable(list, [], () => missing.push(source));
  const lists: CandidateList[] = [
    { source: "image", ids: await ask("image", () => alike(garments, wishes, admit, products, deps.items)) },
    { source: "words", ids: matching(products, wishes, mentions, admit) },
  ];
  if (taste) {
    const together = () => behaviour(taste.likes, admit, deps.tastes, deps.items);
    lists.push({ source: "behaviour", ids: await ask("behaviour", together) });
    const theirs = async () => ranked(await followed(taste.follows, deps.tastes), admit);
    lists.push({ source: "follows", ids: await ask("follows", theirs) });
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
      return item ? [{ item, score, reasons: explain(item, ranks, looks, { stated, wishes, said: said(id) }) }] : [];
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
