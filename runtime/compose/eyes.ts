import { join } from "node:path";
import { faceFinder } from "../adapters/embedded/face-finder";
import { onnxEncoder } from "../adapters/embedded/onnx-encoder";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { seeingThreads } from "../adapters/embedded/seeing-threads";
import { veiled } from "../recommendation/faces";
import type { CleanCopy } from "../recommendation/photo-intake";
import type { VisualEncoder } from "../recommendation/visual-encoder";
import { once } from "./once";

/** The committed models; sources and bundles lie equally deep. */
const models = join(__dirname, "..", "..", "runtime", "models");
const folders = { encoder: join(models, "garment-encoder"), faces: join(models, "face-finder") };

/** The committed models that look at pictures; each opens on first use. */
export interface Eyes {
  readonly encoder: () => Promise<VisualEncoder>;
  readonly clean: () => Promise<CleanCopy>;
}

/** Looks in threads that run `program`, or, without one, where it is asked. */
export function eyes(program?: string): Eyes {
  if (program === undefined)
    return {
      encoder: once(() => onnxEncoder(folders.encoder)),
      clean: once(async () => veiled(sharpCodec, await faceFinder(folders.faces))),
    };
  const both = once(() => seeingThreads(program, folders));
  return { encoder: async () => (await both()).encoder, clean: async () => (await both()).clean };
}
