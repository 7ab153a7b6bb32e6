import { type FaceFinder, veiledPixels } from "./faces";
import type { CleanCopy, Cleaned, ImageCodec } from "./photo-intake";
import { type Seen, type SightDeps, lookAt } from "./sight";

/** A copy, and what is seen in it: each garment, the largest first. */
export interface SeenCopy extends Cleaned {
  readonly garments: readonly [Seen, ...Seen[]];
}

/** Copies that are looked at where they are made, by the pixels that are written: what a face was is in neither. */
export const seenWhereMade =
  (faces: FaceFinder, deps: SightDeps & { readonly codec: ImageCodec }): CleanCopy<SeenCopy> =>
  async (bytes) => {
    const picture = await veiledPixels(bytes, deps.codec, faces);
    if (!picture) return undefined;
    const [copy, garments] = await Promise.all([deps.codec.written(picture), lookAt(picture, deps)]);
    return { ...copy, garments };
  };

/** Copies that are looked at once they have been made, by an encoder that is elsewhere. */
export const seenAfterwards =
  (clean: CleanCopy, deps: SightDeps): CleanCopy<SeenCopy> =>
  async (bytes) => {
    const copy = await clean(bytes);
    return copy && { ...copy, garments: await lookAt(copy.jpeg, deps) };
  };
