import { type Colour, type Occasion, type Pattern, type Piece, type Style } from "../catalogue/vocabulary";

/** What a sentence asks for, in the catalogue's own words. */
export interface Wishes {
  readonly pieces: readonly Piece[];
  readonly colours: readonly Colour[];
  readonly patterns: readonly Pattern[];
  readonly styles: readonly Style[];
  readonly occasions: readonly Occasion[];
  /** EUR. */
  readonly budget?: number;
  /** Colours, pieces and patterns that were ruled out. */
  readonly without: {
    readonly colours: readonly Colour[];
    readonly pieces: readonly Piece[];
    readonly patterns: readonly Pattern[];
  };
  /** Words that mean nothing here, so that the shopper can be told. */
  readonly unknown: readonly string[];
}

/** Spellings in English, French and Italian, without accents, as stems: a word matches when it begins with one. */
const spellings = {
  pieces: {
    dress: ["dress", "robe", "vestito", "abito"],
    hat: ["hat", "cap", "beanie", "chapeau", "casquette", "bonnet", "cappell"],
    longsleeve: ["longsleeve", "sweater", "jumper", "pullover", "sweatshirt", "hoodie", "pull", "maglion", "felpa"],
    outwear: [
      "outwear",
      "jacket",
      "coat",
      "blazer",
      "parka",
      "veste",
      "manteau",
      "blouson",
      "giacc",
      "cappott",
      "giubbott",
    ],
    pants: ["pants", "trouser", "jean", "chino", "legging", "pantalon"],
    shirt: ["shirt", "blouse", "chemis", "camici"],
    shoes: ["shoe", "sneaker", "boot", "sandal", "loafer", "chaussure", "basket", "botte", "scarp", "stival"],
    shorts: ["shorts", "bermuda", "pantaloncin"],
    skirt: ["skirt", "jupe", "gonn"],
    "t-shirt": ["t-shirt", "tshirt", "tee", "maglietta"],
  },
  colours: {
    black: ["black", "noir", "nero", "nera", "neri", "nere"],
    white: ["white", "blanc", "bianc"],
    grey: ["grey", "gray", "gris", "grigi"],
    navy: ["navy", "marine"],
    blue: ["blue", "bleu", "blu"],
    "light blue": ["azzurr", "celest", "ciel"],
    green: ["green", "vert", "verd"],
    olive: ["olive", "kaki", "khaki"],
    yellow: ["yellow", "jaune", "giall"],
    orange: ["orange", "arancio"],
    red: ["red", "rouge", "ross"],
    burgundy: ["burgundy", "bordeaux"],
    pink: ["pink", "rose", "rosa"],
    purple: ["purple", "violet", "viol"],
    brown: ["brown", "marron", "brun", "marrone"],
    beige: ["beige", "cream", "sand", "creme"],
  },
  patterns: {
    plain: ["plain", "uni", "tinta"],
    striped: ["stripe", "striped", "raye", "rayure", "righe"],
    checked: ["check", "checked", "plaid", "tartan", "carreaux", "quadri"],
    dotted: ["dot", "dotted", "polka", "pois"],
    floral: ["floral", "flower", "fleur", "fleuri", "fiori"],
    printed: ["print", "printed", "imprime", "stampa"],
  },
  styles: {
    casual: ["casual", "decontracte", "informale"],
    classic: ["classic", "classique", "elegant", "classic"],
    sport: ["sport", "sporty", "athletic"],
    boho: ["boho", "boheme", "bohemian"],
    street: ["street", "streetwear", "urban", "urbain"],
  },
  occasions: {
    everyday: ["everyday", "quotidien", "quotidian"],
    work: ["work", "office", "travail", "bureau", "lavoro", "ufficio"],
    evening: ["evening", "party", "soiree", "sera", "festa"],
    sport: ["gym", "running", "course", "palestra", "corsa"],
    beach: ["beach", "plage", "spiaggia"],
    ceremony: ["wedding", "ceremony", "mariage", "ceremonie", "matrimonio", "cerimonia"],
  },
} as const;

