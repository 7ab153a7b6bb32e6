/** The little of PostgreSQL that the state adapters use; PGlite and a server both speak it. Values travel as parameters. */
export interface Sql {
  query(text: string, parameters?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Runs the work in one transaction: all of it or none. */
  transaction<T>(work: (sql: Pick<Sql, "query">) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * What may be said of a database fault: its SQLSTATE and the constraint, never the message, whose detail repeats row
 * values (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
export function withoutValues(fault: unknown): Error {
  const { code, constraint } = (typeof fault === "object" && fault !== null ? fault : {}) as {
    code?: unknown;
    constraint?: unknown;
  };
  if (typeof code !== "string") return fault instanceof Error ? fault : new Error("the database failed");
  return new Error(`database error ${code}${typeof constraint === "string" ? ` on ${constraint}` : ""}`);
}
