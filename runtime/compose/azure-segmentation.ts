import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobFolder } from "../adapters/azure/blob-folder";
import type { Access } from "../adapters/azure/client";
import { expireEvents, forgetCustomer } from "../adapters/embedded/duckdb-erasure";
import { beside, duckdbEvents, inUse, spillOf } from "../adapters/embedded/duckdb-events";
import { folderRegistry } from "../adapters/embedded/folder-registry";
import type { Sql } from "../adapters/sql";
import { sqlWarehouse } from "../adapters/sql-warehouse";
import { containers } from "../contract";
import type { CustomerRecords } from "../privacy/erasure";
import { type Journals, appendTo, linesOf } from "../privacy/journals";
import { type Nightly, type NightlyDeps, nightly } from "../segmentation/nightly";

export interface SegmentationParts {
  readonly eventsUrl: string;
  readonly registers: Journals;
  readonly sql: Sql;
  /** What the list of erased customers is hashed with. */
  readonly key: Uint8Array;
  readonly now: () => Date;
}

/** One run of segmentation, in a folder that is brought here and taken back. */
export async function segmentation(
  { eventsUrl, registers, sql, key, now }: SegmentationParts,
  cloud: Access,
): Promise<Nightly> {
  const folder = await mkdtemp(join(tmpdir(), "segmentation-"));
  const at = (...names: readonly string[]) => join(folder, ...names);
  const [landed, kept, versions] = containers.events.map((name) => blobFolder(`${eventsUrl}/${name}`, cloud));
  if (!landed || !kept || !versions) throw new Error("three containers for events are needed");
  const store = { folder: at("features"), salt: Buffer.from(key).toString("hex") };
  const marks = at("features", "taken"); // after the store in the order of names, and so never ahead of it
  const deps: NightlyDeps = {
    leaving: () => leaving(registers),
    forget: (customer) => forgetCustomer(store, customer),
    expire: (day) => expireEvents(store, day),
    landed: landed.list,
    known: new Set(),
    withFile: (file, work) => landed.withFile(file, at("landed"), work),
    open: () => duckdbEvents(store),
    registry: folderRegistry(at("models")),
    warehouse: sqlWarehouse({ ...sql, close: async () => undefined }),
    now,
    async save(taken) {
      for (const name of [inUse, beside]) await rm(spillOf(at("features"), name), { recursive: true, force: true });
      await appendFile(marks, taken.map(({ mark }) => `${mark}\n`).join(""));
      await versions.keep(at("models"));
      await kept.keep(at("features"));
    },
  };
  try {
    await versions.bring(at("models"));
    await kept.bring(at("features"));
    const known = existsSync(marks) ? linesOf(await readFile(marks, "utf8")) : [];
    return await nightly({ ...deps, known: new Set(known) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Events and segments are another identity's: what is to be erased there waits for its next run. */
export const queued = (registers: Journals, reference: (subject: string) => string): CustomerRecords => ({
  pace: "queued",
  async forget(customer) {
    await appendTo(registers, `forget/${reference(customer).replaceAll(":", "-")}`, (lines) =>
      lines.length === 0 ? JSON.stringify({ customer }) : undefined,
    );
    return 0;
  },
  remaining: async () => 0,
});

async function leaving(registers: Journals) {
  const names = await registers.list("forget/");
  return Promise.all(
    names.map(async (name) => {
      const [line = "{}"] = linesOf(await registers.read(name));
      const { customer = "" } = JSON.parse(line) as { readonly customer?: string };
      return { customer, done: () => registers.remove(name) };
    }),
  );
}
