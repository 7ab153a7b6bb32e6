import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import type { z } from "zod";
import type { Product } from "../catalogue/product";
import { question } from "../recommendation/criteria";
import {
  type Perceived,
  type Sheet,
  judgements,
  panelKey,
  perceived,
  protocol,
  sheetOf,
} from "../recommendation/panel";
import { maximumBytes } from "../recommendation/photo-intake";
import { type Answer, recommend } from "../recommendation/recommend";
import type { Seen } from "../recommendation/sight";
import { type Looked, contactSheet, panelPage } from "../reports/panel";
import { chanceFrom } from "../segmentation/chance";
import { fileAt, filesUnder, firstBytes, isFile, isFolder, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command, whole } from "./program";
import type { RecommendCommandDeps } from "./recommend";
import { furnish } from "./furnish";

interface Options {
  readonly data: string;
  readonly json?: boolean;
  readonly photos?: string;
  readonly out?: string;
  readonly count: number;
  readonly key?: string;
  readonly judgements?: readonly string[];
}

/** The longer side of a picture on a sheet, in pixels. */
const side = 320;

/**
 * `evaluate panel`: first pages from photographs (a contact sheet for the eye, a blind panel for judges, and its key), then, from what
 * the judges saved, the share of answers that fit. Choosing the folder of photographs is the consent; nothing of them is kept elsewhere.
 */
export const evaluatePanel = (
  open: (data: string) => Promise<RecommendCommandDeps>,
  close: () => Promise<void>,
): Command =>
  command("panel", "whether people find the answers fitting: pages to judge on, and the rate from what was judged")
    .option("--photos <dir>", "photographs, in this folder and those within it")
    .option("--out <dir>", "where sheet.html, panel.html and key.json go")
    .option("--count <n>", "how many photographs, drawn by lot where there are more", whole(1, 2000), 200)
    .option("--key <file>", "key.json of a panel that was judged")
    .option("--judgements <file...>", "what judges saved")
    .action(async (options: Options) => {
      const { photos, out, key, judgements: files } = options;
      if (key !== undefined && files !== undefined) {
        const figures = judged(key, files);
        console.log(options.json ? JSON.stringify(figures, null, 1) : prose(figures));
      } else if (photos !== undefined && out !== undefined) {
        try {
          const made = await make(photos, out, options, await open(options.data));
          say("");
          console.log(options.json ? JSON.stringify(made) : told(made, out));
        } finally {
          await close();
        }
      } else
        throw new WrongUsage(
          "give --photos DIR --out DIR to make the pages, or --key FILE --judgements FILE… to count",
        );
    });

interface Made {
  readonly photos: number;
  readonly unreadable: readonly string[];
  readonly withoutGarment: number;
}

async function make(photos: string, out: string, options: Options, deps: RecommendCommandDeps): Promise<Made> {
  if (existsSync(out) && !isFolder(out)) throw new WrongUsage(`${out} is a file; name a folder for the pages`);
  const files = drawn(filesUnder(photos), options.count);
  if (files.length === 0) throw new WorkFailed(`${photos} holds no files`);
  await furnish(options.data, deps.sample, deps);
  const catalogue = await deps.catalogue.list();
  const ids = catalogue.filter(({ images }) => images.length > 0).map(({ id }) => id);
  const chance = chanceFrom("panel");
  mkdirSync(join(out, "pictures"), { recursive: true });
  const copied = new Map<string, string | undefined>();
  const keep = async (name: string, bytes: Uint8Array): Promise<string | undefined> => {
    const small = await deps.codec.small(bytes, side);
    if (small) writeFileSync(join(out, "pictures", name), small);
    return small && name;
  };
  const pictureOf = async (item: Product) => {
    if (!copied.has(item.id)) {
      const path = join(deps.pictures, item.images[0] ?? "");
      copied.set(item.id, isFile(path) ? await keep(`${item.id}.jpg`, firstBytes(path, maximumBytes)) : undefined);
    }
    return copied.get(item.id);
  };
  const rows: Looked[] = [];
  const sheets: Sheet[] = [];
  const unreadable: string[] = [];
  for (const [at, file] of files.entries()) {
    if (at % 10 === 0) say(`${at} of ${files.length} photographs`);
    const clean = await deps.clean(firstBytes(join(photos, file), maximumBytes));
    const name = `photo-${at + 1}.jpg`;
    if (!clean || (await keep(name, clean.jpeg)) === undefined) {
      unreadable.push(file);
      continue;
    }
    const answer = await answerFor(clean.garments, deps);
    const answers: { title: string; picture: string | undefined; why: string }[] = [];
    for (const { item, reasons } of answer.items)
      answers.push({ title: item.title, picture: await pictureOf(item), why: reasons[0]?.text ?? "" });
    rows.push({ photo: name, seen: seenIn(answer), answers });
    const own = answer.items.map(({ item }) => item.id);
    if (own.length === 0) continue;
    const sheet = sheetOf(sheets.length, name, own, ids, chance);
    for (const { itemId } of sheet.cards) {
      const item = await deps.catalogue.get(itemId);
      if (item) await pictureOf(item);
    }
    sheets.push(sheet);
  }
  const panel = createHash("sha256").update(JSON.stringify(sheets)).digest("hex").slice(0, 12);
  const key = { panel, model: deps.model, sheets: sheets.map((sheet) => ({ ...sheet, cards: [...sheet.cards] })) };
  writeFileSync(join(out, "sheet.html"), String(await contactSheet(deps.model, rows)));
  writeFileSync(join(out, "panel.html"), String(await panelPage(key, (id) => copied.get(id))));
  writeFileSync(join(out, "key.json"), JSON.stringify(key, null, 1));
  return { photos: rows.length, unreadable, withoutGarment: rows.length - sheets.length };
}

