import { workerData } from "node:worker_threads";
import { type FaceFinder, veiled } from "../../recommendation/faces";
import type { Pixels } from "../../recommendation/pixels";
import { seenWhereMade } from "../../recommendation/seen-copy";
import type { VisualEncoder } from "../../recommendation/visual-encoder";
import { faceFinder } from "./face-finder";
import { onnxEncoder } from "./onnx-encoder";
import { sharpCodec } from "./sharp-codec";

/** Folders of the models that a thread opens when it is first asked. */
export interface SeeingModels {
  readonly encoder: string;
  readonly faces: string;
}

let encoder: Promise<VisualEncoder> | undefined;
let finder: Promise<FaceFinder> | undefined;
const encoding = () => (encoder ??= onnxEncoder((workerData as SeeingModels).encoder));
const finding = () => (finder ??= faceFinder((workerData as SeeingModels).faces));

/** What is said of the encoder beside what it sees. */
export async function describe(): Promise<Omit<VisualEncoder, "see">> {
  const { model, inputSize, pad, dimensions, threshold } = await encoding();
  await finding(); // a folder that is not what its card says fails here
  return { model, inputSize, pad, dimensions, threshold };
}

export const see = async (picture: Pixels) => (await encoding()).see(picture);
export const clean = async (bytes: Uint8Array) => veiled(sharpCodec, await finding())(bytes);
export const seenCopy = async (bytes: Uint8Array) =>
  seenWhereMade(await finding(), { codec: sharpCodec, encoder: await encoding() })(bytes);
