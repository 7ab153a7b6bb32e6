import type { Command } from "commander";
import { command } from "./program";
import { WorkFailed } from "./outcome";
import { type Common, type SegmentDeps, print } from "./segment-common";

interface Choosing extends Common {
  readonly model?: string;
}

/** `segment models`: every registered version and where it stands. */
export const segmentModels = (open: (data: string) => SegmentDeps): Command =>
  command("models", "every version: in force (champion), waiting (challenger), former or retired")
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .action(async (options: Choosing) => {
      const versions = await open(options.data).registry(options.model).versions();
      if (options.json) print({ versions });
      else if (versions.length === 0) console.log("none yet; run: npm run segment -- fit --events FILE");
      else
        for (const { version, registeredAt, stage } of versions)
          console.log(`${version}  ${registeredAt.toISOString().slice(0, 19)}  ${stage}`);
    });

/** `segment promote`: a version is put in force by a person, who says why. */
export const segmentPromote = (open: (data: string) => SegmentDeps): Command =>
  command("promote", "put a version in force")
    .argument("<version>", "as `segment models` lists it")
    .requiredOption("--why <text>", "the reason, which is kept")
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .action(async (version: string, options: Choosing & { why: string }) => {
      const deps = open(options.data);
      await deps.registry(options.model).promote(version, deps.now(), options.why);
      if (options.json) print({ champion: version });
      else console.log(`${version} is in force: ${options.why}`);
    });

/** `segment rollback`: one command back. */
export const segmentRollback = (open: (data: string) => SegmentDeps): Command =>
  command("rollback", "put the version back in force that was so before")
    .option("--why <text>", "the reason, which is kept", "rolled back")
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .action(async (options: Choosing & { why: string }) => {
      const deps = open(options.data);
      const version = await deps.registry(options.model).rollback(deps.now(), options.why);
      if (version === undefined) throw new WorkFailed("there is no earlier version to go back to");
      if (options.json) print({ champion: version });
      else console.log(`${version} is in force again`);
    });

/** `segment retire`: never to be in force again; its files stay, for the lineage of what it assigned. */
export const segmentRetire = (open: (data: string) => SegmentDeps): Command =>
  command("retire", "take a version out of service for good")
    .argument("<version>", "as `segment models` lists it")
    .option("--model <place>", "where versions are registered: a folder, or the address of an MLflow server")
    .action(async (version: string, options: Choosing) => {
      await open(options.data).registry(options.model).retire(version);
      if (options.json) print({ retired: version });
      else console.log(`${version} is retired`);
    });