/** At most so many of the files, by a lot that falls the same way every time. */
function drawn(files: readonly string[], most: number): readonly string[] {
  const lot = (file: string) => createHash("sha256").update(basename(file)).digest("hex");
  const order = [...files].sort((a, b) => (lot(a) < lot(b) ? -1 : 1));
  return order.slice(0, most);
}

/** Answers as a shopper would get them; none to a photograph in which no garment is recognised, rather than what is popular. */
async function answerFor(garments: readonly Seen[], deps: RecommendCommandDeps): Promise<Answer> {
  const looks = garments.map((seen) => ({ photoId: "panel", ...seen }));
  const asked = question.parse({ limit: protocol.answers, personalised: false });
  const answer = await recommend(asked, looks, undefined, deps);
  return answer.basis === "popular" ? { ...answer, items: [] } : answer;
}

const seenIn = ({ seen }: Answer) =>
  seen
    .map(
      ({ piece, colours, pattern = "" }) =>
        `${colours.map(({ colour }) => colour).join(", ")} ${pattern} ${piece ?? "· no garment"}`,
    )
    .join("; ");

function judged(key: string, files: readonly string[]): Perceived {
  try {
    return perceived(
      parsed(key, panelKey),
      files.map((file) => parsed(file, judgements)),
    );
  } catch (error) {
    if (error instanceof RangeError) throw new WorkFailed(error.message);
    throw error;
  }
}

function parsed<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(fileAt(file))));
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WorkFailed(
      `${file} is not what a panel wrote: ${error instanceof Error ? error.message.slice(0, 200) : ""}`,
    );
  }
}

const told = ({ photos, unreadable, withoutGarment }: Made, out: string): string =>
  [
    `${photos} photographs${withoutGarment > 0 ? `, ${withoutGarment} of them without a garment that is recognised` : ""}`,
    `  ${join(out, "sheet.html")}   to look at: each with its first answers`,
    `  ${join(out, "panel.html")}   for judges: give them this folder without key.json; ${protocol.judges} at least`,
    `  ${join(out, "key.json")}     to count with, once they have saved what they decided`,
    ...unreadable.map((file) => `unreadable: ${file}`),
  ].join("\n");

function prose({ judges, photos, given, asked, relevance, first, foils, byJudge, agreement }: Perceived): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const line = (name: string, { value, interval }: Perceived["relevance"]) =>
    `${name.padEnd(28)}${percent(value)}  (95 % over photographs: ${interval.map(percent).join(" to ")})`;
  return [
    `${judges} judges, ${photos} photographs, ${given} of ${asked} judgements given`,
    line("answers that fit", relevance),
    line("the first answer", first),
    line("items drawn by lot", foils),
    `agreement (Fleiss' kappa)   ${agreement === undefined ? "needs two judges" : agreement.toFixed(2)}`,
    ...Object.entries(byJudge).map(([judge, share]) => `  ${judge.padEnd(26)}${percent(share)}`),
    ...(judges < protocol.judges ? [`a rate that stands needs ${protocol.judges} judges`] : []),
  ].join("\n");
}
