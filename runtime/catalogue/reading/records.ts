import { type Field, fieldOf } from "./headings";
import type { Described, Refusal } from "./rows";
import { isSize } from "./sizes";

type Entries = readonly (readonly [string, unknown])[];

/** Under which names a record keeps its variants. */
const variantNames =
  /^(variants?|variations?|skus|offers|sizes|stocks?|inventory|varianti|declinaisons|tailles|taglie)$/i;
/** Names that only hold others: "offers: { price }" is a price. */
const holders = /^(offers?|attributes|details|properties|fields|node)$/i;
/** Deeper than this nothing of a product is looked for. */
const deepest = 4;

/** One JSON value as rows: one for each of its variants, each with what is said of the product as a whole. */
export function rowsOf(value: unknown, line: number): readonly Described[] | Refusal {
  if (!isRecord(value)) return { line, reason: 'this is no product: an object such as {"id": …} is expected' };
  const own = Object.entries(value);
  const variants = own.find(([name, each]) => variantNames.test(name) && Array.isArray(each) && each.every(isRecord));
  const under = new Map(own.filter((each) => each !== variants).flatMap(([name, each]) => flat(name, each, deepest)));
  if (!variants) return [{ line, under }];
  const parts = variants[1] as readonly Record<string, unknown>[];
  if (parts.length === 0) return { line, reason: "variants: the list is empty" };
  return parts.map((part) => ({
    line,
    under: withVariant(
      under,
      Object.entries(part).flatMap(([name, each]) => flat(name, each, deepest)),
    ),
  }));
}

/** What a variant says goes before what the product says; its own id is its SKU, and its title is no title of the product. */
function withVariant(
  under: ReadonlyMap<string, string>,
  part: readonly (readonly [string, string])[],
): ReadonlyMap<string, string> {
  const hasSku = part.some(([name, text]) => fieldOf(name) === "sku" && text !== "");
  const said = part.flatMap(([name, text]): readonly (readonly [string, string])[] => {
    const field = fieldOf(name);
    if (field === "id") return hasSku ? [] : [["sku", text]];
    return field === "title" || field === "group" ? [] : [[name, text]];
  });
  const fields = new Set<Field | undefined>(said.map(([name]) => fieldOf(name)));
  fields.delete(undefined);
  return new Map([...[...under].filter(([name]) => !fields.has(fieldOf(name))), ...said]);
}

/** A value as cells: lists joined by `|`, what lies within another under both names. */
function flat(name: string, value: unknown, depth: number): readonly (readonly [string, string])[] {
  if (value === null || value === undefined || depth === 0) return [];
  if (Array.isArray(value)) {
    if (/^options$/i.test(name)) return value.flatMap((each, at) => optionName(each, at));
    const merged = new Map<string, string>();
    for (const each of value)
      for (const [key, text] of flat(name, each, depth - 1))
        merged.set(key, merged.has(key) ? `${merged.get(key) ?? ""}|${text}` : text);
    return [...merged];
  }
  if (isRecord(value)) {
    const entries: Entries = Object.entries(value);
    if (entries.length > 0 && entries.every(([key, each]) => isSize(key) && typeof each === "number"))
      return [["size", entries.map(([key, each]) => `${key}:${String(each)}`).join("|")]];
    return entries.flatMap(([key, each]) => flat(holders.test(name) ? key : `${name} ${key}`, each, depth - 1));
  }
  return [[name, cellOf(value)]];
}

/** A number to the cent, where it has a tail: "1.299" would be read as thousands. */
const cellOf = (value: unknown): string =>
  typeof value === "number" && !Number.isInteger(value)
    ? value.toFixed(2)
    : typeof value === "string"
      ? value.trim()
      : JSON.stringify(value);

const optionName = (each: unknown, at: number): readonly (readonly [string, string])[] => {
  const called = isRecord(each) ? each["name"] : each;
  return typeof called === "string" ? [[`Option${at + 1} Name`, called]] : [];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
