import { z } from "zod";
import { type Store, stores } from "../contract";
import { type PhotoDeps, removeVectors, vectorIds } from "../recommendation/photos";
import type { TasteBook } from "../taste/taste";
import { everyPhoto, removeEveryPhoto } from "./answers";
import type { ConsentLedger } from "./consent";
import { type Journals, appendTo, linesOf } from "./journals";
import type { LimitBook } from "./limits";
import type { SubjectBook } from "./subjects";

/** Port: events and segments, by the customer id of the shop's log: the name that the issuer gives a user. */
export interface CustomerRecords {
  /** `queued`: the next run of segmentation deletes, since it alone may write there. */
  readonly pace: "at-once" | "queued";
  /** Erases, or asks the next run to; answers how many entries are gone. */
  forget(customer: string): Promise<number>;
  /** What is left and not queued. */
  remaining(customer: string): Promise<number>;
}

export interface ErasureDeps extends PhotoDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  readonly limits: LimitBook;
  readonly subjects: SubjectBook;
  readonly customers: CustomerRecords;
  readonly registers: Journals;
  /** The pseudonym of the registers' domain for a subject: the ledger cannot be joined with profiles. */
  readonly reference: (subject: string) => string;
  /** What the subject is called under each version of the keys since theirs, oldest first. */
  readonly later: (subject: string) => readonly string[];
  /** What the subject is called by now, everything of theirs with it. */
  readonly renamed: (subject: string) => Promise<string>;
  /** Overwrites what the database keeps of deleted rows, where it does not do so by itself. */
  readonly scrub: () => Promise<void>;
  /** Waits until a store that shows its changes late has shown them; at once where all show them at once. */
  readonly settle: () => Promise<void>;
}

/**
 * What became of the subject's entries in one store. `verified-absent`: read again after the deletion and not found.
 * `queued`: the next run, on the day named, deletes it. `not-linked`: keeps nothing under this subject. `kept-as-proof`: the
 * ledger's own line, under a pseudonym that nothing else uses (Art. 17(3)(b) and (e) GDPR).
 */
const outcomes = ["verified-absent", "queued", "remains", "not-linked", "kept-as-proof"] as const;
const receipt = z.strictObject({
  requestedAt: z.coerce.date(),
  completedAt: z.coerce.date(),
  stores: z.array(
    z.strictObject({
      store: z.enum(Object.keys(stores) as [Store, ...Store[]]),
      outcome: z.enum(outcomes),
      entries: z.int(),
      /** Until when backups, soft deletion or the log's own term may still hold a copy. */
      recoverableUntil: z.coerce.date(),
    }),
  ),
});
export type Receipt = z.infer<typeof receipt>;
export type StoreOutcome = (typeof outcomes)[number];
export const storeOutcomes = outcomes;

/** An erasure that has begun; the ledger holds it before anything is deleted, and forgets the names when it is over. */
const begun = z.strictObject({
  subject: z.string(),
  customer: z.string().optional(),
  photoIds: z.array(z.string()),
  requestedAt: z.coerce.date(),
});
type Begun = z.infer<typeof begun>;

interface Erased {
  readonly entries: number;
  readonly outcome?: StoreOutcome;
}
interface Eraser {
  erase(leaving: Begun, deps: ErasureDeps): Promise<Erased>;
  /** Reads what `erase` should have deleted, by the ways in which requests read it. */
  remaining(leaving: Begun, deps: ErasureDeps): Promise<number>;
}

const nothing: Eraser["remaining"] = async () => 0;

/** One entry per store of the contract, in the order of erasure: a store that is forgotten here does not compile. */
const erasers: Readonly<Record<Store, Eraser>> = {
  vectors: {
    async erase({ photoIds }, { vectors }) {
      for (const photoId of photoIds) await removeVectors(photoId, { vectors });
      return { entries: photoIds.length };
    },
    remaining: async ({ photoIds }, { vectors }) => present(photoIds.flatMap(vectorIds).map((id) => vectors.get(id))),
  },
  segments: { erase: async ({ customer }, { customers }) => ofCustomer(customer, customers, 0), remaining: nothing },
  events: {
    erase: async ({ customer }, { customers }) =>
      ofCustomer(customer, customers, customer === undefined ? 0 : await customers.forget(customer)), // and their segment
    remaining: async ({ customer }, { customers }) => (customer === undefined ? 0 : customers.remaining(customer)),
  },
  photos: {
    async erase({ subject, photoIds }, deps) {
      await removeEveryPhoto(subject, deps); // the register's row last, so that a crash leaves what the next run finds
      return { entries: photoIds.length };
    },
    remaining: async ({ subject, photoIds }, deps) =>
      (await everyPhoto(subject, deps)).length + (await present(photoIds.map((photoId) => deps.photos.get(photoId)))),
  },
  profiles: {
    async erase({ subject }, { tastes, limits, consents, subjects }) {
      const gone = [await tastes.erase(subject), await limits.erase(subject), await consents.erase(subject)];
      return { entries: gone.reduce((sum, each) => sum + each, await subjects.erase(subject)) };
    },
    remaining: async ({ subject }, { tastes, limits, consents }) => {
      const { objections, restrictedSince, minor } = await limits.of(subject);
      const { preferences, likes, deeds, follows } = await tastes.of(subject);
      return (
        objections.length +
        (restrictedSince ? 1 : 0) +
        (minor ? 1 : 0) +
        likes.length +
        deeds.length +
        follows.length +
        Object.keys(preferences).length +
        (await consents.latest(subject)).length
      );
    },
  },
  registers: { erase: async () => ({ entries: 0, outcome: "kept-as-proof" }), remaining: nothing },
  logs: { erase: async () => ({ entries: 0, outcome: "not-linked" }), remaining: nothing }, // by design
};

