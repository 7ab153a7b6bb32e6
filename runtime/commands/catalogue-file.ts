import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Assumed, Parsed } from "../catalogue/reading/parsed";
import type { Catalogue } from "../catalogue/catalogue";
import { type Formats, readCatalogue } from "../catalogue/reading/file";
import { type EmbedPicture, type Import, type ItemVectors, importProducts } from "../catalogue/import";
import { type Mapping, lacking, renamingBy } from "../catalogue/reading/mapping";
import { pictureName } from "../catalogue/reading/pictures";
import { fieldIn } from "../catalogue/sheet/headings";
import { type SheetReader, productsIn } from "../catalogue/sheets";
import { pictureFormat } from "../recommendation/photo-intake";
import { fileAt, filesUnder, firstBytes, isFile, isFolder, namesIn, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";

export interface CatalogueDeps extends Formats {
  readonly catalogue: Catalogue;
  readonly items: ItemVectors;
  /** Sees the pictures of one folder. */
  readonly embedFrom: (folder: string) => EmbedPicture;
  /** Where the pictures that the shop shows are kept. */
  readonly pictures: string;
  readonly sheets: SheetReader;
  readonly parseYaml: (text: string) => unknown;
}

export interface FileImport extends Import {
  /** What is to be known of the file as a whole. */
  readonly notes: readonly string[];
  /** What the numbers of its lines count. */
  readonly counted: "line" | "row";
}

/** What is said of a file beside it. */
interface How {
  readonly assume?: Assumed | undefined;
  readonly mapping?: Mapping | undefined;
}
interface ImportOptions extends How {
  readonly images?: string | undefined;
}

/**
 * Imports one file and keeps its pictures where the shop shows them from: those that are pictures, by their first bytes and not
 * by their names. A picture that is not beside the file is the one of an earlier import.
 */
export async function importFile(
  file: string,
  deps: CatalogueDeps,
  { images, assume, mapping }: ImportOptions = {},
): Promise<{ readonly done: FileImport; readonly parsed: readonly Parsed[] }> {
  const bytes = fileAt(file);
  const { parsed, notes, counted } = startsAsPdf(bytes)
    ? await ofSheet(file, bytes, deps.sheets, { assume, mapping })
    : ofText(file, bytes, deps, { assume, mapping });
  if (images !== undefined) namesIn(images);
  const folder = images ?? join(dirname(file), "images");
  const found = picturesIn(folder);
  mkdirSync(deps.pictures, { recursive: true });
  const anew = new Set<string>();
  for (const each of parsed)
    for (const picture of "product" in each ? each.product.images : []) {
      const [from, to] = [found.get(picture), join(deps.pictures, picture)];
      if (from === undefined || !isPicture(from) || sameFile(from, to)) continue;
      copyFileSync(from, to);
      anew.add(picture);
    }
  const sees = deps.embedFrom(deps.pictures);
  const embed: EmbedPicture = async (picture) => (isFile(join(deps.pictures, picture)) ? sees(picture) : undefined);
  const done = await importProducts(
    parsed,
    { ...deps, embed, sameAsSeen: (picture) => !anew.has(picture) },
    (count, of) => {
      if (count % 10 === 0) say(`importing ${count} of ${of}`);
    },
  );
  const lost = parsed.flatMap((each) =>
    "product" in each
      ? each.product.images
          .slice(1) // the import tells of the first
          .filter((picture) => !isFile(join(deps.pictures, picture)))
          .map((picture) => ({ line: each.line, reason: `images: ${picture} is missing or no picture` }))
      : [],
  );
  return { done: { ...done, noted: [...done.noted, ...lost], notes, counted }, parsed };
}

/** The files of a folder by the names under which pictures are kept: in whatever spelling, and in folders within it. */
const picturesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    (isFolder(folder) ? filesUnder(folder) : []).flatMap((path) => {
      const name = pictureName(path);
      return name === undefined ? [] : [[name, join(folder, path)] as const];
    }),
  );

const isPicture = (path: string) => pictureFormat(firstBytes(path, 64)) !== undefined;

const sameFile = (one: string, other: string) => isFile(other) && readFileSync(one).equals(readFileSync(other));

const startsAsPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";

async function ofSheet(file: string, bytes: Uint8Array, sheets: SheetReader, how: How) {
  const renaming = renamingBy(how.mapping, fieldIn);
  const tables = await sheets.tables(bytes, renaming.rename);
  if (!tables) throw new WrongUsage(`${file} begins as a PDF and cannot be opened`);
  const reading = productsIn(tables, { ...renaming.always, ...how.assume }, renaming.inOurs);
  const unmet = renaming.unmet();
  if (unmet.length > 0) throw new WrongUsage(`${file}: ${lacking(unmet)}`);
  if (reading.parsed.length === 0)
    throw new WorkFailed(
      `${file} has no table with a reference and a price among its headings; a scanned sheet is read in Azure by the role index`,
    );
  return { ...reading, counted: "row" as const };
}

function ofText(file: string, bytes: Uint8Array, { parseTable, parseElement }: Formats, { assume, mapping }: How) {
  const read = readCatalogue(file, bytes, { parseTable, parseElement, assumed: assume, mapping });
  if ("unreadable" in read) throw new WrongUsage(`${file} ${read.unreadable}`);
  return { ...read, counted: "line" as const };
}
