import { blobFiles } from "../adapters/azure/blob-files";
import { blobFolder } from "../adapters/azure/blob-folder";
import type { Access } from "../adapters/azure/client";
import { documentSheets } from "../adapters/azure/document-sheets";
import { pdfText } from "../adapters/embedded/pdf-text";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { parseElement, parseTable } from "../adapters/text-formats";
import type { Parsed } from "../catalogue/reading/parsed";
import type { Catalogue } from "../catalogue/catalogue";
import { readCatalogue } from "../catalogue/reading/file";
import { type EmbedPicture, type Import, importProducts, seeAgain } from "../catalogue/import";
import { productsIn } from "../catalogue/sheets";
import { withdrawMissing } from "../catalogue/withdraw";
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
      const written = productsIn((await pdfText.tables(bytes)) ?? []).parsed;
      found.push(
        ...(written.some((each) => "product" in each)
          ? written
          : productsIn((await scanned.tables(bytes)) ?? []).parsed),
      );
    }
    return found;
  };
  const products = async (name: string): Promise<readonly Parsed[]> => {
    const bytes = await files.read(name);
    if (!bytes || bytes.length === 0) return [];
    const read = readCatalogue(name, bytes, { parseTable, parseElement });
    if ("unreadable" in read) throw new Error(`${name} ${read.unreadable}`);
    return read.parsed;
  };
  const parsed = [...(await products("products.jsonl")), ...(await products("products.csv")), ...(await sheets())];
  const run = await importProducts(parsed, { catalogue, items, embed });
  await withdrawMissing(parsed, catalogue);
  const given = await seeAgain({ catalogue, items, embed });
  const sold = new Set((await catalogue.list()).map(({ id }) => id));
  let withdrawn = 0;
  for await (const id of items.ids())
    if (!sold.has(id)) {
      await items.delete(id);
      withdrawn++;
    }
  return { ...run, given, withdrawn };
}
