import type { ConsentGrant } from "../privacy/consent";
import { type PhotoDeps, ownPhotos } from "./photos";
import type { Look } from "./sight";

/** The subject's own photographs as the ranking needs them, in the order asked; undefined when one is not theirs. */
export async function ownLooks(
  photoIds: readonly string[],
  grant: ConsentGrant<"recommendation">,
  deps: PhotoDeps,
): Promise<readonly Look[] | undefined> {
  const own = new Map((await ownPhotos(grant, deps)).map((photo) => [photo.photoId, photo]));
  const looks = await Promise.all(
    photoIds.map(async (photoId): Promise<Look | undefined> => {
      const photo = own.get(photoId);
      const vector = photo && ((await deps.vectors.get(photoId)) ?? (await seenAgain(photoId, deps)));
      return photo && vector && { ...view(photo), vector };
    }),
  );
  return looks.every((look) => look !== undefined) ? looks : undefined;
}

/** The vector of a photograph that another model had seen: vectors of two models are never compared. */
async function seenAgain(photoId: string, { photos, codec, encoder, vectors }: PhotoDeps) {
  const jpeg = await photos.get(photoId);
  if (!jpeg) return undefined;
  const { embedding } = await encoder.see(await codec.square(jpeg, encoder.inputSize, encoder.pad));
  await vectors.put(photoId, embedding);
  return embedding;
}

const view = ({ photoId, piece, probability, colours }: Look | Omit<Look, "vector">) => ({
  photoId,
  piece,
  probability,
  colours,
});
