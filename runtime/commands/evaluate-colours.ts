import { basename, extname, join } from "node:path";
import type { Command } from "commander";
import { type Colour, colours } from "../catalogue/vocabulary";
import { type ColourFigures, type Named, colourFigures } from "../recommendation/colour-figures";
import { traits } from "../recommendation/colours";
import { type CleanCopy, maximumBytes } from "../recommendation/photo-intake";
import { lookAt } from "../recommendation/sight";
import { type ColourLabel, colourLabels } from "./colour-labels";
import type { VisionDeps } from "./evaluate-vision";
import { filesUnder, firstBytes, inParallel, say } from "./material";
import { WorkFailed } from "./outcome";
import { command } from "./program";

export interface ColoursDeps extends VisionDeps {
  readonly clean: () => Promise<CleanCopy>;
}

interface Options {
  readonly data: string;
  readonly photos: string;
  readonly labels: string;
  readonly json?: boolean;
}

/** `evaluate colours`: the names of colours against those that a person gave, through the path of a shopper's photograph. */
export const evaluateColours = (open: (data: string) => Promise<ColoursDeps>): Command =>
  command("colours", "colours as they are named, against the names that people gave")
    .requiredOption("--photos <dir>", "photographs, in this folder and those within it")
    .requiredOption(
      "--labels <file>",
      "a table of image, colour, second, contributor, the last two where there are any",
    )
    .action(async ({ data, photos, labels: path, json }: Options) => {
      const { rows, unclear } = await colourLabels(path);
      const asked = matched(photos, rows, path);
      const seen = await look(photos, asked, await open(data));
      const judged = seen.flatMap((each) => ("named" in each ? [each] : []));
      const unreadable = seen.flatMap((each) => ("named" in each ? [] : [each.file]));
      if (judged.length === 0) throw new WorkFailed(`${photos}: none of the ${asked.length} photographs can be read`);
      const figures = { ...colourFigures(judged), unclear, unreadable };
      say("");
      console.log(json ? JSON.stringify({ ...figures, judged }, null, 1) : prose(figures));
    });

interface Asked extends ColourLabel {
  readonly file: string;
}

/** Each labelled image with its file, whose name without its ending is the image's. */
function matched(photos: string, rows: readonly ColourLabel[], path: string): readonly Asked[] {
  const files = new Map(filesUnder(photos).map((file) => [basename(file, extname(file)), file]));
  const missing = rows.filter(({ image }) => !files.has(image)).map(({ image }) => image);
  if (missing.length > 0)
    throw new WorkFailed(
      `${path} names ${missing.length} images that ${photos} does not hold, ${missing[0] ?? ""} first; take those rows out, or name the folder that has them`,
    );
  return rows.map((row) => ({ ...row, file: files.get(row.image) ?? "" }));
}

/** Every photograph through the intake and the encoder, judged by its most prominent garment. */
async function look(photos: string, asked: readonly Asked[], { codec, clean: loadClean, encoder: load }: ColoursDeps) {
  const [clean, encoder] = [await loadClean(), await load()];
  let done = 0;
  return inParallel(asked, 4, async ({ file, ...label }) => {
    if (++done % 20 === 0) say(`${done} of ${asked.length} photographs`);
    const picture = await clean(firstBytes(join(photos, file), maximumBytes));
    if (!picture) return { file: join(photos, file) };
    const [{ colours: named, areas }] = await lookAt(picture.jpeg, { codec, encoder });
    return {
      ...label,
      named: named.map(({ colour }) => colour),
      areas: areas.map(({ lab, share }) => ({ share, traits: traits(lab) })), // what `training/colours.py` learns from
    } satisfies Named & Record<string, unknown>;
  });
}

function prose(figures: ColourFigures & { readonly unclear: number; readonly unreadable: readonly string[] }): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const line = (name: string, { value, interval }: ColourFigures["main"]) =>
    `${name.padEnd(26)}${percent(value)}  (95 %: ${interval.map(percent).join(" to ")})`;
  return [
    `${figures.photographs} photographs by ${figures.contributors} contributors, ${figures.unclear} more that nobody could name`,
    line("first name right", figures.main),
    line("right among the names", figures.among),
    `names a photograph        ${figures.names.toFixed(2)}`,
    `second colour found       ${figures.secondFound} of ${figures.two}`,
    ...confusion(figures),
    "The intervals take contributors as independent, and a row without one as somebody else's.",
    ...figures.unreadable.map((file) => `unreadable: ${file}`),
  ].join("\n");
}

/** A row for each colour that people named, with what was named first, most often first. */
const confusion = ({ confusion: table }: ColourFigures): readonly string[] =>
  colours.flatMap((colour) => {
    const row = Object.entries(table[colour] ?? {}) as [Colour, number][];
    if (row.length === 0) return [];
    const total = row.reduce((sum, [, count]) => sum + count, 0);
    const said = row.sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
    return [`  ${colour.padEnd(12)}${String(total).padStart(4)}: ${said.join(", ")}`];
  });
