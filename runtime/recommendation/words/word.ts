import type { Colour, Occasion, Pattern, Piece, Season, Style } from "../../catalogue/vocabulary";
import { lookalikes, spellings } from "./spellings";

/** What one word says; most say one thing, some two. */
export interface Meaning {
  readonly piece?: Piece | undefined;
  readonly colour?: Colour | undefined;
  readonly pattern?: Pattern | undefined;
  readonly style?: Style | undefined;
  readonly occasion?: Occasion | undefined;
  readonly season?: Season | undefined;
  readonly price?: "cheap" | undefined;
  /** A word that nobody knows, where a negation may mean it; `tied` to the piece beside it. */
  readonly term?: string;
  readonly tied?: boolean;
}

/** What a word says; `next` is the one that follows. */
export function meaningOf(word: string, next = ""): Meaning {
  // "un short" is a piece in French; "a short dress" is a dress.
  const short = word === "short" && find(spellings.pieces, next) === undefined;
  return {
    piece: short ? "shorts" : find(spellings.pieces, word),
    colour: find(spellings.colours, word),
    pattern: find(spellings.patterns, word),
    style: find(spellings.styles, word),
    occasion: find(spellings.occasions, word),
    season: find(spellings.seasons, word),
    price: find(spellings.prices, word),
  };
}

/** Whether it says anything. */
export const says = (meaning: Meaning) => Object.values(meaning).some((name) => name !== undefined);

/** What words say of one thing, each once. */
export function each<Key extends Exclude<keyof Meaning, "tied">>(
  meanings: readonly Meaning[],
  key: Key,
): readonly NonNullable<Meaning[Key]>[] {
  return [...new Set(meanings.map((meaning) => meaning[key]).filter((name) => name !== undefined))];
}

/** The name whose longest spelling fits. */
function find<Name extends string>(table: Readonly<Record<Name, readonly string[]>>, word: string): Name | undefined {
  if (lookalikes.has(word)) return undefined;
  let best: { name: Name; length: number } | undefined;
  for (const [name, spelt] of Object.entries(table) as [Name, readonly string[]][])
    for (const stem of spelt)
      if (fits(word, stem) && stem.length > (best?.length ?? 0)) best = { name, length: stem.length };
  return best?.name;
}

/** A stem fits its word with at most three letters of ending; stems of three letters or fewer with a plural at most. */
const fits = (word: string, stem: string) =>
  word.startsWith(stem) && word.length - stem.length <= (stem.length <= 3 ? 1 : 3);
