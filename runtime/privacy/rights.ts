import { type Store, stores } from "../contract";
import { answersOf } from "./answers";
import { viewOf } from "../recommendation/sight";
import type { SegmentCatalogue } from "../segmentation/segment-catalogue";
import type { ErasureDeps } from "./erasure";

export interface ExportDeps extends ErasureDeps {
  readonly segments: SegmentCatalogue;
}

/**
 * What is held about the subject (Art. 15 GDPR): what they gave and did, which may be carried elsewhere (Art. 20), and the segment that
 * was inferred for the customer `customer`, which is the issuer's name of them.
 */
export async function exportOf(subject: string, customer: string, deps: ExportDeps) {
  const [consents, limits, { preferences, likes, deeds, follows }, photos, segment] = await Promise.all([
    answersOf(subject, deps),
    deps.limits.of(subject),
    deps.tastes.of(subject),
    deps.register.list(deps.owner(subject), deps.now()),
    inferred(customer, deps.segments),
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
    photos: photos.map(({ photoId, others, expiresAt, ...garment }, at) => ({
      photoId,
      ...viewOf(garment),
      others,
      expiresAt,
      jpeg: pictures[at],
    })),
    segment,
    stores: (Object.keys(stores) as Store[]).map((store) => ({
      store,
      holds: stores[store].holds,
      purposes: stores[store].purposes,
      legalBasis: stores[store].legalBasis,
      retentionDays: stores[store].retentionDays,
    })),
  };
}

async function inferred(customer: string, segments: ExportDeps["segments"]) {
  const [id, model] = await Promise.all([segments.ownSegment(customer), segments.current()]);
  const segment = model?.segments.find((each) => each.id === id);
  return (
    model && segment && { id: segment.id, name: segment.name, description: segment.description, model: model.version }
  );
}
