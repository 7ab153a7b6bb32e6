import { z } from "zod";
import { stores } from "../contract";
import type { EventStore, Intake } from "./event-store";
import { type SegmentationModel, fitSegments, newestEvent } from "./fit";
import { enter } from "./gates";
import { ownColumns } from "./mapping";
import type { ModelRegistry } from "./model-registry";
import { failedTests } from "./quality";
import type { Loaded, Warehouse } from "./warehouse";

/** One event file that has landed; `mark` changes with its content. */
export interface Landed {
  readonly name: string;
  readonly mark: string;
}

/** What one run needs; the store, its files and the versions lie in a folder that is brought here and taken back. */
export interface NightlyDeps {
  /** Customers who are to be erased before anything else; each is told done when it is. */
  readonly leaving: () => Promise<readonly { readonly customer: string; readonly done: () => Promise<void> }[]>;
  readonly forget: (customer: string) => Promise<number>;
  /** Deletes what happened before a day, `YYYY-MM-DD`; answers how many rows. */
  readonly expire: (day: string) => Promise<number>;
  readonly landed: () => Promise<readonly Landed[]>;
  /** Marks of the files that earlier runs took in. */
  readonly known: ReadonlySet<string>;
  /** Brings a landed file to this machine for the time of the work. */
  readonly withFile: <T>(file: Landed, work: (path: string) => Promise<T>) => Promise<T>;
  readonly open: () => Promise<EventStore>;
  readonly registry: ModelRegistry;
  readonly warehouse: Warehouse;
  readonly now: () => Date;
  /** Puts the folder where the next run finds it: after the erasures, and again when what has landed was worth keeping. */
  readonly save: (taken: readonly Landed[]) => Promise<void>;
}

/** What one run did. */
export interface Nightly {
  readonly erased: number;
  /** Rows whose term was over. */
  readonly expired: number;
  readonly taken: readonly Pick<Intake, "name" | "read" | "kept">[];
  /** Files that cannot be taken in, with the reason; they stay where they landed. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  /**
   * Data tests that fail: nothing was learnt or kept, the segments are those of the day before, and the files are judged again at
   * every run until somebody takes them away.
   */
  readonly failedTests: readonly string[];
  /** Set when a version was fitted: its name, and why it waits if it does. */
  readonly fitted: { readonly version: string; readonly waits: readonly string[] } | undefined;
  readonly loaded: Loaded | undefined;
}

/** The first day, `YYYY-MM-DD`, of which events may still be kept. */
export const firstDayKept = (now: Date): string =>
  new Date(now.getTime() - stores.events.retentionDays * day).toISOString().slice(0, 10);

/** Days after which the events are learnt from anew: by then an erasure has left no trace in the model either. */
const refitAfterDays = 30;
const day = 24 * 60 * 60 * 1000;

/**
 * One run of segmentation as it is deployed: erase, delete what is due, take in what has landed, refit when it is time, assign everybody. It is what
 * the commands `forget`, `add`, `fit` and `assign --to` do, one after the other. Killed at any point, the next run begins
 * from the state before.
 */
export async function nightly(deps: NightlyDeps): Promise<Nightly> {
  const leaving = await deps.leaving();
  for (const { customer } of leaving) {
    await deps.forget(customer);
    await deps.warehouse.erase(customer);
  }
  const expired = await deps.expire(firstDayKept(deps.now()));
  if (leaving.length > 0 || expired > 0) await deps.save([]);
  for (const { done } of leaving) await done(); // not before what they were in is saved without them
  const store = await deps.open();
  const taken: Landed[] = [];
  const run = await learn(store, deps, taken).finally(() => store.close());
  if (run.failedTests.length === 0) await deps.save(taken);
  return { erased: leaving.length, expired, ...run };
}

async function learn(
  store: EventStore,
  deps: NightlyDeps,
  taken: Landed[],
): Promise<Omit<Nightly, "erased" | "expired">> {
  const intakes: Intake[] = [];
  const refused: { name: string; reason: string }[] = [];
  for (const file of await deps.landed()) {
    if (deps.known.has(file.mark)) continue;
    const intake = await deps.withFile(file, (path) => store.add(path, ownColumns));
    if (intake.kind === "refused") refused.push({ name: file.name, reason: intake.reason });
    else {
      intakes.push(intake);
      taken.push(file);
    }
  }
  const told = { taken: intakes.map(({ name, read, kept }) => ({ name, read, kept })), refused };
  const nothing = { ...told, failedTests: [], fitted: undefined, loaded: undefined };
  const failed = intakes.length > 0 ? failedTests(intakes, deps.now()) : [];
  if (failed.length > 0) return { ...nothing, failedTests: failed };
  const asOf = await newestEvent(store);
  if (asOf === undefined) return nothing;
  const fitted = await refit(store, deps);
  const registered = await deps.registry.current();
  if (!registered) return { ...nothing, fitted };
  const assignments = assigned(store, registered.model, asOf);
  return { ...nothing, fitted, loaded: await deps.warehouse.write({ registered, asOf, assignments }) };
}

async function refit(store: EventStore, { registry, now }: NightlyDeps): Promise<Nightly["fitted"]> {
  const standing = await registry.current();
  const newest = (await registry.versions())[0]?.registeredAt;
  if (standing && newest && now().getTime() - newest.getTime() < refitAfterDays * day) return undefined;
  const found = await fitSegments(store, { seed: "penderie", ...(standing && { previous: standing.model }) });
  if (found.kind === "not fitted") return { version: "none", waits: [found.reason] };
  return { version: found.model.version, waits: await enter(registry, found.model, now()) };
}

const row = z.object({ user_id: z.string(), segment: z.coerce.number() });

/** Everybody's segment id by a version, in batches. */
export const assigned = (store: EventStore, { sql, segments }: SegmentationModel, asOf: string) =>
  store.stream({
    text: sql,
    parameters: { as_of: asOf },
    parse: (value) => {
      const { user_id: userId, segment } = row.parse(value);
      return { userId, segment: segments[segment]?.id ?? "" };
    },
  });
