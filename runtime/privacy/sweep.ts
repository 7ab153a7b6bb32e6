import { stores } from "../contract";
import { photoOf, removeVectors } from "../recommendation/photos";
import { deedDays } from "../taste/taste";
import { dropAudit } from "./audit";
import { type KeyBook, renameEveryone } from "./keyring";
import { type ErasureDeps, eraseSubject, erasuresDone, replayErasures, resumeErasures } from "./erasure";

/** How many entries each step of a sweep removed. */
export interface Swept {
  readonly resumed: number;
  readonly replayed: number;
  /** Names of an older version of the pseudonym keys, under which something was kept. */
  readonly renamed: number;
  /** Photographs whose time was over. */
  readonly expiredPhotos: number;
  /** Pictures and vectors that no register names: what a crash between two stores leaves. */
  readonly orphans: number;
  /** Views, carts and purchases that are older than they may become. */
  readonly deeds: number;
  /** Subjects who had not been here for the profiles' whole term. */
  readonly dormant: number;
  /** Lines of the registers whose own term was over. */
  readonly registers: number;
}

/** What a sweep needs beside what an erasure does. */
export interface SweepDeps extends ErasureDeps {
  readonly keys: KeyBook;
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const before = (now: Date, days: number) => new Date(now.getTime() - days * day);

/**
 * Deletes what is due, each store by its own term (Art. 5(1)(e) GDPR). Dormant subjects go the way of an erasure: there is one
 * path for both. Safe to run twice, and to be killed at any point.
 */
export async function sweep(deps: SweepDeps): Promise<Swept> {
  const now = deps.now();
  const resumed = await resumeErasures(deps);
  const replayed = await replayErasures(deps);
  const renamed = await renameEveryone(deps); // after the replay, which knows restored people by the names they had
  const expiredPhotos = await removeExpired(deps, now);
  const orphans = await removeOrphans(deps, now);
  const deeds = await deps.tastes.forgetDeeds(before(now, deedDays));
  const dormant = await eraseDormant(deps, before(now, stores.profiles.retentionDays));
  const registers = await dropRegisters(deps, before(now, stores.registers.retentionDays));
  await deps.scrub();
  return { resumed, replayed, renamed, expiredPhotos, orphans, deeds, dormant, registers };
}

async function removeExpired({ register, vectors, photos }: ErasureDeps, now: Date): Promise<number> {
  let removed = 0;
  for await (const { photoId, expiresAt } of register.all()) {
    if (expiresAt > now) continue;
    await removeVectors(photoId, { vectors });
    await photos.delete(photoId);
    await register.remove(photoId);
    removed++;
  }
  return removed;
}

/** A picture is stored before its vector and its register row, so that what is young may still be on its way. */
async function removeOrphans({ register, vectors, photos }: ErasureDeps, now: Date): Promise<number> {
  const pointed: string[] = [];
  for await (const id of vectors.ids()) pointed.push(id);
  const stored = new Map<string, Date>();
  for await (const { photoId, storedAt } of photos.list()) stored.set(photoId, storedAt);
  const named = new Set<string>();
  for await (const { photoId } of register.all()) named.add(photoId);
  const vectorsAlone = pointed.filter((id) => !named.has(photoOf(id)) && !stored.has(photoOf(id)));
  const picturesAlone = [...stored].flatMap(([id, storedAt]) =>
    !named.has(id) && storedAt.getTime() < now.getTime() - hour ? [id] : [],
  );
  for (const id of vectorsAlone) await vectors.delete(id);
  for (const id of picturesAlone) {
    await removeVectors(id, { vectors });
    await photos.delete(id);
  }
  return vectorsAlone.length + picturesAlone.length;
}

async function eraseDormant(deps: ErasureDeps, limit: Date): Promise<number> {
  const due: string[] = [];
  for await (const { subject, lastSeen } of deps.subjects.everyone()) if (lastSeen < limit) due.push(subject);
  for (const subject of due) await eraseSubject(subject, deps);
  return due.length;
}

async function dropRegisters({ registers }: ErasureDeps, limit: Date): Promise<number> {
  let dropped = (await dropAudit(registers, limit)).length;
  for (const [reference, { completedAt }] of await erasuresDone(registers)) {
    if (completedAt >= limit) continue;
    await registers.remove(`erasures/done/${reference}`);
    dropped++;
  }
  return dropped;
}
