import type { Store } from "../contract";
import { photoOf, vectorIds } from "../recommendation/photos";
import { type ErasureDeps, eraseSubject } from "./erasure";

/** Whom nobody is: the same name every night, so that its receipts are one line of the ledger after another. */
const user = "penderie-canary";

export interface CanaryDeps extends ErasureDeps {
  readonly subject: (user: string) => Promise<string>;
}

/**
 * Plants an invented person in every store that the erasure reaches at once, erases them as anybody is erased, and looks for them
 * by every list that a store has, the receipt aside. Answers the stores in which something is left: none, or erasure does not work.
 */
export async function canary(deps: CanaryDeps): Promise<readonly Store[]> {
  const subject = await deps.subject(user);
  const photoId = await plant(subject, deps);
  const receipt = await eraseSubject(subject, deps);
  const told = receipt.stores.flatMap(({ store, outcome }) => (outcome === "remains" ? [store] : []));
  let listed = await listing(subject, photoId, deps);
  if (listed.length > 0) {
    await deps.settle();
    listed = await listing(subject, photoId, deps);
  }
  return [...new Set([...told, ...listed])];
}

/** The stores whose lists name the person or their photograph. */
async function listing(
  subject: string,
  photoId: string,
  { subjects, register, photos, vectors }: CanaryDeps,
): Promise<readonly Store[]> {
  const found: Store[] = [];
  for await (const known of subjects.everyone()) if (known.subject === subject) found.push("profiles");
  for await (const record of register.all()) if (record.photoId === photoId) found.push("profiles");
  for await (const stored of photos.list()) if (stored.photoId === photoId) found.push("photos");
  for await (const id of vectors.ids()) if (photoOf(id) === photoId) found.push("vectors");
  return found;
}

async function plant(subject: string, deps: CanaryDeps): Promise<string> {
  const { consents, limits, tastes, subjects, photos, vectors, register, encoder, now } = deps;
  const photoId = deps.randomId();
  const at = now();
  await consents.append({ subject, purpose: "recommendation", granted: true, notice: "canary", recordedAt: at });
  await limits.restrict(subject, at);
  await limits.object(subject, "segmentation", true);
  await tastes.prefer(subject, { brands: ["canary"] });
  await tastes.like(subject, { itemId: "canary", likedAt: at });
  await tastes.did(subject, { itemId: "canary", deed: "viewed", at });
  await tastes.follow(subject, subject);
  await subjects.seen(subject, at);
  await photos.put(photoId, new TextEncoder().encode("canary"));
  const vector = Float32Array.from({ length: encoder.dimensions }, () => 1 / Math.sqrt(encoder.dimensions));
  for (const id of vectorIds(photoId)) await vectors.put(id, vector);
  await register.add({
    photoId,
    owner: deps.owner(subject),
    piece: undefined,
    probability: 0,
    colours: [],
    pattern: undefined,
    part: undefined,
    others: [],
    model: encoder.model,
    takenAt: at,
    expiresAt: new Date(at.getTime() + 60_000),
  });
  return photoId;
}
