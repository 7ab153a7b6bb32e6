import { type Store, stores } from "../contract";
import type { TasteBook } from "../taste/taste";
import type { LimitBook } from "./limits";
import { type AnswerDeps, answersOf, everyPhoto, removeEveryPhoto } from "./answers";

export interface RightsDeps extends AnswerDeps {
  readonly tastes: TasteBook;
  readonly limits: LimitBook;
}

/** What is held about the subject and may be carried elsewhere (Art. 15 and 20 GDPR): what they gave and did, readable. */
export async function exportOf(subject: string, deps: RightsDeps) {
  const [consents, limits, preferences, likes, follows, photos] = await Promise.all([
    answersOf(subject, deps),
    deps.limits.of(subject),
    deps.tastes.preferences(subject),
    deps.tastes.likes(subject),
    deps.tastes.follows(subject),
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

/** What became of the subject's entries in one store. */
export interface StoreReceipt {
  readonly store: Store;
  /** `verified-absent`: read again after the deletion and not found. `not-linked`: keeps nothing under this subject. */
  readonly outcome: "verified-absent" | "remains" | "not-linked";
  readonly entries: number;
  /** The day until which backups and soft deletion may still hold a copy. */
  readonly recoverableUntil: Date;
}

export interface Receipt {
  readonly requestedAt: Date;
  readonly stores: readonly StoreReceipt[];
}

/** Whose entries, and the photographs that were theirs when the erasure began. */
interface Leaving {
  readonly subject: string;
  readonly photoIds: readonly string[];
}

interface Eraser {
  erase(leaving: Leaving, deps: RightsDeps): Promise<number>;
  /** Reads what `erase` should have deleted, by the ways in which requests read it. */
  remaining(leaving: Leaving, deps: RightsDeps): Promise<number>;
}

const notLinked = "not-linked";

/** One entry per store of the contract, in the order of erasure: a store that is forgotten here does not compile. */
const erasers: Readonly<Record<Store, Eraser | typeof notLinked>> = {
  vectors: {
    erase: async ({ photoIds }, { vectors }) => {
      for (const photoId of photoIds) await vectors.delete(photoId);
      return photoIds.length;
    },
    remaining: async ({ photoIds }, { vectors }) => present(photoIds.map((photoId) => vectors.get(photoId))),
  },
  photos: {
    erase: async ({ subject }, deps) => removeEveryPhoto(subject, deps),
    remaining: async ({ subject, photoIds }, deps) =>
      (await everyPhoto(subject, deps)).length + (await present(photoIds.map((photoId) => deps.photos.get(photoId)))),
  },
  events: notLinked, // under the customer ids of the shop's log, which this service cannot join with its subjects
  segments: notLinked,
  profiles: {
    erase: async ({ subject }, { tastes, limits, consents }) =>
      (await tastes.erase(subject)) + (await limits.erase(subject)) + (await consents.erase(subject)),
    remaining: async ({ subject }, { tastes, limits, consents }) =>
      (await limits.of(subject)).objections.length +
      ((await limits.of(subject)).restrictedSince ? 1 : 0) +
      (await tastes.likes(subject)).length +
      (await tastes.follows(subject)).length +
      Object.keys(await tastes.preferences(subject)).length +
      (await consents.latest(subject)).length,
  },
  registers: notLinked, // nothing is written there yet
  logs: notLinked, // by design
};

const present = async (answers: readonly Promise<unknown>[]) =>
  (await Promise.all(answers)).filter((answer) => answer !== undefined).length;

const day = 24 * 60 * 60 * 1000;

/** Deletes everything about the subject, what points first and identity last, then reads every store again (Art. 17 GDPR). */
export async function eraseSubject(subject: string, deps: RightsDeps): Promise<Receipt> {
  const requestedAt = deps.now();
  const leaving = { subject, photoIds: (await everyPhoto(subject, deps)).map(({ photoId }) => photoId) };
  const entries = new Map<Store, number>();
  for (const [store, eraser] of Object.entries(erasers) as [Store, Eraser | typeof notLinked][])
    if (eraser !== notLinked) entries.set(store, await eraser.erase(leaving, deps));
  const receipts = (Object.keys(erasers) as Store[]).map(async (store): Promise<StoreReceipt> => {
    const eraser = erasers[store];
    const recoverableUntil = new Date(requestedAt.getTime() + stores[store].recoverableDays * day);
    if (eraser === notLinked) return { store, outcome: notLinked, entries: 0, recoverableUntil };
    const outcome = (await eraser.remaining(leaving, deps)) === 0 ? "verified-absent" : "remains";
    return { store, outcome, entries: entries.get(store) ?? 0, recoverableUntil };
  });
  return { requestedAt, stores: await Promise.all(receipts) };
}
