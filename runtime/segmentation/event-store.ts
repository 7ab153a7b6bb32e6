import type { Mapping } from "./mapping";
import type { Merchandise } from "./merchandise";
import type { Query, Scalar, SqlEngine } from "./sql-engine";

export type { Scalar } from "./sql-engine";

/** What the kept rows of one file are like; profiles of several files add up. */
export interface Profile {
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** Rows by event type. */
  readonly types: Readonly<Record<string, number>>;
  /** Rows in which an optional column is empty, by column. */
  readonly missing: Readonly<Record<string, number>>;
  /** Rows by UTC day. */
  readonly days: Readonly<Record<string, number>>;
  /** Rows by price class: the power of ten, in quarters, at or below the price; `free` for 0. */
  readonly prices: Readonly<Record<string, number>>;
}

/** What became of one file. `read` = `kept` + the sum of `quarantined`. */
export interface Intake {
  readonly kind: "taken";
  readonly name: string;
  /** SHA-256 of the file's bytes: its identity and the beginning of every lineage. */
  readonly sha256: string;
  /** Rows after the header, empty ones included. */
  readonly read: number;
  readonly kept: number;
  /** Rows by the reason for which they were put aside. */
  readonly quarantined: Readonly<Record<string, number>>;
  readonly profile: Profile;
  /** True when this very file had been taken before, and nothing was done. */
  readonly known: boolean;
}

/** A file that was not taken at all, and what to do. */
export interface NotTaken {
  readonly kind: "refused";
  readonly name: string;
  readonly reason: string;
}

/**
 * Port: takes event files in, out of core, and answers questions about them. Tables: `visits` (one row for each user,
 * session and day of a file: counts and amounts), `tastes` (one row for each user, kind and value of a file), `dealings` (one for each
 * user of a file of whom prices or stock say something), `sampled_events`
 * (all events of a bounded sample of users), `quarantine` (file, line, reason, content). All merge by sums, minima and maxima.
 */
export interface EventStore extends SqlEngine {
  /**
   * Taking the same file twice is taking it once. A crash or a refusal leaves the file untaken. With merchandise, brands and categories
   * that the log lacks are the catalogue's, and what was bought below its list price or looked at when sold out is counted.
   */
  add(path: string, mapping: Mapping, merchandise?: Merchandise): Promise<Intake | NotTaken>;
  /** In the order of arrival. */
  files(): Promise<readonly Intake[]>;
  /** Keeps the rows of a query under a name for as long as the store is open, so that a long question is answered once. */
  keep(name: string, query: Omit<Query<never>, "parse">): Promise<void>;
  /** The rows of a query in batches of some thousand, so that memory stays bounded whatever their number. */
  stream<Row>(query: Query<Row>): AsyncIterable<readonly Row[]>;
  /** Writes the rows of a query to a file. */
  write(
    text: string,
    parameters: Readonly<Record<string, Scalar>>,
    path: string,
    format: "csv" | "parquet",
  ): Promise<void>;
  close(): Promise<void>;
}
