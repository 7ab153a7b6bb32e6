import type { Parsed } from "./reading/parsed";
import type { Catalogue } from "./catalogue";
import type { Product } from "./product";

/** A line, and what is to be said of it. */
export interface Remark {
  readonly line: number;
  readonly reason: string;
}

/** What became of one import. */
export interface Import {
  /** How many products of the file are in the catalogue: the new, the changed and the unchanged. */
  readonly put: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that are not in the catalogue. */
  readonly refused: readonly Remark[];
  /** Products that are, and of which something was not understood. */
  readonly noted: readonly Remark[];
}

/** Port: turns a product's picture into its place among pictures; undefined when the picture cannot be read. */
export type EmbedPicture = (file: string) => Promise<Float32Array | undefined>;

/** Port: where an item's vector is kept. */
export interface ItemVectors {
  get(id: string): Promise<Float32Array | undefined>;
  put(id: string, vector: Float32Array): Promise<void>;
  delete(id: string): Promise<void>;
}

export interface ImportDeps {
  readonly catalogue: Pick<Catalogue, "list" | "put">;
  readonly items: ItemVectors;
  readonly embed: EmbedPicture;
  /** Whether a picture is the one that was seen before under its name; where it cannot be told, each is looked at. */
  readonly sameAsSeen?: (file: string) => boolean;
}

/**
 * Puts products into the catalogue, each with the vector of its first picture; importing twice changes nothing. A product
 * whose picture cannot be read is kept without a vector and noted, so that words and trend still find it.
 */
export async function importProducts(
  parsed: readonly Parsed[],
  { catalogue, items, embed, sameAsSeen = () => false }: ImportDeps,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Import> {
  const refused: Remark[] = [];
  const noted: Remark[] = [];
  const lines = new Map<string, number>();
  const before = new Map((await catalogue.list()).map((each) => [each.id, each] as const));
  const count = { added: 0, changed: 0, unchanged: 0 };
  for (const each of parsed) {
    const { line } = each;
    if ("reason" in each) {
      refused.push({ line, reason: each.reason });
      continue;
    }
    const { product } = each;
    const earlier = lines.get(product.id);
    if (earlier !== undefined) {
      refused.push({ line, reason: `id: ${product.id} stands at ${earlier} already` });
      continue;
    }
    lines.set(product.id, line);
    noted.push(...each.notes.map((reason) => ({ line, reason })));

    const known = before.get(product.id);
    const same = known !== undefined && equal(known, product);
    const [picture] = product.images;
    const seen = await items.get(product.id);
    if (!(seen && picture !== undefined && picture === known?.images[0] && sameAsSeen(picture))) {
      const vector = picture === undefined ? undefined : await embed(picture);
      if (vector) await items.put(product.id, vector);
      else if (seen) await items.delete(product.id);
      if (picture !== undefined && !vector)
        noted.push({ line, reason: `images: ${picture} is missing or no picture; the product is kept without it` });
    }
    if (!same) await catalogue.put(product);
    count[known === undefined ? "added" : same ? "unchanged" : "changed"]++;
    progress(lines.size, parsed.length);
  }
  return { put: lines.size, ...count, refused, noted };
}

/** Both were read by one schema, which orders their fields. */
const equal = (one: Product, other: Product) => JSON.stringify(one) === JSON.stringify(other);

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
