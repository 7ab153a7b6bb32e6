import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migrate } from "../schema";
import { type Sql, withoutValues } from "../sql";
import { isSystemError } from "../system-error";

/**
 * PostgreSQL in this process, with its files under `folder`, or in memory when that is left out. Only one process may have
 * the files open: a second one is told which process it is and what to do.
 */
export async function pglite(folder?: string): Promise<Sql & { readonly scrub: () => Promise<void> }> {
  const unlock = folder === undefined ? () => undefined : lock(folder);
  const database = folder === undefined ? new PGlite() : new PGlite(join(folder, "postgres"));
  await database.waitReady;
  type Client = Pick<PGlite, "query">;
  const run = async (client: Client, text: string, parameters: readonly unknown[] = []) => {
    try {
      return (await client.query<Readonly<Record<string, unknown>>>(text, [...parameters])).rows;
    } catch (fault) {
      throw withoutValues(fault);
    }
  };
  const sql = {
    query: (text: string, parameters?: readonly unknown[]) => run(database, text, parameters),
    transaction: <T>(work: (within: Pick<Sql, "query">) => Promise<T>): Promise<T> =>
      database.transaction((client) => work({ query: (text, parameters) => run(client, text, parameters) })),
    /**
     * Leaves no byte of what was deleted: tables are written anew, statistics with them, and the write-ahead log is cut off and its old
     * segments removed and not reused (https://www.postgresql.org/docs/current/runtime-config-wal.html, wal_recycle).
     */
    async scrub() {
      for (const statement of [
        "analyze",
        "vacuum full",
        "set wal_recycle = off",
        "select pg_switch_wal()",
        "checkpoint",
      ])
        await run(database, statement);
    },
    async close() {
      await database.close();
      unlock();
    },
  };
  await migrate(sql);
  return sql;
}

/** Another process has the folder open; a value of this class lets a command say so without a stack. */
export class StateInUse extends Error {}

/** Takes the folder for this process; a lock whose process is gone is taken over. */
function lock(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "in-use");
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if (!isSystemError(error, "EEXIST")) throw error;
      const owner = Number(readFileSync(file, "utf8"));
      if (owner !== process.pid && isAlive(owner))
        throw new StateInUse(
          `${folder} is in use by process ${owner}; stop it, or give this command a folder of its own with --data`,
          { cause: error },
        );
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, "EPERM");
  }
}
