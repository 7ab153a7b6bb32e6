import { negations } from "../../recommendation/words/spellings";
import { plain } from "../../recommendation/words/tokens";
import { readWishes, type Wishes } from "../../recommendation/words/words";
import { colourWords, otherGoods, pieceWords } from "./shop-words";
import { type Colour, type Piece, colours, pieces } from "../vocabulary";

/** What a shop's words name, in the catalogue's own; a negation ("robe sans manches") rules nothing out here. */
export const reader = (): Reader => {
  const known = new Map<string, Wishes>();
  return (text) => {
    const before = known.get(text);
    if (before) return before;
    const said = plain(text)
      .split(/[^a-z0-9']+/)
      .filter((word) => !negations.has(word))
      .join(" ");
    const read = readWishes(said);
    known.set(text, read);
    return read;
  };
};
export type Reader = (text: string) => Wishes;

export const named = <Name extends string>(names: readonly Name[], text: string): Name | undefined =>
  names.find((name) => name === text.trim().toLowerCase());

const translated = (text: string, table: ReadonlyMap<string, string>) =>
  plain(text).replace(/[a-z][a-z'-]*/g, (word) => table.get(word) ?? word);

/**
 * The piece that a category names, its last part first ("Women > Dresses"); where it names several ("Shirts & T-shirts"), or none, the
 * title decides, unless the category is of other goods.
 */
export function pieceOf(
  category: string,
  title: string,
  read: Reader,
): { readonly piece: Piece | undefined; readonly from: "category" | "title" } {
  const found = (text: string) => named(pieces, text) ?? read(translated(text, pieceWords)).pieces;
  const inTitle = [found(title)].flat();
  for (const part of category.split(/[>›/|]/).reverse()) {
    const candidates = [found(part)].flat();
    const agreed = candidates.length > 1 ? inTitle.find((each) => candidates.includes(each)) : undefined;
    if (candidates.length > 0) return { piece: agreed ?? candidates[0], from: "category" };
    if (otherGoods.test(plain(part))) return { piece: undefined, from: "category" };
  }
  return { piece: inTitle[0], from: "title" };
}

/** Colours of a colour's cell, in the order in which they are named. A title is for `reader`: its "gold" may be a buckle. */
export function coloursOf(text: string, read: Reader): readonly Colour[] {
  const exact = text.split("|").map((part) => named(colours, part));
  if (exact.every((each) => each !== undefined)) return [...new Set(exact)];
  const joined = text.replace(/\b(off|optical)[\s-]+white\b/gi, "white").replace(/[-/|_&+]/g, " ");
  return read(translated(joined, colourWords)).colours;
}
