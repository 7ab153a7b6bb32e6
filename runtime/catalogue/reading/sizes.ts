import { plain } from "../../recommendation/words/tokens";

/** A size as a cell names it, with its pieces where the cell says how many. */
export interface SizeRead {
  readonly size: string;
  readonly stock?: number;
}

const letter = /^([2-6]?x{0,4}[sl]|m)$/i;
const oneSize = "one size";
const oneSizeWords = new Set(
  "one|one size|os|onesize|default title|tu|taille unique|unique|t u|unica|taglia unica|misura unica|u|uni|free size".split(
    "|",
  ),
);

/** A size by itself: "M", "XXL", "38", "42,5". */
export const isSize = (text: string): boolean => letter.test(text) || /^\d{1,3}([.,]5)?$/.test(text);

const letters = ["XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL", "6XL"];
const lettersOf = (text: string) =>
  letters.indexOf(
    text
      .toUpperCase()
      .replace(/^XXX(X*)L$/, (_, more: string) => `${3 + more.length}XL`)
      .replace(/^2XL$/, "XXL"),
  );

/**
 * Every size from one to another: "XS-XL", "36 au 44", "38 to 46". Shoes go by ones, so do the inches of jeans where an end is odd, and
 * clothes by twos. "36-38" alone is a double size. Undefined where the steps are not known.
 */
function runOf(text: string, shoes: boolean): readonly string[] | undefined {
  const [, from = "", sign = "", to = ""] =
    /^(?:from |du |de |dal? |tailles? |taglie |sizes? )*([\dxsml]+)\s*(-|–|—|>|→|\bto\b|\bau\b|\bà\b|\bal?\b)\s*([\dxsml]+)$/i.exec(
      text,
    ) ?? [];
  const [first, last] = [lettersOf(from), lettersOf(to)];
  if (first >= 0 && last > first) return letters.slice(first, last + 1);
  if (!/^\d\d$/.test(from) || !/^\d\d$/.test(to)) return undefined;
  const [least, most] = [Number(from), Number(to)];
  const even = least % 2 === 0 && most % 2 === 0;
  const step = shoes ? 1 : even && least >= 30 && most <= 64 ? 2 : !even && least >= 23 && most <= 44 ? 1 : 0;
  const steps = (most - least) / step;
  if (step === 0 || steps < 1 || steps > 15 || (steps === 1 && /^[-–—]$/.test(sign))) return undefined;
  return Array.from({ length: steps + 1 }, (_, at) => String(least + at * step));
}

/**
 * The sizes of one cell: "M", "S/M/L", "S,M,L", "36|38", "S M L", and with their stock "S:3;M:0". What is one size with a sign in it stays
 * one ("W32/L34", "42,5", "EU 38"). Nothing, or a word for it, is `one size`.
 */
export function sizesIn(text: string, shoes = false): readonly SizeRead[] {
  const run = runOf(text.trim(), shoes);
  if (run) return run.map((size) => ({ size }));
  const parts = partsOf(text.trim()).filter((part) => part !== "");
  if (
    parts.length === 0 ||
    oneSizeWords.has(
      plain(text)
        .replace(/[.\s]+/g, " ")
        .trim(),
    )
  )
    return [{ size: oneSize }];
  return parts.map((part) => {
    const [, size, count] = /^(.+?)\s*[:=(]\s*(\d+)\s*\)?$/.exec(part) ?? [];
    const name = size ?? part;
    return {
      size: letter.test(name) ? name.toUpperCase() : name,
      ...(count !== undefined && { stock: Number(count) }),
    };
  });
}

function partsOf(text: string): readonly string[] {
  const by = (mark: RegExp) => text.split(mark).map((part) => part.trim());
  if (/[|;\n]/.test(text)) return by(/[|;\n]/);
  if (isSize(text)) return [text];
  if (text.includes(",")) return by(/,/);
  for (const mark of [/\//, /\s+/]) if (by(mark).every((part) => isSize(part.replace(/[:=]\d+$/, "")))) return by(mark);
  const dashed = by(/-/);
  return dashed.length > 2 && dashed.every(isSize) ? dashed : [text];
}

const words: Readonly<Record<string, number>> = Object.fromEntries(
  [
    [
      "in stock|instock|available|yes|true|en stock|disponible|oui|vrai|disponibile|in magazzino|si|vero|limited availability|active|published",
      1,
    ],
    [
      "out of stock|outofstock|sold out|unavailable|no|false|draft|archived|inactive|preorder|pre order|backorder|discontinued|rupture|rupture de stock|en rupture|epuise|indisponible|non|faux|non disponible|esaurito|non disponibile|falso",
      0,
    ],
  ].flatMap(([names, pieces]) =>
    String(names)
      .split("|")
      .map((name) => [name, Number(pieces)]),
  ),
);

/**
 * How many pieces a cell says: "3", "10+", "3 pcs", "3,00"; 1 for "in stock", 0 for "sold out" and for what was sold beyond the stock
 * (below zero). Undefined when it says no number.
 */
export function stockIn(text: string): number | undefined {
  const said = plain(text.replace(/^https?:.*\//, "")) // schema.org's words are addresses
    .replace(/[_\s]+|(?<=\D)-/g, " ")
    .trim();
  const [, count] =
    /^[<>~≥+ ]*(-?\d[\d ]*)([.,]0+)?\s*(\+|pcs|pz|pieces?|pezzi)?$/.exec(/^-/.test(text) ? text : said) ?? [];
  return count === undefined ? words[said] : Math.max(0, Number(count.replace(/ /g, "")));
}
