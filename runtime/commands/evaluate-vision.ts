import { join, resolve } from "node:path";
import type { Command } from "commander";
import { type Piece, pieces } from "../catalogue/vocabulary";
import { type ImageCodec, maximumBytes } from "../recommendation/photo-intake";
import { type Judged, type VisionFigures, visionFigures } from "../recommendation/retrieval";
import { type VisualEncoder, recognised } from "../recommendation/visual-encoder";
import { filesUnder, firstBytes, inParallel, isFolder, namesIn, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface VisionDeps {
  readonly codec: ImageCodec;
  readonly encoder: () => Promise<VisualEncoder>;
}

interface Options {
  readonly data: string;
  readonly photos: string;
  readonly index?: string;
  readonly json?: boolean;
}

/** `evaluate vision`: the encoder on labelled pictures, seen as a shopper's photograph is seen. */
export const evaluateVision = (open: (data: string) => Promise<VisionDeps>): Command =>
  command("vision", "accuracy and same-class retrieval of the encoder")
    .requiredOption("--photos <dir>", "DIR/<piece>/*.jpg, the pictures that ask")
    .option("--index <dir>", "DIR/<piece>/*.jpg, the pictures that answer (default: all other pictures that ask)")
    .action(async (options: Options) => {
      const { photos, index } = options;
      const asked = labelled(photos);
      const answering = index === undefined || resolve(index) === resolve(photos) ? undefined : labelled(index);
      const { codec, encoder: load } = await open(options.data);
      const encoder = await load();
      const asking = await judge(photos, asked, encoder, codec);
      const known = answering && index !== undefined ? await judge(index, answering, encoder, codec) : undefined;
      const unreadable = [...asking.unreadable, ...(known?.unreadable ?? [])];
      const figures = { model: encoder.model, ...visionFigures(asking.judged, known?.judged), unreadable };
      say("");
      console.log(options.json ? JSON.stringify(figures, null, 1) : prose(figures));
    });

interface Labelled {
  readonly label: Piece;
  readonly file: string;
}

/** The files of a folder that holds one folder a piece; anything else beside those is wrong usage. */
function labelled(folder: string): readonly Labelled[] {
  const found = namesIn(folder).filter((name) => isFolder(folder, name) && !name.startsWith("."));
  const isPiece = (name: string): name is Piece => (pieces as readonly string[]).includes(name);
  const strange = found.filter((name) => !isPiece(name));
  const expected = `${folder} should hold one folder a piece (${pieces.join(", ")})`;
  if (strange.length > 0) throw new WrongUsage(`${expected}; it holds ${strange.join(", ")}`);
  const files = found
    .filter(isPiece)
    .flatMap((label) => filesUnder(join(folder, label)).map((file) => ({ label, file: join(label, file) })));
  if (files.length === 0) throw new WrongUsage(`${expected}, and pictures in them; it holds none`);
  return files;
}

async function judge(folder: string, files: readonly Labelled[], encoder: VisualEncoder, codec: ImageCodec) {
  const unreadable: string[] = [];
  let done = 0;
  const seen = await inParallel(files, 4, async ({ label, file }): Promise<Judged | undefined> => {
    if (++done % 20 === 0) say(`${folder}: ${done} of ${files.length} pictures`);
    const picture = await codec.clean(firstBytes(join(folder, file), maximumBytes));
    if (!picture) return void unreadable.push(join(folder, file));
    const sight = await encoder.see(await codec.square(picture.jpeg, encoder.inputSize, encoder.pad));
    return { label, guessed: recognised(sight, 0)?.piece, embedding: sight.embedding };
  });
  const judged = seen.filter((each) => each !== undefined);
  if (judged.length < 2) throw new WorkFailed(`${folder} holds fewer than two readable pictures`);
  return { judged, unreadable: unreadable.sort() };
}

function prose(figures: VisionFigures & { readonly model: string; readonly unreadable: readonly string[] }): string {
  const percent = (share: number) => share.toFixed(3);
  const line = (name: string, share: number, interval: readonly number[]) =>
    `${name.padEnd(10)}${percent(share)}  (95 %: ${interval.map(percent).join(" to ")})`;
  return [
    `${figures.pictures} pictures, ${figures.model}`,
    line("accuracy", figures.accuracy, figures.interval),
    line("P@1", figures.p1, figures.p1Interval),
    line("P@10", figures.p10, figures.p10Interval),
    "recall",
    ...Object.entries(figures.recall).map(
      ([piece, share]) => `  ${piece.padEnd(12)}${percent(share)}  of ${figures.counts[piece as Piece] ?? 0}`,
    ),
    "The intervals take pictures as independent; those of one photographer are not.",
    ...figures.unreadable.map((file) => `unreadable: ${file}`),
  ].join("\n");
}
