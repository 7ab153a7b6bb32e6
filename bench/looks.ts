import { join } from "node:path";
import { sharpCodec } from "../runtime/adapters/embedded/sharp-codec";
import { svgRasteriser } from "../runtime/adapters/embedded/svg-rasteriser";
import { type Piece, pieces } from "../runtime/catalogue/vocabulary";
import type { VisualEncoder } from "../runtime/recommendation/visual-encoder";
import { eyes } from "../runtime/compose/eyes";
import { drawGarment } from "../runtime/sample/drawing";
import { anyGarment } from "../runtime/sample/drawings";
import { randomFrom } from "../runtime/sample/random";

/** The committed models, in threads as the service runs them. */
export const looking = eyes(join(__dirname, "..", "runtime", "adapters", "embedded", "seeing-thread.js"));

/** Vectors as the encoder makes them: drawn garments that it saw, each moved by what tells two others of its piece apart. */
export async function looksLike(encoder: VisualEncoder): Promise<(piece: Piece) => Float32Array> {
  const random = randomFrom("looks");
  const seen = new Map<Piece, Float32Array[]>();
  for (const piece of pieces)
    for (let at = 0; at < 12; at++) {
      const jpeg = await svgRasteriser.jpeg(drawGarment(anyGarment(piece, random), "packshot", random));
      const { embedding } = await encoder.see(await sharpCodec.square(jpeg, encoder.inputSize, encoder.pad));
      seen.set(piece, [...(seen.get(piece) ?? []), embedding]);
    }
  return (piece) => {
    const own = seen.get(piece) ?? [];
    const [a, b, c] = [random.pick(own), random.pick(own), random.pick(own)];
    const share = random.whole(0, 100) / 100;
    const moved = a.map((each, at) => each + share * ((b[at] ?? 0) - (c[at] ?? 0)));
    const length = Math.hypot(...moved);
    return moved.map((each) => each / length);
  };
}
