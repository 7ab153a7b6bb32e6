import { decode } from "html-entities";
import { plain } from "../../recommendation/words/tokens";
import type { Field } from "./headings";
import { marketsIn } from "./markets";
import { pictureNames } from "./pictures";
import { priceIn } from "./price";
import type { Product } from "../product";
import { seasonWords } from "./shop-words";
import { occasions, patterns, pieces, styles } from "../vocabulary";
import { type Reader, coloursOf, named, pieceOf } from "./wording";

/** What a file says of one product: nothing is the empty text. */
export interface Said {
  readonly say: (field: Field) => string;
  /** What each row says, where rows may say different things. */
  readonly everywhere: (field: Field) => readonly string[];
  readonly read: Reader;
}

/** A field's value; or what is wrong with it, `""` when it is missing; or a value with what was not understood. */
export interface Answer {
  readonly value?: unknown;
  readonly fault?: string;
  readonly note?: string;
}

const [longestTitle, longestDescription] = [200, 4000];

/** How each field of a product is read in the catalogue's own words. */
export const answers: Readonly<Record<Exclude<keyof Product, "id" | "variants">, (said: Said) => Answer>> = {
  title: (said) => cut(nameOf(said), longestTitle),
  description: ({ say }) => (say("title") === "" ? {} : cut(prose(say("description")), longestDescription)),
  brand: ({ say }) => (say("brand") === "" ? { fault: "" } : { value: say("brand") }),
  piece: (said) => {
    const category = said.say("piece");
    const { piece, from } = pieceOf(category, nameOf(said), said.read);
    if (piece)
      return { value: piece, ...unless(from === "category" || undefined, category, `the name tells ${piece}`) };
    return {
      fault: `neither “${short(category)}” nor the name “${short(nameOf(said))}” tells a piece; known are ${pieces.join(", ")}`,
    };
  },
  style: ({ say, read }) => {
    const style = named(styles, say("style")) ?? read(say("style")).styles[0];
    return { value: style ?? "casual", ...unless(style, say("style"), "casual is taken") };
  },
  pattern: (said) => {
    const text = said.say("pattern");
    const inCell = named(patterns, text) ?? said.read(text).patterns[0];
    const pattern = inCell ?? said.read(nameOf(said)).patterns[0];
    return { value: pattern, ...unless(inCell, text, `${pattern ?? "plain"} is taken`) };
  },
  occasions: ({ say, read }) => {
    const understood = say("occasions")
      .split("|")
      .flatMap((each) => [named(occasions, each) ?? read(each).occasions].flat());
    return { value: [...new Set(understood)], ...unless(understood[0], say("occasions"), "none is taken") };
  },
  colours: (said) => {
    const text = said.say("colours");
    const inCell = coloursOf(text, said.read);
    const colours = inCell.length > 0 ? inCell : said.read(nameOf(said)).colours;
    if (colours.length > 0)
      return { value: colours, ...unless(inCell[0], text, `the name tells ${colours.join(", ")}`) };
    return {
      fault:
        text &&
        `“${short(text)}” is no colour that is known; write one such as navy, beige or burgundy, or say in a --mapping FILE which it is: “values: { ${short(text)}: beige }”`,
    };
  },
  price: ({ say, everywhere }) => {
    const price = priceIn(say("price"), say("currency"));
    if ("fault" in price) return { fault: say("price") && price.fault };
    const sale = priceIn(say("sale"), say("currency"));
    if ("euros" in sale && sale.euros > 0 && sale.euros < price.euros)
      return say("saleDates") === ""
        ? { value: sale.euros }
        : { value: price.euros, note: `${sale.euros} holds for some days alone; ${price.euros} is kept` };
    if (price.euros === 0) return { value: 0, note: "is 0; correct it unless it is given away" };
    const others = new Set(
      everywhere("price").filter((text) => {
        const other = priceIn(text);
        return "euros" in other && other.euros !== price.euros;
      }),
    );
    return {
      value: price.euros,
      ...(others.size > 0 && { note: `other rows say ${short([...others].join(", "))}; ${price.euros} is kept` }),
    };
  },
  markets: ({ say }) => {
    const { markets, unknown } = marketsIn(say("markets"));
    return {
      ...(markets.length > 0 && { value: markets }),
      ...(unknown.length > 0 && {
        note: `“${short(unknown.join(", "))}” is no country that is known; write codes such as IT`,
      }),
    };
  },
  season: ({ say }) => {
    const text = plain(say("season"))
      .replaceAll("_", " ")
      .replace(/\b([a-z])[/.]([a-z])\b/g, "$1$2"); // "P/E"
    const seasons = seasonWords.filter(([, words]) => words.test(text)).map(([season]) => season);
    return { value: seasons.length === 1 ? seasons[0] : "all-year", ...unless(seasons[0], text, "all-year is taken") };
  },
  images: ({ everywhere }) => {
    const { names, faults } = pictureNames(everywhere("images").join("|"));
    return { value: names, ...(faults.length > 0 && { note: faults.join("; ") }) };
  },
};

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** A note that a word was not understood. */
const unless = (understood: unknown, text: string, instead: string): Answer =>
  understood !== undefined || text === "" ? {} : { note: `“${short(text)}” is not known; ${instead}` };

const cut = (text: string, most: number): Answer =>
  text.length > most ? { value: text.slice(0, most), note: `is cut after ${most} characters` } : { value: text };

/**
 * The name, without the size that feeds put behind it ("Rosa - S"); else, as in suppliers' sheets, the description; else the reference.
 */
function nameOf({ say }: Said): string {
  const title = prose(say("title"));
  const [, bare, size] = /^(.+?)\s*[-–/,(]\s*([^-–/,()]+?)\)?$/.exec(title) ?? [];
  if (bare !== undefined && size !== undefined && size === say("size")) return bare;
  return title || prose(say("description")) || say("id") || say("group") || say("sku");
}

/** A shop's HTML as text. */
const prose = (html: string) =>
  decode(html.replace(/<\/?[a-z][^>]*>/gi, " "))
    .replace(/\s+/g, " ")
    .trim();
