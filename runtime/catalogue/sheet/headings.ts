import { plain } from "../../recommendation/words/tokens";
import { type Field, exampleOf, fieldOf } from "../reading/headings";
import { sizeHeading } from "../reading/options";
import { isSize } from "../reading/sizes";

/** What a supplier's sheet says under a heading; `cost` is what the shop pays, which no shopper does. */
export type SheetField = Field | "cost";

const cost =
  /\b(wholesale|whs|whl|wsp|trade|cost|costo|purchase|dealer|net|netto|excl|hors|ht|h t|ingrosso|achat|acquisto|revendeur|grossiste|gros|cessione|rivenditore|pa|pr ht)\b/;
const retail =
  /\b(rrp|srp|msrp|uvp|pvp|pvc|pvr|retail|public|pubblico|conseille|consigliato|suggested|recommended|consumer|ttc|vente|vendita)\b/;
const short = /\b(rrp|srp|msrp|uvp|pvp|pvc|pvr|ttc)\b/;
const money = /\b(price|prix|prezzo|tarif|eur|euro|cost|costo)\b|€/;

/** Fields whose first word is enough within a header or before a value: "Ref. supplier", "Taglia IT". Of a price every word counts. */
const byFirstWord = new Set<Field>([
  "id",
  "sku",
  "title",
  "description",
  "colours",
  "size",
  "brand",
  "season",
  "images",
]);

/** A heading that was set w i d e, with its letters together. */
export const squeezed = (text: string): string => (/^(\S )+\S$/.test(text) ? text.replaceAll(" ", "") : text);

/** What stands under a heading of a sheet or behind a label. */
export function fieldIn(heading: string): SheetField | undefined {
  const text = heading.trim().replace(/\s*(#|n[°º.]|nr\.?)$/i, " no");
  const words = plain(text).replace(/[^a-z0-9€]+/g, " ");
  const exact = fieldOf(text) ?? spaced(words);
  if (retail.test(words) && !/\b(excl|hors|ht)\b/.test(words) && (exact === undefined || exact === "price"))
    return exact ?? (money.test(words) || short.test(words) ? "price" : undefined);
  if (cost.test(words) && (exact === undefined || exact === "price")) return "cost";
  if (exact !== undefined) return exact;
  const first = fieldOf(text.split(/[\s./(]/)[0] ?? "");
  return first !== undefined && byFirstWord.has(first) && words.trim().split(" ").length <= 4 ? first : undefined;
}

/** "STYLENO" is what letters set wide leave of "style no". */
const spaced = (words: string): Field | undefined =>
  /^[a-z]+ ?$/.test(words)
    ? [3, 4, 5, 6, 7, 8]
        .map((at) => (words.length > at + 1 ? fieldOf(`${words.slice(0, at)} ${words.slice(at)}`) : undefined))
        .find((field) => field === "id" || field === "price")
    : undefined;

const says = (heading: string) => retail.test(plain(heading).replace(/[^a-z0-9€]+/g, " "));

export const isReference = (field: SheetField | undefined): boolean =>
  field === "id" || field === "group" || field === "sku";

/** What counts a reference, beside a heading that may as well be of a name: "Item code" beside "Item". */
const counted = /\b(no|code|cod|codice|number|numero|ref|reference|riferimento|sku)\b/;

/**
 * What stands under each heading of a header. Trade calls a reference a "style" or an "item", and a name too; beside a price that is said
 * to be the shopper's another is not read, and what the shop pays never is.
 */
export function fieldsIn(headings: readonly string[]): readonly (SheetField | undefined)[] {
  const fields = headings.map(fieldIn);
  const referenced = fields.some(isReference);
  const ids = fields.filter((field) => field === "id").length;
  const shoppers = headings.some((heading, at) => fields[at] === "price" && says(heading));
  return fields.map((field, at) => {
    const words = plain(headings[at] ?? "").replace(/[^a-z0-9]+/g, " ");
    if (field === "style" && !referenced) return "id";
    if (field === "id" && ids > 1 && !counted.test(words)) return fields.includes("title") ? undefined : "title";
    return field === "price" && shoppers && !says(headings[at] ?? "") ? "cost" : field;
  });
}

/** A header names a reference, a price and something more. */
export function isHeader(headings: readonly string[]): boolean {
  const fields = new Set(fieldsIn(headings));
  const priced = fields.has("price") || fields.has("cost");
  for (const each of [undefined, "price", "cost"] as const) fields.delete(each);
  const sizes = headings.filter((heading) => isSize(sizeHeading(heading))).length > 1;
  return priced && [...fields].some(isReference) && fields.size + (sizes ? 1 : 0) >= 2;
}

/** Headings as the reader of rows knows them; an empty one is passed over. */
export const readable = (headings: readonly string[]): readonly string[] =>
  fieldsIn(headings).map((field, at) => {
    const heading = headings[at] ?? "";
    if (field === fieldOf(heading)) return heading;
    return field === undefined || field === "cost" ? "" : exampleOf(field);
  });
