import { blobFiles } from "../adapters/azure/blob-files";
import { blobFolder } from "../adapters/azure/blob-folder";
import type { Access } from "../adapters/azure/client";
import { documentSheets } from "../adapters/azure/document-sheets";
import { pdfText } from "../adapters/embedded/pdf-text";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { parseCsv } from "../adapters/text-formats";
import type { Catalogue } from "../catalogue/catalogue";
import {
  type EmbedPicture,
  type Import,
  type Parsed,
  importProducts,
  parseJsonLines,
  parseRows,
  seeAgain,
} from "../catalogue/import";
import { productsIn } from "../catalogue/sheets";
import { containers } from "../contract";
import type { VectorIndex } from "../recommendation/vector-index";
import type { VisualEncoder } from "../recommendation/visual-encoder";

export interface CatalogueParts {
  readonly operationsUrl: string;
  readonly documentsUrl: string;
  readonly catalogue: Catalogue;
  readonly items: VectorIndex;
  readonly encoder: VisualEncoder;
}

/**
 * Reads the products that were put into the catalogue's container, gives each its vector, and takes those of withdrawn ones away. What
 * a complete file no longer names is withdrawn.
 */
export async function catalogueRun(
  { operationsUrl, documentsUrl, catalogue, items, encoder }: CatalogueParts,
  cloud: Access,
): Promise<Import & { readonly given: number; readonly withdrawn: number }> {
  const place = `${operationsUrl}/${containers.operations[0]}`;

  const files = blobFiles(place, cloud);
  const embed: EmbedPicture = async (name) => {
    const bytes = await files.read(name);
    const picture = bytes && (await sharpCodec.clean(bytes));
    if (!picture) return undefined;
    return (await encoder.see(await sharpCodec.square(picture.jpeg, encoder.inputSize, encoder.pad))).embedding;
  };
  const scanned = documentSheets(documentsUrl, cloud);
  const sheets = async () => {
    const found: Parsed[] = [];
    for (const { name } of await blobFolder(place, cloud).list()) {
      const bytes = /\.pdf$/i.test(name) ? await files.read(name) : undefined;
      if (!bytes) continue;
      const written = productsIn((await pdfText.tables(bytes)) ?? []);
      found.push(...(written.length > 0 ? written : productsIn((await scanned.tables(bytes)) ?? [])));
    }
    return found;
  };
  const text = async (name: string) => new TextDecoder().decode(await files.read(name));
  const parsed = [
    ...parseJsonLines(await text("products.jsonl")),
    ...parseRows(parseCsv(await text("products.csv"))),
    ...(await sheets()),
  ];
  const { put, refused } = await importProducts(parsed, { catalogue, items, embed });
  const named = new Set(parsed.flatMap((each) => ("product" in each ? [each.product.id] : [])));
  if (named.size > 0 && refused.length === 0)
    // a file that was not understood to the end withdraws nothing
    for (const { id } of await catalogue.list()) if (!named.has(id)) await catalogue.withdraw(id);
  const given = await seeAgain({ catalogue, items, embed });
  const sold = new Set((await catalogue.list()).map(({ id }) => id));
  let withdrawn = 0;
  for await (const id of items.ids())
    if (!sold.has(id)) {
      await items.delete(id);
      withdrawn++;
    }
  return { put, refused, given, withdrawn };
}
