import type { Colour, Occasion, Pattern, Piece, Style } from "../catalogue/vocabulary";
import {
  begins,
  currencies,
  everything,
  fillers,
  joins,
  lookalikes,
  negations,
  phrases,
  priceWords,
  sizeLetters,
  sizeWords,
  spellings,
  turns,
} from "./spellings";

/** What a sentence asks for, in the catalogue's own words. */
export interface Wishes {
  readonly pieces: readonly Piece[];
  readonly colours: readonly Colour[];
  readonly patterns: readonly Pattern[];
  readonly styles: readonly Style[];
  readonly occasions: readonly Occasion[];
  readonly sizes: readonly string[];
  /** The most that one item may cost, in EUR. */
  readonly budget?: number;
  /** The least that it should cost, in EUR. */
  readonly least?: number;
  /** Colours, pieces and patterns that were ruled out. */
  readonly without: {
    readonly colours: readonly Colour[];
    readonly pieces: readonly Piece[];
    readonly patterns: readonly Pattern[];
  };
  /** Words that mean nothing here, so that the shopper can be told. */
  readonly unknown: readonly string[];
}

/** What one word says; most say one thing, some two. */
interface Meaning {
  readonly piece?: Piece | undefined;
  readonly colour?: Colour | undefined;
  readonly pattern?: Pattern | undefined;
  readonly style?: Style | undefined;
  readonly occasion?: Occasion | undefined;
}

/**
 * Reads wishes from a sentence in English, French or Italian: pieces, colours, patterns, styles, occasions, sizes ("size M",
 * "taille 38"), the most and the least to be paid ("under 80", "80 €", "non più di 80", "between 30 and 60"), and what a negation rules
 * out, up to the end of its clause ("no red or pink, but stripes"). A colour or pattern that is ruled out for a piece ("no red dress") is ruled out for all.
 * Words it does not know are answered, not guessed.
 */
export function readWishes(text: string): Wishes {
  const wanted: Meaning[] = [];
  const ruledOut: Meaning[] = [];
  const unknown = new Set<string>();
  const sizes = new Set<string>();
  let budget: number | undefined;
  let least: number | undefined;
  const clause: { negated: boolean } = { negated: false };
  let sizing = false;
  let phrase: Meaning[] = [];
  const settle = () => {
    const narrow = clause.negated && phrase.some(({ colour, pattern }) => colour ?? pattern);
    (clause.negated ? ruledOut : wanted).push(...(narrow ? phrase.filter(({ piece }) => !piece) : phrase));
    phrase = [];
  };
  const turn = (next: boolean) => {
    settle();
    clause.negated = next;
  };

  const tokens = tokensOf(text);
  for (const [at, token] of tokens.entries()) {
    const [before = "", next = ""] = [tokens[at - 1], tokens[at + 1]];
    const measures = sizing && (/^\d/.test(token) || sizeLetters.has(token));
    if (measures || (sizeLetters.has(token) && token.length > 1)) {
      sizes.add(token.toUpperCase());
      continue;
    }
    sizing = sizeWords.has(token) || (sizing && (token === "," || joins.has(token)));
    if (/^\d/.test(token)) {
      const amount = Number(token.replace(",", "."));
      if (before === "least" || (before === "€" && tokens[at - 2] === "least")) least = amount;
      else if (isPrice(tokens, at)) budget = amount;
      else unknown.add(token);
    } else if (/^[.;!?]$/.test(token)) turn(false);
    else if (negations.has(token)) turn(true);
    else if (turns.has(token)) turn(everything.has(before));
    else if (token === "," || joins.has(token)) turn(clause.negated && (negations.has(next) || says(meaningOf(next))));
    else {
      if (clause.negated && begins.has(token) && phrase.length > 0) turn(false);
      const meant = meaningOf(token, next);
      if (says(meant)) phrase.push(meant);
      else if (![fillers, everything, sizeWords, currencies].some((known) => known.has(token))) unknown.add(token);
    }
  }
  settle();
  return {
    pieces: each(wanted, "piece"),
    colours: each(wanted, "colour"),
    patterns: each(wanted, "pattern"),
    styles: each(wanted, "style"),
    occasions: each(wanted, "occasion"),
    sizes: [...sizes],
    ...(budget === undefined ? {} : { budget }),
    ...(least === undefined ? {} : { least }),
    without: {
      colours: each(ruledOut, "colour"),
      pieces: each(ruledOut, "piece"),
      patterns: each(ruledOut, "pattern"),
    },
    unknown: [...unknown],
  };
}

/** Lower case, without accents. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(^|\s)né(?=\s)/g, "$1ni") // Italian "nor": without its accent it means "of it"
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "");

const tokensOf = (text: string): readonly string[] =>
  phrases
    .reduce((said, [pattern, word]) => said.replace(pattern, word), plain(text))
    .replace(/(\d)[ .,](?=\d{3}(?!\d))/g, "$1")
    .match(/[a-z][a-z'-]*|\d+(?:[.,]\d{1,2})?(?!\d)|€|[,.;!?]/g) ?? [];

/** A number is a price beside a currency, or within three words of one that says how much. */
const isPrice = (tokens: readonly string[], at: number): boolean =>
  currencies.has(tokens[at + 1] ?? "") ||
  currencies.has(tokens[at - 1] ?? "") ||
  tokens.slice(Math.max(0, at - 3), at).some((token) => priceWords.has(token));

function meaningOf(word: string, next = ""): Meaning {
  // "un short" is a piece in French; "a short dress" is a dress.
  const short = word === "short" && find(spellings.pieces, next) === undefined;
  return {
    piece: short ? "shorts" : find(spellings.pieces, word),
    colour: find(spellings.colours, word),
    pattern: find(spellings.patterns, word),
    style: find(spellings.styles, word),
    occasion: find(spellings.occasions, word),
  };
}

const says = (meaning: Meaning) => Object.values(meaning).some((name) => name !== undefined);

function each<Key extends keyof Meaning>(meanings: readonly Meaning[], key: Key): readonly NonNullable<Meaning[Key]>[] {
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
