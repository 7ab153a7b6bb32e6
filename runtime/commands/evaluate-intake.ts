import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { type ConsentLedger, requestGrant } from "../privacy/consent";
import { type CleanCopy, type Refused, cleanPhoto, maximumBytes } from "../recommendation/photo-intake";
import { filesUnder, firstBytes, isFolder, say } from "./material";
import { WorkFailed, WrongUsage } from "./outcome";
import { command } from "./program";

export interface IntakeDeps {
  readonly clean: () => Promise<CleanCopy>;
  /** In memory: an evaluation leaves nothing behind. */
  readonly consents: ConsentLedger;
  readonly now: () => Date;
}

interface Options {
  readonly data: string;
  readonly in: string;
  readonly out: string;
  readonly json?: boolean;
}

type Taken =
  | { readonly file: string; readonly written: string; readonly width: number; readonly height: number }
  | { readonly file: string; readonly reason: Refused["reason"]; readonly remedy: string };

/** `evaluate intake`: what the photo intake makes of every file of a folder. Choosing the folder is the consent. */
export const evaluateIntake = (open: (data: string) => Promise<IntakeDeps>): Command =>
  command("intake", "every file of a folder, and of those within it, through the photo intake")
    .requiredOption("--in <dir>", "folder of files")
    .requiredOption("--out <dir>", "where the cleaned pictures go, as <name>.jpg")
    .action(async (options: Options) => {
      const files = filesUnder(options.in);
      if (files.length === 0) throw new WorkFailed(`${options.in} holds no files`);
      if (existsSync(options.out) && !isFolder(options.out))
        throw new WrongUsage(`${options.out} is a file; name a folder for the cleaned pictures`);
      const way = relative(resolve(options.in), resolve(options.out));
      if (way === "" || !way.startsWith(".."))
        throw new WrongUsage(`${options.out} lies in ${options.in}; name a folder outside it, so that originals stay`);
      const done = await takeIn(files, options, await open(options.data));
      say("");
      console.log(options.json ? JSON.stringify(summary(done), null, 1) : prose(done));
    });

async function takeIn(files: readonly string[], { in: from, out: to }: Options, deps: IntakeDeps) {
  const subject = "evaluation";
  const consent = { subject, purpose: "recommendation", granted: true, notice: "command line" } as const;
  await deps.consents.append({ ...consent, recordedAt: deps.now() });
  const grant = await requestGrant(deps.consents, subject, "recommendation");
  if (!grant) throw new Error("the consent was not recorded");
  const clean = await deps.clean();
  const names = freeNames();
  const done: Taken[] = [];
  for (const file of files) {
    const result = await cleanPhoto(firstBytes(join(from, file), maximumBytes + 1), grant, { clean });
    if (result.kind === "refused") done.push({ file, reason: result.reason, remedy: result.remedy });
    else {
      const { jpeg, width, height } = result.photo;
      const written = names(file);
      mkdirSync(dirname(join(to, written)), { recursive: true });
      writeFileSync(join(to, written), jpeg);
      done.push({ file, written, width, height });
    }
    say(`${done.length} of ${files.length}`);
  }
  return done;
}

/** `<name>.jpg`; where two files share a name but for its ending, the second keeps its ending before it. */
function freeNames(): (file: string) => string {
  const taken = new Set<string>();
  return (file) => {
    const wanted = [file.replace(/\.[^./\\]*$/, ""), file];
    for (let copy = 2; ; copy++) {
      const name = `${wanted.shift() ?? `${file}-${copy}`}.jpg`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

const summary = (done: readonly Taken[]) => ({
  files: done.length,
  accepted: done.filter((each) => "written" in each).length,
  cleaned: done.filter((each) => "written" in each),
  refused: done.filter((each) => "reason" in each),
});

function prose(done: readonly Taken[]): string {
  const { files, accepted, refused } = summary(done);
  return [
    `${files} files: ${accepted} cleaned, ${refused.length} refused`,
    ...refused.map(({ file, reason, remedy }) => `  ${file}: ${reason}: ${remedy}`),
  ].join("\n");
}
