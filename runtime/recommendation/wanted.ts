import type { Taste } from "../taste/taste";
import { type Criteria, type Question, merge } from "./criteria";
import { type Dealt, historyIn } from "./history";
import { type Admit, type Mentions, admitting } from "./shelf/matching";
import { type Shelf, placesOf } from "./shelf/shelf";
import { spoken } from "./words/spoken";
import type { Wishes } from "./words/words";

/** A question and what is known of its shopper, held against the shelf. */
export interface Wanted {
  readonly understood: Wishes;
  /** What the question stated. */
  readonly stated: Criteria;
  /** What it comes to with the profile. */
  readonly wishes: Criteria;
  readonly mentions: Mentions;
  /** Hard filters, what was ruled out, and what the shopper has already. */
  readonly admit: Admit;
  /** Newest first; empty without a profile. */
  readonly history: readonly Dealt[];
}

export function wantedBy(asked: Question, taste: Taste | undefined, shelf: Shelf): Wanted {
  const { understood, brands, mentions, unwanted } = spoken(asked.text, shelf);
  const named = { ...asked, brands: asked.brands ?? [...brands] };
  const wishes = merge(named, understood, taste?.preferences);
  const history = taste ? historyIn(taste) : [];
  const had = history.flatMap(({ itemId, as }) => (as === "liked" || as === "bought" ? [itemId] : []));
  const own = new Set(placesOf(shelf, had));
  const permitted = admitting(wishes, shelf.columns);
  return {
    understood,
    stated: merge(named, understood, undefined),
    wishes,
    mentions,
    admit: (place) => permitted(place) && !own.has(place) && !unwanted.has(place),
    history,
  };
}
