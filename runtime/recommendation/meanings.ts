import type { Product } from "../catalogue/product";
import type { Criteria } from "./criteria";
import { type Terms, listed, termsOf } from "./shelf/terms";

/** What a shopper wrote, and what of it the catalogue's vocabulary knows nothing of. */
export interface Written {
  readonly text: string;
  readonly unknown: readonly string[];
}

/** Port: products by what a text means. */
export interface Meanings {
  /** Ids of the products that are described most like what was written, best first; none where nothing is like it. */
  find(written: Written, wishes: Criteria, products: readonly Product[], count: number): Promise<readonly string[]>;
}

/** Letters of one part of a word; parts overlap, and a word's ends are marked. */
const letters = 3;
/** So alike must a word and a term of the catalogue be, which begin alike: one letter more, less or other in a word of five still is. */
const alike = 0.44;

/**
 * Our own meanings: each word that nobody knows is a vector of its parts of three letters and stands for the terms of the catalogue whose
 * vectors are most like it, so that a slip of the pen or another ending is no reason to find nothing. Terms count the more the rarer
 * they are (Spärck Jones, "A statistical interpretation of term specificity", Journal of Documentation 28(1), 1972).
 */
export const ownMeanings = (): Meanings => {
  const known = new WeakMap<Terms, ReturnType<typeof partsIn>>();
  return {
    async find({ unknown }, _wishes, products, count) {
      if (unknown.length === 0) return [];
      const terms = termsOf(products);
      const parts = known.get(terms) ?? partsIn(terms);
      known.set(terms, parts);
      const scores = new Map<number, number>();
      for (const word of unknown.filter((each) => each.length > letters))
        for (const [term, similarity] of nearest(word, parts)) {
          const places = terms.get(term) ?? [];
          const rarity = Math.log(1 + products.length / places.length);
          for (const place of places) scores.set(place, (scores.get(place) ?? 0) + similarity * rarity);
        }
      const order = [...scores].sort(([a, one], [b, other]) => other - one || a - b);
      return order.slice(0, count).flatMap(([place]) => products[place]?.id ?? []);
    },
  };
};

/** The terms of a catalogue by the parts that they are made of. */
function partsIn(terms: Terms): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const term of terms.keys())
    if (term.length > letters) for (const part of partsOf(term)) listed(parts, part, term);
  return parts;
}

function partsOf(word: string): ReadonlySet<string> {
  const marked = `^${word}$`;
  return new Set(Array.from({ length: marked.length - letters + 1 }, (_, at) => marked.slice(at, at + letters)));
}

/** The terms most like a word, by the cosine of their parts; at most three. */
function nearest(
  word: string,
  parts: ReturnType<typeof partsIn>,
): readonly (readonly [term: string, similarity: number])[] {
  const own = partsOf(word);
  const shared = new Map<string, number>();
  for (const part of own) for (const term of parts.get(part) ?? []) shared.set(term, (shared.get(term) ?? 0) + 1);
  const found = [...shared].map(([term, count]) => [term, count / Math.sqrt(own.size * partsOf(term).size)] as const);
  return found
    .filter(([term, similarity]) => similarity >= alike && term.startsWith(word.slice(0, 1)))
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, 3);
}
