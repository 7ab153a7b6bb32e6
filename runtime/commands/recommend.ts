import { type Command, InvalidArgumentError } from "commander";
import type { ConsentLedger } from "../privacy/consent";
import { requestGrant } from "../privacy/consent";
import { question } from "../recommendation/criteria";
import { type PhotoDeps, addPhoto, removePhoto } from "../recommendation/photos";
import { type Answer, type Look, type RecommendDeps, recommend as answer } from "../recommendation/recommend";
import { fileAt } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface RecommendCommandDeps extends RecommendDeps, PhotoDeps {
  readonly consents: ConsentLedger;
}

interface Options {
  readonly data: string;
  readonly json?: boolean;
  readonly photo?: readonly string[];
  readonly text: string;
  readonly budget?: number;
  readonly limit: number;
}

/** Who asks at a terminal: whoever owns this machine and names the file. */
const self = "terminal";

/**
 * `recommend`: explained items for photographs and words, without a server. Naming one's own photograph on one's own machine
 * is the consent, recorded as such; the photograph is removed again when the answer is printed.
 */
export const recommend = (open: (data: string) => Promise<RecommendCommandDeps>, close: () => Promise<void>): Command =>
  command("recommend", "explained recommendations for photographs and words")
    .option("--photo <file...>", "photographs of garments (JPEG, PNG, WebP, AVIF)")
    .option("--text <words>", "what is wanted, in English, French or Italian", "")
    .option("--budget <eur>", "most that one item may cost", money)
    .option("--limit <n>", "how many items", limit, 8)
    .action(async (options: Options) => {
      if (!options.photo && options.text === "")
        throw new WrongUsage("nothing to go by; give --photo FILE, --text WORDS, or both");
      const pictures = (options.photo ?? []).map((path) => ({ path, bytes: fileAt(path) }));
      try {
        const deps = await open(options.data);
        const given = await answerFor(pictures, options, deps);
        console.log(options.json ? JSON.stringify(given, null, 1) : prose(given));
      } finally {
        await close();
      }
    });

async function answerFor(
  pictures: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  options: Options,
  deps: RecommendCommandDeps,
): Promise<Answer> {
  await deps.consents.append({
    subject: self,
    purpose: "recommendation",
    granted: true,
    notice: "command line",
    recordedAt: deps.now(),
  });
  const grant = await requestGrant(deps.consents, self, "recommendation");
  if (!grant) throw new Error("the consent was not recorded");
  const looks: Look[] = [];
  try {
    for (const { path, bytes } of pictures) {
      const kept = await addPhoto(bytes, grant, deps);
      if (kept.kind === "refused") throw new WorkFailed(`${path}: ${kept.remedy}`);
      const vector = await deps.vectors.get(kept.photoId);
      if (vector)
        looks.push({
          photoId: kept.photoId,
          piece: kept.piece,
          probability: kept.probability,
          colours: kept.colours,
          vector,
        });
    }
    const asked = question.parse({
      text: options.text,
      limit: options.limit,
      personalised: false,
      ...(options.budget === undefined ? {} : { budget: options.budget }),
    });
    return await answer(asked, looks, undefined, deps);
  } finally {
    for (const { photoId } of looks) await removePhoto(photoId, self, deps);
    await deps.consents.erase(self);
  }
}

function prose({ seen, items, understood, model }: Answer): string {
  const looks = seen.map(({ piece, probability, colours }) => {
    const tones = colours.map(({ colour }) => colour).join(", ");
    return piece === undefined
      ? `seen     no garment for sure; colours: ${tones}`
      : `seen     ${tones} ${piece} (${(probability * 100).toFixed(0)} % sure)`;
  });
  const unknown = understood.unknown.length > 0 ? [`not understood: ${understood.unknown.join(", ")}`] : [];
  const rows = items.map(({ item, reasons }, at) => {
    const why = reasons.map(({ text }) => text).join("; ");
    return `${String(at + 1).padStart(3)}. ${item.title} · ${item.brand} · ${item.price.toFixed(2)} EUR · ${item.id}\n     ${why}`;
  });
  return [
    ...looks,
    ...unknown,
    ...(rows.length > 0 ? rows : ["nothing in the catalogue fits; ask for less, or raise the budget"]),
    `model    ${model}`,
  ].join("\n");
}

function money(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 100_000)) throw new InvalidArgumentError("an amount in EUR, more than 0.");
  return number;
}

function limit(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 50)
    throw new InvalidArgumentError("a whole number from 1 to 50.");
  return number;
}
