import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { Taste, TasteBook } from "../taste/taste";
import { unlessUnavailable } from "../watch/unavailable";
import type { Following, Habits } from "./behaviour/habits";
import { alike, behaviour, followed, longest, worded } from "./candidates";
import type { Question } from "./criteria";
import type { CandidateList, Source } from "./fusion";
import type { Meanings } from "./meanings";
import { firstOf } from "./shelf/matching";
import { type Shelf, placesOf } from "./shelf/shelf";
import type { Look } from "./sight";
import type { VectorIndex } from "./vector-index";
import type { Wanted } from "./wanted";

/** Where sources ask. */
export interface OpinionDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  /** Vectors of catalogue items. */
  readonly items: VectorIndex;
  /** Products by what words mean. */
  readonly meanings: Meanings;
  /** What goes with what; undefined until it was learnt. */
  readonly habits: () => Promise<Habits | undefined>;
  readonly now: () => Date;
}

/** What each source names, and what follows from the history, which reasons ask again. */
export interface Opinions {
  readonly lists: readonly CandidateList<number>[];
  readonly following: Following | undefined;
}

/** Asks every source but the trend; one whose service does not answer names nothing, and `misses` hears of it. */
export async function opinions(
  asked: Question,
  looks: readonly Look[],
  taste: Taste | undefined,
  wanted: Wanted,
  shelf: Shelf,
  deps: OpinionDeps,
  misses: (source: Source) => void,
): Promise<Opinions> {
  const { wishes, admit, understood, history, mentions } = wanted;
  const lists: CandidateList<number>[] = [];
  const ask = async (source: Source, list: () => Promise<readonly number[]>) => {
    lists.push({
      source,
      items: await unlessUnavailable(list, [], () => {
        misses(source);
      }),
    });
  };
  const garments = looks.filter(({ piece }) => piece !== undefined); // whatever else was photographed resembles no item
  await ask("image", () => alike(garments, wishes, admit, shelf, deps.items));
  if (asked.text !== "")
    await ask("meaning", async () => {
      const written = { text: asked.text, unknown: understood.unknown };
      const meant = await deps.meanings.find(written, wishes, shelf.products, longest * 5);
      return firstOf(placesOf(shelf, meant), admit, longest);
    });
  let following: Following | undefined;
  if (taste) {
    const dealt = history.map(({ itemId }) => itemId);
    await ask("behaviour", async () => {
      following = (await deps.habits())?.after([...dealt].reverse());
      return behaviour(dealt, admit, shelf, following, deps.items);
    });
  }
  if (taste && taste.follows.length > 0)
    await ask("follows", async () => {
      const grants = await Promise.all(taste.follows.map((who) => requestGrant(deps.consents, who, "personalisation")));
      const sharing = grants.flatMap((grant) => grant?.subject ?? []);
      return followed(await deps.tastes.likesOf(sharing), shelf, admit, deps.now());
    });
  lists.push(worded(shelf.matching(wishes, mentions), lists, admit));
  return { lists, following };
}
