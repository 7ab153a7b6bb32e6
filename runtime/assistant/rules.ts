import { type Wishes, readWishes } from "../recommendation/words/words";
import { type Assistant, type Language, type Turn, languageOf } from "./assistant";

interface Phrases {
  readonly heard: (what: string) => string;
  readonly nothing: string;
  readonly without: string;
  readonly under: (euros: number) => string;
  readonly over: (euros: number) => string;
  readonly piece: string;
  readonly colour: string;
  readonly occasion: string;
  readonly budget: string;
  readonly enough: string;
}

const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    heard: (what) => `I look for: ${what}.`,
    nothing: "I did not find a wish in that.",
    without: "no",
    under: (euros) => `up to ${euros} EUR`,
    over: (euros) => `from ${euros} EUR`,
    piece: "Which piece may it be: a dress, a shirt, trousers, shoes?",
    colour: "Is there a colour that you like, or one that you would rather not wear?",
    occasion: "What is it for: every day, work, an evening, a ceremony?",
    budget: "Up to which price?",
    enough: "Tell me what to change, or look at what I found.",
  },
  fr: {
    heard: (what) => `Je cherche : ${what}.`,
    nothing: "Je n'y ai pas trouvé de souhait.",
    without: "sans",
    under: (euros) => `jusqu'à ${euros} EUR`,
    over: (euros) => `à partir de ${euros} EUR`,
    piece: "Quelle pièce : une robe, une chemise, un pantalon, des chaussures ?",
    colour: "Une couleur que vous aimez, ou que vous ne voulez pas ?",
    occasion: "Pour quelle occasion : tous les jours, le travail, une soirée, une cérémonie ?",
    budget: "Jusqu'à quel prix ?",
    enough: "Dites-moi ce qui doit changer, ou regardez ce que j'ai trouvé.",
  },
  it: {
    heard: (what) => `Cerco: ${what}.`,
    nothing: "Non ci ho trovato un desiderio.",
    without: "senza",
    under: (euros) => `fino a ${euros} EUR`,
    over: (euros) => `da ${euros} EUR`,
    piece: "Quale capo: un vestito, una camicia, dei pantaloni, delle scarpe?",
    colour: "C'è un colore che ti piace, o uno che non vuoi?",
    occasion: "Per quale occasione: tutti i giorni, il lavoro, una serata, una cerimonia?",
    budget: "Fino a che prezzo?",
    enough: "Dimmi che cosa cambiare, o guarda che cosa ho trovato.",
  },
};

/**
 * The wishes of a talk: what was said last about a thing counts, and what was ruled out stays out until it is asked for. In a talk people
 * say more than wishes, so words outside the vocabulary, which may be a name, are left behind.
 */
export function wishesOf(turns: readonly Turn[]): Wishes {
  const said = turns.filter(({ from }) => from === "shopper").map(({ text }) => readWishes(text));
  return said.reduce((before, now): Wishes => {
    const newer = <T>(next: readonly T[], last: readonly T[]) => (next.length > 0 ? next : last);
    const asked: readonly string[] = [...now.pieces, ...now.colours, ...now.patterns, ...now.styles];
    const out = <T extends string>(next: readonly T[], last: readonly T[]) =>
      [...new Set([...last, ...next])].filter((each) => !asked.includes(each));
    const kept = <T extends string>(list: readonly T[], ruledOut: readonly T[]) =>
      list.filter((each) => !ruledOut.includes(each));
    const without = {
      colours: out(now.without.colours, before.without.colours),
      pieces: out(now.without.pieces, before.without.pieces),
      patterns: out(now.without.patterns, before.without.patterns),
      styles: out(now.without.styles ?? [], before.without.styles ?? []),
    };
    const budget = now.budget ?? before.budget;
    const least = now.least ?? before.least;
    return {
      pieces: kept(newer(now.pieces, before.pieces), without.pieces),
      colours: kept(newer(now.colours, before.colours), without.colours),
      patterns: kept(newer(now.patterns, before.patterns), without.patterns),
      styles: kept(newer(now.styles, before.styles), without.styles),
      occasions: newer(now.occasions, before.occasions),
      seasons: newer(now.seasons ?? [], before.seasons ?? []),
      sizes: newer(now.sizes, before.sizes),
      ...(budget !== undefined && { budget }),
      ...(least !== undefined && { least }),
      ...((now.cheap ?? before.cheap) && { cheap: true }),
      without,
      unknown: now.unknown,
    };
  }, readWishes(""));
}

/** Wishes as a sentence that {@link readWishes} reads back: what the ranking is asked with. */
export function wordsOf({
  pieces,
  colours,
  patterns,
  styles,
  occasions,
  seasons = [],
  sizes,
  budget,
  least,
  cheap,
  without,
}: Wishes): string {
  const wanted = [...colours, ...patterns, ...styles, ...pieces, ...occasions.map((each) => `for ${each}`), ...seasons];
  const limits = [
    ...(cheap ? ["cheap"] : []),
    ...sizes.map((size) => `size ${size}`),
    ...(least === undefined ? [] : [`over ${least} EUR`]),
    ...(budget === undefined ? [] : [`under ${budget} EUR`]),
  ];
  const out = ruledOut(without).map((each) => `no ${each}`);
  return [...wanted, ...limits, ...out].join(", ");
}

const ruledOut = ({ pieces, colours, patterns, styles = [], terms = [] }: Wishes["without"]): readonly string[] => [
  ...pieces,
  ...colours,
  ...patterns,
  ...styles,
  ...terms,
];

/** Understands by the catalogue's own vocabulary: no model, no network, and the same answer to the same words. */
export const rules: Assistant = {
  by: "rules",
  async understand(turns) {
    const wishes = wishesOf(turns);
    const language = languageOf(turns.map(({ text }) => text).join(" "));
    return { kind: "understood", text: wordsOf(wishes), reply: replyTo(wishes, phrases[language]) };
  },
};

function replyTo(wishes: Wishes, say: Phrases): string {
  const { pieces, colours, occasions, budget, least, without } = wishes;
  const heard = [
    ...wordsOf({ ...wishes, without: { colours: [], pieces: [], patterns: [] } })
      .split(", ")
      .filter((each) => each !== "" && !/^(under|over) /.test(each)),
    ...(least === undefined ? [] : [say.over(least)]),
    ...(budget === undefined ? [] : [say.under(budget)]),
    ...ruledOut(without).map((each) => `${say.without} ${each}`),
  ];
  const next =
    pieces.length === 0
      ? say.piece
      : colours.length === 0 && without.colours.length === 0
        ? say.colour
        : occasions.length === 0
          ? say.occasion
          : budget === undefined
            ? say.budget
            : say.enough;
  return `${heard.length > 0 ? say.heard(heard.join(", ")) : say.nothing} ${next}`;
}
