import "./without-telemetry"; // before the library that it silences
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { z } from "zod";
import { type Pattern, type Piece, patterns, pieces } from "../../catalogue/vocabulary";
import { garmentsIn } from "../../recommendation/garments";
import type { Sight, VisualEncoder } from "../../recommendation/visual-encoder";
import { describedFile } from "./described-file";

const channel = z.int().min(0).max(255);
const card = z.object({
  name: z.string(),
  version: z.string(),
  inputSize: z.int().positive(),
  pad: z.tuple([channel, channel, channel]),
  dimensions: z.int().positive(),
  labels: z.array(z.string()),
  threshold: z.number().min(0).max(1),
  /** Of a model that tells patterns: in which order, and from which probability on. */
  tells: z.object({ patterns: z.array(z.enum(patterns)), sure: z.number().min(0).max(1) }).optional(),
  /** Of a model that looks for garments: how sure it must be of one. */
  finds: z.object({ side: z.int().positive(), sure: z.number().min(0).max(1) }).optional(),
  sha256: z.string(),
});

/**
 * An ONNX encoder from a folder with `encoder.onnx` and `card.json`. Input `image`: float32 [1, 3, S, S], RGB, 0 to 255; outputs
 * `embedding` and `probabilities`, `patterns` where the card says that it tells them, and `near`, `reach` and `shown` on a grid where it
 * says that it finds garments. Throws when the file is not the one that the card describes, when its labels are not the catalogue's
 * pieces, or when it does not answer as the card says.
 */
export async function onnxEncoder(folder: string): Promise<VisualEncoder> {
  const described = card.parse(describedFile.card(folder));
  const model = describedFile.bytes(join(folder, "encoder.onnx"), described.sha256);
  if (described.labels.join() !== pieces.join())
    throw new Error(
      `${described.name} tells apart ${described.labels.join(", ")}; the catalogue has ${pieces.join(", ")}`,
    );
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const size = described.inputSize;
  const encoder: VisualEncoder = {
    model: `${described.name}-${described.version}-${described.sha256.slice(0, 8)}`,
    inputSize: size,
    pad: described.pad,
    dimensions: described.dimensions,
    threshold: described.threshold,
    async see({ width, height, rgb }) {
      if (width !== size || height !== size) throw new RangeError(`the encoder reads ${size} × ${size} pixels`);
      const plane = size * size;
      const input = new Float32Array(3 * plane);
      for (let at = 0; at < plane; at++)
        for (let layer = 0; layer < 3; layer++) input[layer * plane + at] = rgb[3 * at + layer] ?? 0;
      const outputs = await session.run({ image: new Tensor("float32", input, [1, 3, size, size]) });
      const probabilities = floats("probabilities", outputs["probabilities"]?.data, pieces.length);
      return {
        embedding: floats("embedding", outputs["embedding"]?.data, described.dimensions),
        probabilities: Object.fromEntries(pieces.map((piece, at) => [piece, probabilities[at] ?? 0])) as Record<
          Piece,
          number
        >,
        pattern: described.tells && patternIn(outputs, described.tells),
        found: described.finds && foundIn(outputs, described.finds),
      };
    },
  };
  await encoder.see({ width: size, height: size, rgb: new Uint8Array(3 * size * size) }); // a model that cannot answer fails here
  return encoder;
}

/** The most probable pattern, when it is probable enough. */
function patternIn(
  outputs: InferenceSession.ReturnType,
  told: { readonly patterns: readonly Pattern[]; readonly sure: number },
): Pattern | undefined {
  const probabilities = floats("patterns", outputs["patterns"]?.data, told.patterns.length);
  const most = Math.max(...probabilities);
  return most >= told.sure ? told.patterns[probabilities.indexOf(most)] : undefined;
}

/** Where the garments are: the grid as `garmentsIn` reads it, and what of the picture they cover, in cells of half the size. */
function foundIn(outputs: InferenceSession.ReturnType, { side, sure }: { side: number; sure: number }): Sight["found"] {
  const grid = (name: string, length: number) => floats(name, outputs[name]?.data, length);
  const sighted = { side, near: grid("near", side * side), reach: grid("reach", 4 * side * side) };
  return {
    parts: garmentsIn(sighted, sure),
    shown: { side: 2 * side, cells: grid("shown", 4 * side * side) },
  };
}

function floats(output: string, data: unknown, dimensions: number): Float32Array {
  if (!(data instanceof Float32Array)) throw new Error(`the encoder's ${output} are not 32-bit floats`);
  if (data.length !== dimensions)
    throw new Error(`the encoder's card promises ${dimensions} dimensions of ${output}, its model has ${data.length}`);
  return data;
}
