import { parseElement, parseTable } from "../adapters/text-formats";
import { type FileRead, readCatalogue } from "../catalogue/reading/file";
import type { Product } from "../catalogue/product";

/** A catalogue that can be read. */
export function read(text: string | Uint8Array, name = "shop.csv"): Extract<FileRead, { parsed: unknown }> {
  const done = readCatalogue(name, typeof text === "string" ? Buffer.from(text) : text, { parseTable, parseElement });
  if ("unreadable" in done) throw new Error(done.unreadable);
  return done;
}

export const products = (text: string | Uint8Array, name?: string): readonly Product[] =>
  read(text, name).parsed.flatMap((each) => ("product" in each ? [each.product] : []));

/** Why rows were refused, each with its line. */
export const reasons = (text: string, name?: string): readonly string[] =>
  read(text, name).parsed.flatMap((each) => ("reason" in each ? [`${each.line}: ${each.reason}`] : []));

/** A supplier's table with these rows. */
export const table = (...rows: readonly string[]): string =>
  ["Référence;Nom;Marque;Catégorie;Couleur;Taille;Prix TTC;Stock", ...rows].join("\n");
