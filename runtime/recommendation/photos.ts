import { type Store, stores } from "../contract";
import type { ConsentGrant } from "../privacy/consent";
import { mostGarments } from "./garments";
import { type ImageCodec, type IntakeDeps, type Refused, cleanPhoto } from "./photo-intake";
import type { VectorIndex } from "./vector-index";
import type { SeenCopy } from "./seen-copy";
import { type PhotoView, viewOf } from "./sight";
import type { VisualEncoder } from "./visual-encoder";

/** One entry of the register: whose photograph it is, what was seen and until when it is kept. */
export interface PhotoRecord extends PhotoView {
  /** Pseudonym of the photos domain: the register cannot be joined with profiles. */
  readonly owner: string;
  readonly model: string;
  readonly takenAt: Date;
  readonly expiresAt: Date;
}

/** Port: the pictures themselves, under random names. */
export interface PhotoStore {
  put(photoId: string, jpeg: Uint8Array): Promise<void>;
  get(photoId: string): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is no fault. */
  delete(photoId: string): Promise<void>;
  /** Every picture and when it was stored. */
  list(): AsyncIterable<{ readonly photoId: string; readonly storedAt: Date }>;
}

/** Port: what is known of each picture. */
export interface PhotoRegister {
  add(record: PhotoRecord): Promise<void>;
  /** The owner's photographs, newest first; expired ones are not among them. */
  list(owner: string, now: Date): Promise<readonly PhotoRecord[]>;
  remove(photoId: string): Promise<void>;
  /** Everybody's, the expired ones too. */
  all(): AsyncIterable<PhotoRecord>;
}

export interface PhotoDeps extends IntakeDeps<SeenCopy> {
  readonly codec: ImageCodec;
  readonly encoder: VisualEncoder;
  readonly photos: PhotoStore;
  readonly register: PhotoRegister;
  /** Vectors of the garments in photographs; they share the photographs' life. */
  readonly vectors: VectorIndex;
  readonly now: () => Date;
  readonly randomId: () => string;
  /** The pseudonym of the photos domain for a subject. */
  readonly owner: (subject: string) => string;
}

export interface Kept extends PhotoView {
  readonly kind: "kept";
  readonly expiresAt: Date;
}

const kept: Store = "photos";
const day = 24 * 60 * 60 * 1000;

/**
 * Takes a photograph in for recommendations: cleaned, seen, then stored. Picture and vector are stored before the
 * register names them, so that a crash leaves nothing that answers, and share one life from then on.
 */
export async function addPhoto(
  bytes: Uint8Array,
  grant: ConsentGrant<"recommendation">,
  deps: PhotoDeps,
): Promise<Kept | Refused> {
  const intake = await cleanPhoto(bytes, grant, deps);
  if (intake.kind === "refused") return intake;
  const [main, ...others] = intake.photo.garments;
  const takenAt = deps.now();
  const view: PhotoView = { photoId: deps.randomId(), ...viewOf(main), others: others.map(viewOf) };
  const expiresAt = new Date(takenAt.getTime() + stores[kept].retentionDays * day);
  await deps.photos.put(view.photoId, intake.photo.jpeg);
  const vectors = [main, ...others].map(({ vector }) => vector);
  for (const [at, id] of vectorIds(view.photoId).entries()) if (vectors[at]) await deps.vectors.put(id, vectors[at]);
  await deps.register.add({ ...view, owner: deps.owner(grant.subject), model: deps.encoder.model, takenAt, expiresAt });
  return { kind: "kept", ...view, expiresAt };
}

/** The subject's own photographs, newest first. */
export async function ownPhotos(
  grant: ConsentGrant<"recommendation">,
  deps: PhotoDeps,
): Promise<readonly PhotoRecord[]> {
  return deps.register.list(deps.owner(grant.subject), deps.now());
}

/** Deletes one photograph of the subject, index first; false when the subject has no such photograph. */
export async function removePhoto(photoId: string, subject: string, deps: PhotoDeps): Promise<boolean> {
  const own = await deps.register.list(deps.owner(subject), deps.now());
  if (!own.some((record) => record.photoId === photoId)) return false;
  await removeVectors(photoId, deps);
  await deps.photos.delete(photoId);
  await deps.register.remove(photoId);
  return true;
}

/** The names under which the vectors of a photograph's garments lie, as many as there may be, the main garment's first. */
export const vectorIds = (photoId: string): readonly string[] => [
  photoId,
  ...Array.from({ length: mostGarments - 1 }, (_, at) => `${photoId}_${at + 1}`),
];

/** The photograph of a vector, by the vector's name. */
export const photoOf = (vectorId: string): string => vectorId.replace(/_\d$/, "");

/** Every vector of a photograph; those that it does not have are no fault. */
export async function removeVectors(photoId: string, { vectors }: Pick<PhotoDeps, "vectors">): Promise<void> {
  for (const id of vectorIds(photoId)) await vectors.delete(id);
}
