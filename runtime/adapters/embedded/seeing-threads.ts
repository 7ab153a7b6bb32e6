import "./without-telemetry"; // what a thread sets for itself, libraries do not read
import { availableParallelism } from "node:os";
import { Piscina } from "piscina";
import type { CleanCopy } from "../../recommendation/photo-intake";
import type { SeenCopy } from "../../recommendation/seen-copy";
import type { VisualEncoder } from "../../recommendation/visual-encoder";
import type { SeeingModels, clean, describe, see, seenCopy } from "./seeing-thread";

/** What one of the threads does, by the name under which it is asked. */
interface Work {
  readonly describe: typeof describe;
  readonly see: typeof see;
  readonly clean: typeof clean;
  readonly seenCopy: typeof seenCopy;
}

/** More would rather wait for memory than for each other. */
const mostThreads = 4;

/**
 * The networks in threads of their own, one for each processor, so that requests that look at no picture do not wait for those that do.
 * Copies are made there as well: a picture's pixels are many times its file.
 * `program` is the bundle of `seeing-thread.ts`. Throws what the thread throws when a model is not the one that its card describes. Idle
 * threads do not keep the process.
 */
export async function seeingThreads(
  program: string,
  models: SeeingModels,
): Promise<{
  readonly encoder: VisualEncoder;
  readonly clean: CleanCopy;
  readonly seenCopy: CleanCopy<SeenCopy>;
}> {
  const threads = Math.min(mostThreads, availableParallelism());
  const pool = new Piscina({
    filename: program,
    workerData: models,
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 2,
  });
  const ask = <Name extends keyof Work>(name: Name, ...[asked]: Parameters<Work[Name]>): ReturnType<Work[Name]> =>
    pool.run(asked, { name }) as ReturnType<Work[Name]>;
  const described = await ask("describe").catch(async (fault: unknown) => {
    await pool.destroy();
    throw fault;
  });
  return {
    encoder: { ...described, see: (picture) => ask("see", picture) },
    clean: (bytes) => ask("clean", bytes),
    seenCopy: (bytes) => ask("seenCopy", bytes),
  };
}
