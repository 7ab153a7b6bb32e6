import type { Piece } from "../catalogue/vocabulary";
import { type ColourShare, nameColours } from "./colours";
import type { ImageCodec } from "./photo-intake";
import { type VisualEncoder, recognised } from "./visual-encoder";

/** What may be told of a stored photograph. */
export interface PhotoView {
  readonly photoId: string;
  /** Undefined when no garment was recognised. */
  readonly piece: Piece | undefined;
  /** Of the recognised piece, in [0, 1]; 0 when there is none. */
  readonly probability: number;
  readonly colours: readonly ColourShare[];
}

/** A photograph as the ranking needs it: what was seen and its vector. */
export interface Look extends PhotoView {
  readonly vector: Float32Array;
}

/** What is seen in a JPEG of ours: its piece, where one is recognised, its colours and its vector. */
export async function lookAt(
  jpeg: Uint8Array,
  { codec, encoder }: { readonly codec: ImageCodec; readonly encoder: VisualEncoder },
): Promise<Omit<Look, "photoId">> {
  const picture = await codec.square(jpeg, encoder.inputSize, encoder.pad);
  const sight = await encoder.see(picture);
  const best = recognised(sight, encoder.threshold);
  return {
    piece: best?.piece,
    probability: best?.probability ?? 0,
    colours: nameColours(picture),
    vector: sight.embedding,
  };
}
