import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { type Piece, pieces } from "../catalogue/vocabulary";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import { type ImageCodec, cleanPhoto } from "../recommendation/photo-intake";
import { type Judged, visionFigures } from "../recommendation/retrieval";
import { type VisualEncoder, recognised } from "../recommendation/visual-encoder";
import { isFolder, namesIn, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface EvaluateDeps {
  readonly codec: ImageCodec;
  readonly encoder: () => Promise<VisualEncoder>;
  /** In memory: an evaluation leaves nothing behind. */
  readonly consents: ConsentLedger;
  readonly now: () => Date;
}

/** `evaluate`: what the parts are worth on pictures of one's own. */
export const evaluate = (open: (data: string) => Promise<EvaluateDeps>): Command =>
  new Command("evaluate")
    .description("what the parts are worth on material of your own")
    .addCommand(
      command("vision", "accuracy and same-class retrieval of the encoder")
        .requiredOption("--photos <dir>", "DIR/<piece>/*.jpg, the pictures that ask")
        .option("--index <dir>", "DIR/<piece>/*.jpg, the pictures that answer (default: all other pictures that ask)")
        .action(async (options: { data: string; photos: string; index?: string; json?: boolean }) => {
          const deps = await open(options.data);
          const encoder = await deps.encoder();
          const asked = await judge(options.photos, encoder, deps);
          const index = options.index === undefined ? undefined : await judge(options.index, encoder, deps);
          say("");
          const figures = {
            model: encoder.model,
            ...visionFigures(asked.judged, index?.judged),
            unreadable: [...asked.unreadable, ...(index?.unreadable ?? [])],
          };
          if (options.json) console.log(JSON.stringify(figures, null, 1));
          else {
            const percent = (share: number) => share.toFixed(3);
            console.log(`${figures.pictures} pictures, ${figures.model}
accuracy  ${percent(figures.accuracy)}  (95 % ${figures.interval.map(percent).join(" to ")})
P@1       ${percent(figures.p1)}
P@10      ${percent(figures.p10)}
recall    ${Object.entries(figures.recall)
              .map(([piece, share]) => `${piece} ${share.toFixed(2)}`)
              .join(", ")}${figures.unreadable.length > 0 ? `\nunreadable ${figures.unreadable.join(", ")}` : ""}`);
          }
        }),
    )
    .addCommand(
      command("intake", "every file of a folder through the photo intake")
        .requiredOption("--in <dir>", "folder of files")
        .requiredOption("--out <dir>", "where the cleaned pictures go, as <name>.jpg")
        .action(async (options: { data: string; in: string; out: string; json?: boolean }) => {
          const deps = await open(options.data);
          const done = await intake(options.in, options.out, deps);
          say("");
          const refused = done.filter(({ refused: reason }) => reason !== undefined);
          if (options.json)
            console.log(
              JSON.stringify({ files: done.length, accepted: done.length - refused.length, refused }, null, 1),
            );
          else
            console.log(
              [
                `${done.length} files: ${done.length - refused.length} cleaned, ${refused.length} refused`,
                ...refused.map(({ file, refused: reason }) => `  ${file}: ${reason ?? ""}`),
              ].join("\n"),
            );
          if (done.length === 0) throw new WorkFailed(`${options.in} holds no files`);
        }),
    );

async function judge(folder: string, encoder: VisualEncoder, { codec }: EvaluateDeps) {
  const found = namesIn(folder).filter((name) => isFolder(folder, name));
  const known = found.filter((name): name is Piece => (pieces as readonly string[]).includes(name));
  const strange = found.filter((name) => !(pieces as readonly string[]).includes(name));
  if (strange.length > 0 || known.length === 0)
    throw new WrongUsage(
      `${folder} should hold one folder a piece (${pieces.join(", ")})${strange.length > 0 ? `; ${strange.join(", ")} is none of them` : ""}`,
    );
  const judged: Judged[] = [];
  const unreadable: string[] = [];
  for (const label of known)
    for (const name of namesIn(join(folder, label))) {
      const path = join(folder, label, name);
      const photo = await codec.clean(readFileSync(path));
      if (!photo) {
        unreadable.push(path);
        continue;
      }
      const sight = await encoder.see(await codec.square(photo.jpeg, encoder.inputSize, encoder.pad));
      judged.push({ label, guessed: recognised(sight, 0)?.piece ?? label, embedding: sight.embedding });
      if (judged.length % 20 === 0) say(`${judged.length} pictures`);
    }
  if (judged.length < 2) throw new WorkFailed(`${folder} holds fewer than two readable pictures`);
  return { judged, unreadable };
}

async function intake(from: string, to: string, { codec, consents, now }: EvaluateDeps) {
  const names = namesIn(from).filter((name) => !isFolder(from, name));
  mkdirSync(to, { recursive: true });
  await consents.append({
    subject: "evaluation",
    purpose: "recommendation",
    granted: true,
    notice: "command line",
    recordedAt: now(),
  });
  const grant = await requestGrant(consents, "evaluation", "recommendation");
  if (!grant) throw new Error("the consent was not recorded");
  const done: { file: string; refused?: string }[] = [];
  for (const file of names) {
    const result = await cleanPhoto(readFileSync(join(from, file)), grant, codec);
    if (result.kind === "refused") done.push({ file, refused: `${result.reason}: ${result.remedy}` });
    else {
      writeFileSync(join(to, `${file.replace(/\.[^.]*$/, "")}.jpg`), result.photo.jpeg);
      done.push({ file });
    }
    say(`${done.length} of ${names.length}`);
  }
  return done;
}
