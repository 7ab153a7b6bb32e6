import { unlessUnavailable } from "../watch/unavailable";
import type { Pixels } from "./pixels";
import type { VisualEncoder } from "./visual-encoder";

/** Port: vectors of pictures, by a service. */
export interface PictureVectors {
  readonly model: string;
  readonly dimensions: number;
  vectorOf(jpeg: Uint8Array): Promise<Float32Array>;
}

export interface TwoSightsDeps {
  /** Tells the pieces, and sees what the service does not answer for. */
  readonly own: VisualEncoder;
  readonly service: PictureVectors;
  readonly jpegOf: (picture: Pixels) => Promise<Uint8Array>;
  readonly shrunk: (picture: Pixels, size: number) => Promise<Pixels>;
  /** Hears each time that the service did not answer. */
  readonly missed: () => void;
}

/** Pixels of a side that the service is sent; its model looks at fewer (Microsoft Learn, "Multimodal embeddings"). */
const side = 448;

/**
 * An encoder whose vector is our own and a service's, one behind the other. Where the service is missing its part is zero, and two vectors
 * are then alike as our own parts are: what was seen with it and without it lies in one index, and nothing has to be seen again.
 */
export const twoSights = ({ own, service, jpegOf, shrunk, missed }: TwoSightsDeps): VisualEncoder => ({
  model: `${own.model}-${service.model}`,
  inputSize: side,
  pad: own.pad,
  dimensions: own.dimensions + service.dimensions,
  threshold: own.threshold,
  async see(picture) {
    if (picture.width !== side || picture.height !== side) throw new RangeError(`it reads ${side} × ${side} pixels`);
    const theirs = unlessUnavailable(
      async () => unit(await service.vectorOf(await jpegOf(picture))),
      new Float32Array(service.dimensions),
      missed,
    );
    const { embedding, ...told } = await own.see(await shrunk(picture, own.inputSize));
    return { ...told, embedding: unit(Float32Array.from([...embedding, ...(await theirs)])) };
  },
});

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0) throw new RangeError("a vector has a length");
  return vector.map((value) => value / length);
}
