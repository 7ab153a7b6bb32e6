import type { CleanCopy, ImageCodec } from "./photo-intake";
import type { Pixels } from "./pixels";

/** A part of a picture, in its pixels; `right` and `bottom` lie outside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Port: where faces are, and nothing about whose (Art. 9 GDPR: no landmark, no vector of a face exists here). */
export interface FaceFinder {
  find(picture: Pixels): Promise<readonly Box[]>;
}

/** By how much of its size a face is widened on each side, for hair, ears and chin. */
const margin = 0.2;

/** Paints over faces, in place, with the colour of what is beside and above each: nothing of them is left, their skin's colour neither. */
export function veil({ width, height, rgb }: Pixels, faces: readonly Box[]): void {
  for (const face of faces) {
    const [wide, high] = [face.right - face.left, face.bottom - face.top];
    const left = Math.max(0, Math.floor(face.left - wide * margin));
    const right = Math.min(width, Math.ceil(face.right + wide * margin));
    const top = Math.max(0, Math.floor(face.top - high * margin));
    const bottom = Math.min(height, Math.ceil(face.bottom + high * margin));
    for (let layer = 0; layer < 3; layer++) {
      const at = (x: number, y: number) => 3 * (y * width + x) + layer;
      let sum = 0;
      for (let x = left; x < right; x++) sum += rgb[at(x, top)] ?? 0;
      for (let y = top; y < bottom; y++) sum += (rgb[at(left, y)] ?? 0) + (rgb[at(right - 1, y)] ?? 0);
      const around = sum / (right - left + 2 * (bottom - top));
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) rgb[at(x, y)] = around;
    }
  }
}

/** The pixels of a picture, those of faces veiled: what is neither written nor looked at before. */
export async function veiledPixels(
  bytes: Uint8Array,
  codec: ImageCodec,
  faces: FaceFinder,
): Promise<Pixels | undefined> {
  const picture = await codec.decoded(bytes);
  if (picture) veil(picture, await faces.find(picture));
  return picture;
}

/** Copies of pictures in which what is found of faces is veiled. */
export const veiled =
  (codec: ImageCodec, faces: FaceFinder): CleanCopy =>
  async (bytes) => {
    const picture = await veiledPixels(bytes, codec, faces);
    return picture && codec.written(picture);
  };
