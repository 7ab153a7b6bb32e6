import { type Store, stores } from "../contract";
import { answersOf } from "./answers";
import type { ErasureDeps } from "./erasure";

/** What is held about the subject and may be carried elsewhere (Art. 15 and 20 GDPR): what they gave and did, readable. */
export async function exportOf(subject: string, deps: ErasureDeps) {
  const [consents, limits, { preferences, likes, deeds, follows }, photos] = await Promise.all([
    answersOf(subject, deps),
    deps.limits.of(subject),
    deps.tastes.of(subject),
    deps.register.list(deps.owner(subject), deps.now()),
  ]);
  const pictures = await Promise.all(photos.map(({ photoId }) => deps.photos.get(photoId)));
  return {
    subject,
    madeAt: deps.now(),
    consents,
    limits,
    preferences,
    likes,
    deeds,
    follows,
    photos: photos.map(({ photoId, piece, probability, colours, expiresAt }, at) => ({
      photoId,
      piece,
      probability,
      colours,
      expiresAt,
      jpeg: pictures[at],
    })),
    stores: (Object.keys(stores) as Store[]).map((store) => ({
      store,
      holds: stores[store].holds,
      purposes: stores[store].purposes,
      legalBasis: stores[store].legalBasis,
      retentionDays: stores[store].retentionDays,
    })),
  };
}
