import { join } from "node:path";
import { faceFinder } from "../adapters/embedded/face-finder";
import { onnxEncoder } from "../adapters/embedded/onnx-encoder";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { seeingThreads } from "../adapters/embedded/seeing-threads";
import { veiled } from "../recommendation/faces";
import type { CleanCopy } from "../recommendation/photo-intake";
import { type SeenCopy, seenWhereMade } from "../recommendation/seen-copy";
import type { VisualEncoder } from "../recommendation/visual-encoder";
import { once } from "./once";

/** The committed models; sources and bundles lie equally deep. */
const models = join(__dirname, "..", "..", "runtime", "models");
const folders = { encoder: join(models, "garment-encoder"), faces: join(models, "face-finder") };

/** The committed models that look at pictures; each opens on first use. */
export interface Eyes {
  readonly encoder: () => Promise<VisualEncoder>;
  readonly clean: () => Promise<CleanCopy>;
  readonly seenCopy: () => Promise<CleanCopy<SeenCopy>>;
}

/** Looks in threads that run `program`, or, without one, where it is asked. */
export function eyes(program?: string): Eyes {
  if (program === undefined) {
    const encoder = once(() => onnxEncoder(folders.encoder));
    const faces = once(() => faceFinder(folders.faces));
    return {
      encoder,
      clean: async () => veiled(sharpCodec, await faces()),
      seenCopy: async () => seenWhereMade(await faces(), { codec: sharpCodec, encoder: await encoder() }),
    };
  }
  const threads = once(() => seeingThreads(program, folders));
  return {
    encoder: async () => (await threads()).encoder,
    clean: async () => (await threads()).clean,
    seenCopy: async () => (await threads()).seenCopy,
  };
}
