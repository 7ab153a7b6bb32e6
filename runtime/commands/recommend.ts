import { type Command, InvalidArgumentError } from "commander";
import type { Catalogue } from "../catalogue/catalogue";
import type { ConsentLedger } from "../privacy/consent";
import { requestGrant } from "../privacy/consent";
import { question } from "../recommendation/criteria";
import { ownLooks } from "../recommendation/looks";
import { maximumBytes } from "../recommendation/photo-intake";
import { type PhotoDeps, addPhoto, removePhoto } from "../recommendation/photos";
import { type Answer, type RecommendDeps, recommend as answer } from "../recommendation/recommend";
import type { VectorIndex } from "../recommendation/vector-index";
import type { SampleDeps } from "../sample/make";
import { type FurnishDeps, furnish } from "./furnish";
import { photoAt, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command, whole } from "./program";

export interface RecommendCommandDeps extends RecommendDeps, PhotoDeps, FurnishDeps {
  readonly catalogue: Catalogue;
  readonly consents: ConsentLedger;
  readonly items: VectorIndex;
  readonly sample: SampleDeps;
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
 * is the consent, recorded as such and over with the answer; the photograph is removed again then. An empty catalogue is
 * filled with the sample shop first.
 */
export const recommend = (open: (data: string) => Promise<RecommendCommandDeps>, close: () => Promise<void>): Command =>
  command("recommend", "explained recommendations for photographs and words")
    .option("--photo <file...>", "photographs of garments (JPEG, PNG, WebP, AVIF)")
    .option("--text <words>", "what is wanted, in English, French or Italian", "")
    .option("--budget <eur>", "most that one item may cost", money)
    .option("--limit <n>", "how many items", whole(1, 50), 8)
    .action(async (options: Options) => {
      if (!options.photo && options.text === "")
        throw new WrongUsage("nothing to go by; give --photo FILE, --text WORDS, or both");
      const pictures = (options.photo ?? []).map((path) => ({ path, bytes: photoAt(path, maximumBytes + 1) }));
      if (pictures.length > mostPhotos) throw new WrongUsage(`at most ${mostPhotos} photographs in one question`);
      try {
        const deps = await open(options.data);
        const given = await withConsent(deps, () => answerFor(pictures, options, deps));
        say("");
        console.log(options.json ? JSON.stringify(given, null, 1) : prose(given));
      } finally {
        await close();
      }
    });

const mostPhotos = 5;

/** The consent that lies in naming one's own photograph: given for this question, over with it, both on record. */
async function withConsent<T>({ consents, now }: RecommendCommandDeps, work: () => Promise<T>): Promise<T> {
  const entry = { subject: self, purpose: "recommendation", notice: "command line" } as const;
  await consents.append({ ...entry, granted: true, recordedAt: now() });
  try {
    return await work();
  } finally {
    await consents.append({ ...entry, granted: false, recordedAt: now() });
  }
}

async function answerFor(
  pictures: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  options: Options,
  deps: RecommendCommandDeps,
): Promise<Answer> {
  const grant = await requestGrant(deps.consents, self, "recommendation");
  if (!grant) throw new Error("the consent was not recorded");
  const stored: string[] = [];
  try {
    for (const { path, bytes } of pictures) {
      const kept = await addPhoto(bytes, grant, deps);
      if (kept.kind === "refused") throw new WorkFailed(`${path}: ${kept.remedy}`);
      stored.push(kept.photoId);
    }
    const looks = stored.length > 0 ? await ownLooks(stored, grant, deps) : [];
    if (!looks) throw new Error("a photograph that was stored is not found");
    await furnish(options.data, deps.sample, deps);
    const asked = question.parse({
      text: options.text,
      limit: options.limit,
      personalised: false,
      ...(options.budget === undefined ? {} : { budget: options.budget }),
    });
    return await answer(asked, looks, undefined, deps);
  } finally {
    for (const photoId of stored) await removePhoto(photoId, self, deps);
  }
}

function prose({ seen, items, understood, model }: Answer): string {
  const looks = seen.map(({ piece, probability, colours, pattern }) => {
    const tones = colours.map(({ colour }) => colour).join(", ");
    return piece === undefined
      ? `seen     no garment that I could name; one piece, whole and in daylight, is recognised best`
      : `seen     ${tones} ${pattern && pattern !== "plain" ? `${pattern} ` : ""}${piece} (${(probability * 100).toFixed(0)} % sure)`;
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
