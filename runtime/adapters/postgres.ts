import { Pool, type PoolClient, type PoolConfig } from "pg";
import { type Sql, withoutValues } from "./sql";

/** A PostgreSQL server behind a pool. Statements are given up after ten seconds, connections after five. */
export function postgres(config: PoolConfig): Sql {
  const pool = new Pool({
    max: 10,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 3000, // tokens live for an hour; a connection outlives none of them
    statement_timeout: 10_000,
    query_timeout: 12_000,
    application_name: "penderie",
    options: plannedOnce,
    ...config,
  });
  pool.on("error", () => undefined); // an idle connection broke: the pool has forgotten it, the next query opens another
  const run = async (client: Pick<PoolClient, "query">, text: string, parameters: readonly unknown[] = []) => {
    try {
      const values = parameters.map(bound);
      return (await client.query<Readonly<Record<string, unknown>>>({ ...prepared(text, values), text, values })).rows;
    } catch (fault) {
      throw withoutValues(fault);
    }
  };
  return {
    query: (text, parameters) => run(pool, text, parameters),
    async transaction(work) {
      const client = await pool.connect().catch((fault: unknown) => {
        throw withoutValues(fault);
      });
      let broken = false;
      try {
        await run(client, "begin");
        const result = await work({ query: (text, parameters) => run(client, text, parameters) });
        await run(client, "commit");
        return result;
      } catch (fault) {
        await run(client, "rollback").catch(() => {
          broken = true; // its state is not known: it must not go back to the pool
        });
        throw fault;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/**
 * A statement about a list of names is planned anew for each list otherwise, which takes longer than the answer: the planner takes what it
 * knows of a list for a better plan (https://www.postgresql.org/docs/current/runtime-config-query.html#GUC-PLAN-CACHE-MODE).
 */
const plannedOnce = "-c plan_cache_mode=force_generic_plan";

/** Statements that a connection keeps in the form that the server made of them, at most; those with values in their text would fill it up. */
const mostPrepared = 100;
const names = new Map<string, string>();

/** A name under which the server remembers a statement with parameters, so that it is read and planned once a connection. */
function prepared(text: string, values: readonly unknown[]): { readonly name?: string } {
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (values.length === 0 || names.size >= mostPrepared) return {};
  const name = `s${names.size}`;
  names.set(text, name);
  return { name };
}

/** The driver writes arrays of bytes as PostgreSQL arrays; only a Buffer is bytes to it. */
const bound = (value: unknown): unknown =>
  value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
