import { nameColours } from "./colours";
import type { ImageCodec } from "./photo-intake";
import type { Look } from "./candidates";
import { type VisualEncoder, recognised } from "./visual-encoder";

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
