import { z } from "zod";
import type { Catalogue } from "./catalogue";
import { type Product, product } from "./product";

/** What became of one import: how many products were put, and every line that was not understood. */
export interface Import {
  readonly put: number;
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

/** A product as a file describes it, or why it is none. */
export type Parsed = { readonly line: number } & ({ readonly product: Product } | { readonly reason: string });

/** One product a line, as JSON. Empty lines are passed over. */
export function parseJsonLines(text: string): readonly Parsed[] {
  return text.split(/\r?\n/).flatMap((content, at): readonly Parsed[] => {
    if (content.trim() === "") return [];
    try {
      return [checked(JSON.parse(content), at + 1)];
    } catch {
      return [{ line: at + 1, reason: "this is no JSON" }];
    }
  });
}

/**
 * Rows of a CSV file as objects by column name. Lists are separated by `|`; variants are written `sku:size:stock`. The reader
 * of the file (RFC 4180) is the caller's.
 */
export function parseRows(rows: readonly Readonly<Record<string, string>>[]): readonly Parsed[] {
  const list = (value = "") =>
    value
      .split("|")
      .map((part) => part.trim())
      .filter((part) => part !== "");
  return rows.map((row, at) =>
    checked(
      {
        ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== "")),
        price: Number(row["price"]),
        ...Object.fromEntries(
          ["colours", "occasions", "markets", "images"].flatMap((name) => (row[name] ? [[name, list(row[name])]] : [])),
        ),
        variants: list(row["variants"]).map((text) => {
          const [sku, size, stock] = text.split(":");
          return { sku, size, stock: Number(stock) };
        }),
      },
      at + 2,
    ),
  );
}

/** A product, or the first reason why it is none. */
export function checked(value: unknown, line: number): Parsed {
  const parsed = product.safeParse(value);
  if (parsed.success) return { line, product: parsed.data };
  const [first] = parsed.error.issues;
  return {
    line,
    reason: first ? `${first.path.join(".") || "product"}: ${first.message}` : z.prettifyError(parsed.error),
  };
}

/** Port: turns a product's picture into its place among pictures; undefined when the picture cannot be read. */
export type EmbedPicture = (file: string) => Promise<Float32Array | undefined>;

/** Port: where an item's vector is kept. */
export interface ItemVectors {
  get(id: string): Promise<Float32Array | undefined>;
  put(id: string, vector: Float32Array): Promise<void>;
  delete(id: string): Promise<void>;
}

/**
 * Puts products into the catalogue, each with the vector of its first picture; importing twice changes nothing. A product
 * whose picture cannot be read is kept without a vector and reported, so that words and trend still find it.
 */
export async function importProducts(
  parsed: readonly Parsed[],
  {
    catalogue,
    items,
    embed,
  }: { readonly catalogue: Catalogue; readonly items: ItemVectors; readonly embed: EmbedPicture },
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Import> {
  const refused: { line: number; reason: string }[] = [];
  const lines = new Map<string, number>();
  let put = 0;
  for (const each of parsed) {
    if ("reason" in each) {
      refused.push(each);
      continue;
    }
    const earlier = lines.get(each.product.id);
    if (earlier !== undefined) {
      refused.push({ line: each.line, reason: `id: line ${earlier} has ${each.product.id} already` });
      continue;
    }
    lines.set(each.product.id, each.line);
    const [picture] = each.product.images;
    const vector = picture === undefined ? undefined : await embed(picture);
    if (vector) await items.put(each.product.id, vector);
    else {
      await items.delete(each.product.id);
      if (picture !== undefined)
        refused.push({
          line: each.line,
          reason: `images: ${picture} is missing or no picture; the product is kept without it`,
        });
    }
    await catalogue.put(each.product);
    put++;
    progress(put, parsed.length);
  }
  return { put, refused };
}

/** Gives a vector to the pictured products that lack one, as all do when the encoder has changed; answers how many it gave. */
export async function seeAgain({
  catalogue,
  items,
  embed,
}: {
  readonly catalogue: Pick<Catalogue, "list">;
  readonly items: ItemVectors;
  readonly embed: EmbedPicture;
}): Promise<number> {
  let given = 0;
  for (const { id, images } of await catalogue.list()) {
    const [picture] = images;
    if (picture === undefined || (await items.get(id))) continue;
    const vector = await embed(picture);
    if (!vector) continue;
    await items.put(id, vector);
    given++;
  }
  return given;
}
