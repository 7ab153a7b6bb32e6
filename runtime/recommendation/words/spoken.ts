import type { Mentions } from "../shelf/matching";
import type { Shelf } from "../shelf/shelf";
import { type Wishes, readWishes } from "./words";

/** A sentence held against the catalogue, which knows brands and cloths that no vocabulary knows. */
export interface Spoken {
  /** What was understood: what the catalogue knows counts as such. */
  readonly understood: Wishes;
  /** Brands that were called by their whole name. */
  readonly brands: readonly string[];
  readonly mentions: Mentions;
  /** Places of products that are described by what was ruled out. */
  readonly unwanted: ReadonlySet<number>;
}

/** Reads a sentence. A word that would rule out more than half of the catalogue says nothing of what was meant, and rules out nothing. */
export function spoken(text: string, shelf: Shelf): Spoken {
  const read = readWishes(text);
  const mentions = shelf.mentioned(read.unknown);
  const terms = read.without.terms ?? [];
  const against = [...shelf.mentioned(terms)].filter(([, places]) => places.size <= shelf.products.length / 2);
  const heard = new Set(against.map(([term]) => term));
  return {
    understood: {
      ...read,
      without: { ...read.without, terms: [...heard] },
      unknown: [...read.unknown.filter((term) => !mentions.has(term)), ...terms.filter((term) => !heard.has(term))],
    },
    brands: brandsIn(read.unknown, shelf),
    mentions,
    unwanted: new Set(against.flatMap(([, places]) => [...places])),
  };
}

const brandsIn = (words: readonly string[], { brands }: Shelf): readonly string[] =>
  [...brands].flatMap(([brand, name]) =>
    name.length > 0 && name.every((word) => words.includes(word)) ? [brand] : [],
  );