const ofCustomer = (customer: string | undefined, { pace }: CustomerRecords, entries: number): Erased =>
  customer === undefined
    ? { entries, outcome: "not-linked" }
    : { entries, ...(pace === "queued" && { outcome: "queued" as const }) };

const present = async (answers: readonly Promise<unknown>[]) =>
  (await Promise.all(answers)).filter((answer) => answer !== undefined).length;

const day = 24 * 60 * 60 * 1000;
const name = (reference: string) => reference.replaceAll(":", "-");

/**
 * Deletes everything about the subject (Art. 17 GDPR): the ledger first, then what points, then what is pointed at, identity last;
 * then every store is read again. A crash anywhere leaves the ledger's line, and {@link resumeErasures} comes to the same end.
 * `customer` is the issuer's name of the user, where it is known: events are kept under it.
 */
export async function eraseSubject(subject: string, deps: ErasureDeps, customer?: string): Promise<Receipt> {
  const open = `erasures/open/${name(deps.reference(subject))}`;
  const photoIds = (await everyPhoto(subject, deps)).map(({ photoId }) => photoId);
  const leaving: Begun = { subject, ...(customer !== undefined && { customer }), photoIds, requestedAt: deps.now() };
  await appendTo(deps.registers, open, () => JSON.stringify(leaving));
  return carryOut(open, deps);
}

/** Finishes what a crash interrupted; answers how many erasures that were. */
export async function resumeErasures(deps: ErasureDeps): Promise<number> {
  const open = await deps.registers.list("erasures/open/");
  for (const each of open) await carryOut(each, deps);
  return open.length;
}

async function carryOut(open: string, deps: ErasureDeps): Promise<Receipt> {
  const lines = linesOf(await deps.registers.read(open)).map((line) => begun.parse(JSON.parse(line)));
  const [first] = lines;
  if (!first) return finished(open, deps.registers);
  const customer = lines.findLast((each) => each.customer !== undefined)?.customer;
  const subject = await deps.renamed(first.subject);
  const photoIds = [...new Set(lines.flatMap((each) => each.photoIds))];
  const leaving: Begun = { ...first, subject, customer, photoIds };
  const erased = new Map<Store, Erased>();
  for (const [store, eraser] of Object.entries(erasers) as [Store, Eraser][])
    erased.set(store, await eraser.erase(leaving, deps));
  await deps.scrub();
  const receipts = (Object.keys(erasers) as Store[]).map(async (store): Promise<Receipt["stores"][number]> => {
    const { entries, outcome = "verified-absent" } = erased.get(store) ?? { entries: 0 };
    const look = () => erasers[store].remaining(leaving, deps);
    const left = (await look()) > 0 ? await deps.settle().then(look) : 0; // what is seen a moment too long is not what remains
    const recoverableUntil = new Date(leaving.requestedAt.getTime() + stores[store].recoverableDays * day);
    return { store, outcome: left > 0 ? "remains" : outcome, entries, recoverableUntil };
  });
  const done: Receipt = {
    requestedAt: leaving.requestedAt,
    completedAt: deps.now(),
    stores: await Promise.all(receipts),
  };
  await appendTo(deps.registers, open.replace("/open/", "/done/"), () => JSON.stringify(done));
  await deps.registers.remove(open); // from here on the ledger knows a pseudonym of its own alone
  return done;
}

/** The receipt of an erasure that somebody else, a sweep, carried out meanwhile. */
async function finished(open: string, registers: Journals): Promise<Receipt> {
  const line = linesOf(await registers.read(open.replace("/open/", "/done/"))).at(-1);
  if (line === undefined) throw new Error("the ledger names no erasure here");
  return receipt.parse(JSON.parse(line));
}

/** The newest receipt of every erasure that is done, by the reference of its subject. */
export async function erasuresDone(registers: Journals): Promise<ReadonlyMap<string, Receipt>> {
  const found = new Map<string, Receipt>();
  for (const each of await registers.list("erasures/done/")) {
    const line = linesOf(await registers.read(each)).at(-1);
    if (line !== undefined) found.set(each.split("/")[2] ?? "", receipt.parse(JSON.parse(line)));
  }
  return found;
}

/**
 * Who is in the stores although they were erased, and did not come back since: the work of a restored backup, or of an erasure
 * that failed. Whoever reads need not be able to write.
 */
export async function resurrected(
  deps: Pick<ErasureDeps, "subjects" | "registers" | "reference" | "later">,
): Promise<readonly string[]> {
  const done = await erasuresDone(deps.registers);
  const back: string[] = [];
  for await (const { subject, lastSeen } of deps.subjects.everyone()) {
    const receipts = deps.later(subject).map((each) => done.get(name(deps.reference(each)))); // erased by a newer name, restored by this one
    if (receipts.some((receipt) => receipt && lastSeen <= receipt.completedAt)) back.push(subject);
  }
  return back;
}

/** Step one of every restore: erases again whom the ledger names. Answers how many. */
export async function replayErasures(deps: ErasureDeps): Promise<number> {
  const back = await resurrected(deps);
  for (const subject of back) await eraseSubject(subject, deps);
  return back.length;
}
