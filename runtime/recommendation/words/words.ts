import type { Colour, Occasion, Pattern, Piece, Season, Style } from "../../catalogue/vocabulary";
import {
  articles,
  begins,
  currencies,
  everything,
  fillers,
  joins,
  negations,
  sizeLetters,
  sizeNames,
  sizeWords,
  ties,
  turns,
} from "./spellings";
import { isPrice, tokensOf } from "./tokens";
import { type Meaning, each, meaningOf, says } from "./word";

/** What a sentence asks for, in the catalogue's own words. */
export interface Wishes {
  readonly pieces: readonly Piece[];
  readonly colours: readonly Colour[];
  readonly patterns: readonly Pattern[];
  readonly styles: readonly Style[];
  readonly occasions: readonly Occasion[];
  readonly seasons?: readonly Season[];
  readonly sizes: readonly string[];
  /** The most that one item may cost, in EUR. */
  readonly budget?: number;
  /** The least that it should cost, in EUR. */
  readonly least?: number;
  /** It should cost little, and no number was said. */
  readonly cheap?: boolean;
  /** What was ruled out; `terms` are words that only the catalogue may know: a cloth, a brand. */
  readonly without: {
    readonly colours: readonly Colour[];
    readonly pieces: readonly Piece[];
    readonly patterns: readonly Pattern[];
    readonly styles?: readonly Style[];
    readonly terms?: readonly string[];
  };
  /** Words that mean nothing here, so that the shopper can be told. */
  readonly unknown: readonly string[];
}

/** "Around 50" is from a fifth less to a fifth more. */
const around = 0.2;

/**
 * Reads wishes from a sentence in English, French or Italian: pieces, colours, patterns, styles, occasions, seasons, sizes ("size M",
 * "taille 38", "W32"), the most and the least to be paid ("under 80", "80 €", "non più di 80", "between 30 and 60", "around 50"), whether it
 * should cost little, and what a negation rules out, up to the end of its clause ("no red or pink, but stripes"). What qualifies a piece that
 * is ruled out ("no red dress") is ruled out for all, and not the piece. Words it does not know are answered, not guessed.
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
    const narrow =
      clause.negated && phrase.some(({ colour, pattern, style, tied }) => colour ?? pattern ?? style ?? tied);
    (clause.negated ? ruledOut : wanted).push(...(narrow ? phrase.filter(({ piece }) => !piece) : phrase));
    phrase = [];
  };
  const turn = (next: boolean) => {
    settle();
    clause.negated = next;
  };

  const tokens = tokensOf(text).flatMap(parted);
  for (const [at, token] of tokens.entries()) {
    const [before = "", next = ""] = [tokens[at - 1], tokens[at + 1]];
    const said = sizeAt(tokens, at, sizing);
    if (said.length > 0) {
      for (const size of said) sizes.add(size);
      sizing = true; // another may follow: "M or L"
      continue;
    }
    sizing = sizeWords.has(token) || (sizing && (/[,:]/.test(token) || joins.has(token)));
    if (/^\d/.test(token)) {
      const amount = Number(token.replace(",", "."));
      const before = tokens[at - 1] === "€" ? tokens[at - 2] : tokens[at - 1];
      if (before === "least") least = amount;
      else if (before === "about") [least, budget] = [1 - around, 1 + around].map((part) => Math.round(amount * part));
      else if (isPrice(tokens, at)) budget = amount;
      else unknown.add(token);
    } else if (/^[.;!?:]$/.test(token)) turn(false);
    else if (negations.has(token)) turn(true);
    else if (turns.has(token)) turn(everything.has(before));
    else if (token === "," || joins.has(token)) turn(clause.negated && goesOn(tokens.slice(at), phrase));
    else {
      const meant = meaningOf(token, next);
      if (clause.negated && (begins.has(token) || meant.price) && phrase.length > 0) turn(false);
      if (says(meant)) phrase.push(meant);
      else if (![fillers, everything, sizeWords, currencies].some((known) => known.has(token))) {
        if (clause.negated) phrase.push({ term: token, tied: ties.has(before) || meaningOf(next).piece !== undefined });
        else unknown.add(token);
      }
    }
  }
  settle();
  // "No jeans, trousers": the catalogue has one word for both, and then what is wanted counts.
  const out = <Key extends "colour" | "piece" | "pattern" | "style">(key: Key) =>
    each(ruledOut, key).filter((name) => !each(wanted, key).includes(name));
  return {
    pieces: each(wanted, "piece"),
    colours: each(wanted, "colour"),
    patterns: each(wanted, "pattern"),
    styles: each(wanted, "style"),
    occasions: each(wanted, "occasion"),
    seasons: each(wanted, "season"),
    sizes: [...sizes],
    ...(budget === undefined ? {} : { budget }),
    ...(least === undefined ? {} : { least }),
    ...(each(wanted, "price").length > 0 && { cheap: true }),
    without: {
      colours: out("colour"),
      pieces: out("piece"),
      patterns: out("pattern"),
      styles: out("style"),
      terms: each(ruledOut, "term"),
    },
    unknown: [...unknown],
  };
}

/** "Black-and-white", "non-black": what only its parts say is said by them. */
function parted(token: string): readonly string[] {
  const parts = token.split("-");
  return parts.length > 1 && !says(meaningOf(token)) && parts.some((part) => says(meaningOf(part))) ? parts : [token];
}

/** The sizes that a token says: after a word for size, as letters of their own, or as a waist, which shops write both ways. */
function sizeAt(tokens: readonly string[], at: number, sizing: boolean): readonly string[] {
  const [before = ",", token = "", next = ","] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (before === "waist") return [`W${token}`, token];
  if (sizing && /^\d/.test(token)) return currencies.has(next) ? [] : [token];
  const name = sizing ? sizeNames.get(token) : undefined;
  if (name !== undefined) return [name];
  const ends = (word: string) => /^[,.;!?:]$/.test(word);
  const alone = (ends(before) || ["in", "en", "size"].includes(before)) && (ends(next) || joins.has(next));
  return sizeLetters.has(token) && (sizing || token.length > 1 || alone) ? [token.toUpperCase()] : [];
}

/**
 * Whether a negation holds beyond a comma or an "and": when another follows, or a thing without an article of its own; beyond a comma only one
 * of the same kind, so that "no red, striped" wants stripes.
 */
function goesOn([mark, ...tokens]: readonly string[], before: readonly Meaning[]): boolean {
  const [next = ""] = tokens.filter((token) => !articles.has(token));
  const meant = meaningOf(next);
  const said = (["piece", "colour", "pattern", "style"] as const).filter((kind) => meant[kind] !== undefined);
  const alike = said.some((kind) => before.some((meaning) => meaning[kind] !== undefined));
  return negations.has(next) || (mark === "," ? alike : said.length > 0);
}
