import type { ConsentGrant } from "../privacy/consent";
import { type PhotoDeps, type PhotoRecord, ownPhotos, vectorIds } from "./photos";
import { type GarmentView, type Look, partOf, viewOf } from "./sight";

/** The garments of the subject's own photographs as the ranking needs them, in the order asked; undefined when one photograph is not theirs. */
export async function ownLooks(
  photoIds: readonly string[],
  grant: ConsentGrant<"recommendation">,
  deps: PhotoDeps,
): Promise<readonly Look[] | undefined> {
  const own = new Map((await ownPhotos(grant, deps)).map((photo) => [photo.photoId, photo]));
  const looks = await Promise.all(
    photoIds.map(async (photoId): Promise<readonly Look[] | undefined> => {
      const photo = own.get(photoId);
      return photo && garmentsOf(photo, deps);
    }),
  );
  return looks.every((look) => look !== undefined) ? looks.flat() : undefined;
}

/** Undefined when the picture is gone, and with it what could be seen of it. */
async function garmentsOf({ photoId, others, ...main }: PhotoRecord, deps: PhotoDeps) {
  const views = [main, ...others];
  const ids = vectorIds(photoId);
  const looks = await Promise.all(
    views.map(async (view, at): Promise<Look | undefined> => {
      const id = ids[at];
      const vector = id && ((await deps.vectors.get(id)) ?? (await seenAgain(photoId, id, view.part, deps)));
      return vector ? { photoId, ...viewOf(view), vector } : undefined;
    }),
  );
  return looks.every((look) => look !== undefined) ? looks : undefined;
}

/** The vector of a garment that another model had seen: vectors of two models are never compared. */
async function seenAgain(photoId: string, id: string, part: GarmentView["part"], deps: PhotoDeps) {
  const jpeg = await deps.photos.get(photoId);
  if (!jpeg) return undefined;
  const { vector } = await partOf(jpeg, part, deps);
  await deps.vectors.put(id, vector);
  return vector;
}
