import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command } from "commander";
import type { Catalogue } from "../catalogue/catalogue";
import {
  type EmbedPicture,
  type Import,
  type ItemVectors,
  type Parsed,
  importProducts,
  parseJsonLines,
  parseRows,
} from "../catalogue/import";
import { type SheetReader, productsIn } from "../catalogue/sheets";
import { pictureFormat } from "../recommendation/photo-intake";
import { fileAt, firstBytes, isFile, namesIn, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface CatalogueDeps {
  readonly catalogue: Catalogue;
  readonly items: ItemVectors;
  /** Sees the pictures of one folder. */
  readonly embedFrom: (folder: string) => EmbedPicture;
  /** Where the pictures that the shop shows are kept. */
  readonly pictures: string;
  readonly sheets: SheetReader;
  readonly parseCsv: (text: string) => readonly Readonly<Record<string, string>>[];
}

/** `catalogue import`: products from JSON lines, CSV or suppliers' sheets, with their pictures. */
export const catalogue = (open: (data: string) => Promise<CatalogueDeps>, close: () => Promise<void>): Command =>
  new Command("catalogue").description("the products that can be recommended").addCommand(
    command("import", "put products into the catalogue")
      .argument("<file...>", "JSON lines (.jsonl) or CSV, one product a line; or a supplier's sheet (.pdf)")
      .option("--images <dir>", "folder of the pictures (default: images/ beside the file)")
      .action(async (files: readonly string[], options: { data: string; images?: string; json?: boolean }) => {
        try {
          const deps = await open(options.data);
          const done: Record<string, Import> = {};
          for (const file of files) done[file] = await importFile(file, options.images, deps);
          say("");
          if (options.json) console.log(JSON.stringify(done, null, 1));
          else
            for (const [file, { put, refused }] of Object.entries(done))
              console.log(
                [`${file}: ${put} products`, ...refused.map(({ line, reason }) => `  line ${line}: ${reason}`)].join(
                  "\n",
                ),
              );
          if (Object.values(done).every(({ put }) => put === 0))
            throw new WorkFailed("no product was understood; see the lines above");
        } finally {
          await close();
        }
      }),
  );

/**
 * Imports one file and keeps its pictures where the shop shows them from: those that are pictures, by their first bytes and not
 * by their names.
 */
export async function importFile(file: string, images: string | undefined, deps: CatalogueDeps): Promise<Import> {
  const bytes = fileAt(file);
  const parsed = startsAsPdf(bytes)
    ? await ofSheet(file, bytes, deps.sheets)
    : parse(file, new TextDecoder().decode(bytes), deps);
  if (images !== undefined) namesIn(images);
  const folder = images ?? join(dirname(file), "images");
  mkdirSync(deps.pictures, { recursive: true });
  for (const each of parsed)
    for (const picture of "product" in each ? each.product.images : [])
      if (isPicture(join(folder, picture))) copyFileSync(join(folder, picture), join(deps.pictures, picture));
  return importProducts(parsed, { ...deps, embed: deps.embedFrom(folder) }, (count, of) => {
    if (count % 10 === 0) say(`importing ${count} of ${of}`);
  });
}

const isPicture = (path: string) => isFile(path) && pictureFormat(firstBytes(path, 64)) !== undefined;

const startsAsPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";

async function ofSheet(file: string, bytes: Uint8Array, sheets: SheetReader): Promise<readonly Parsed[]> {
  const tables = await sheets.tables(bytes);
  if (!tables) throw new WrongUsage(`${file} begins as a PDF and cannot be opened`);
  const parsed = productsIn(tables);
  if (parsed.length === 0)
    throw new WorkFailed(
      `${file} has no table with a reference and a price among its headings; a scanned sheet is read in Azure by the role index`,
    );
  return parsed;
}

function parse(file: string, text: string, deps: CatalogueDeps): readonly Parsed[] {
  if (text.trim() === "") throw new WrongUsage(`${file} is empty`);
  if (/\.csv$/i.test(file)) return parseRows(rowsOf(file, text, deps));
  if (text.includes("\0"))
    throw new WrongUsage(`${file} is no text; products are read from JSON lines, from CSV or from a PDF`);
  if (text.trimStart().startsWith("[")) throw new WrongUsage(`${file} is one JSON list; write one product a line`);
  return parseJsonLines(text);
}

function rowsOf(file: string, text: string, { parseCsv }: CatalogueDeps) {
  try {
    return parseCsv(text);
  } catch (error) {
    throw new WorkFailed(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