const negations = new Set(["no", "not", "without", "sans", "pas", "senza", "non", "never", "except", "but"]);
const fillers = new Set(
  "a an the and or for with in of to i im i'm want like love need looking something some my me please under max maximum less than budget eur euro euros up un une des de du la le les et ou pour avec en je veux cherche moins max jusqu uno il lo gli i le e o per con vorrei cerco meno massimo fino al alla di not no without sans pas senza non except but never dark light is are be d l".split(
    " ",
  ),
);
/** Whole words that begin like a spelling and mean something else. */
const lookalikes = new Set(["unique", "unit", "rosy", "redo", "shirtless", "capsule"]);

/**
 * Reads wishes from a sentence in English, French or Italian: pieces, colours, patterns, styles, occasions, a budget
 * ("under 80", "80 €", "moins de 80"), and what a negation before a word or a list of words rules out ("no red or pink").
 * Words it does not know are answered, not guessed.
 */
export function readWishes(text: string): Wishes {
  const words = plain(text).match(/[a-z][a-z'-]*|\d+(?:[.,]\d{1,2})?|[,.;!?]/g) ?? [];
  const wanted = { pieces: new Set<Piece>(), colours: new Set<Colour>(), patterns: new Set<Pattern>() };
  const without = { pieces: new Set<Piece>(), colours: new Set<Colour>(), patterns: new Set<Pattern>() };
  const styles = new Set<Style>();
  const occasions = new Set<Occasion>();
  const unknown: string[] = [];
  let negated = false;
  let budget: number | undefined;
  let light = false;
  for (const [index, word] of words.entries()) {
    if (/^[.;!?]$/.test(word)) negated = false;
    else if (word === ",") negated &&= isWish(words[index + 1]);
    else if (/^\d/.test(word)) budget = Number(word.replace(",", "."));
    else if (negations.has(word)) negated = true;
    else if (word === "light" || word === "clair") light = true;
    else {
      const target = negated ? without : wanted;
      const piece = meaning(spellings.pieces, word);
      const colour = meaning(spellings.colours, word);
      const pattern = meaning(spellings.patterns, word);
      const style = meaning(spellings.styles, word);
      const occasion = meaning(spellings.occasions, word);
      if (colour) target.colours.add(colour === "blue" && light ? "light blue" : colour);
      if (piece) target.pieces.add(piece);
      if (pattern) target.patterns.add(pattern);
      if (style && !negated) styles.add(style);
      if (occasion && !negated) occasions.add(occasion);
      if (!colour && !piece && !pattern && !style && !occasion && !fillers.has(word)) unknown.push(word);
      light = false;
    }
  }
  return {
    pieces: [...wanted.pieces],
    colours: [...wanted.colours],
    patterns: [...wanted.patterns],
    styles: [...styles],
    occasions: [...occasions],
    ...(budget === undefined ? {} : { budget }),
    without: { pieces: [...without.pieces], colours: [...without.colours], patterns: [...without.patterns] },
    unknown,
  };
}

const isWish = (word = "") =>
  negations.has(word) ||
  (meaning(spellings.pieces, word) ?? meaning(spellings.colours, word) ?? meaning(spellings.patterns, word)) !==
    undefined;

function meaning<Name extends string>(
  table: Readonly<Record<Name, readonly string[]>>,
  word: string,
): Name | undefined {
  if (lookalikes.has(word)) return undefined;
  let best: { name: Name; length: number } | undefined;
  for (const [name, stems] of Object.entries(table) as [Name, readonly string[]][])
    for (const stem of stems)
      if (fits(word, stem) && stem.length > (best?.length ?? 0)) best = { name, length: stem.length };
  return best?.name;
}

/** A stem fits its word with at most three letters of ending; stems of three letters or fewer with a plural at most. */
const fits = (word: string, stem: string) =>
  word.startsWith(stem) && word.length - stem.length <= (stem.length <= 3 ? 1 : 3);

const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/t[ -]shirt/g, "t-shirt");
