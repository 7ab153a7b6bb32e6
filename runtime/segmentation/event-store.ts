import type { Mapping } from "./mapping";

export type Scalar = string | number | boolean | null;

/** One statement over the curated tables. Values travel as parameters, never inside the text. */
export interface Query<Row> {
  readonly text: string;
  readonly parameters?: Readonly<Record<string, Scalar>>;
  readonly parse: (row: unknown) => Row;
}

/** What became of one file. `read` = `kept` + the sum of `quarantined`. */
export interface Intake {
  readonly kind: "taken";
  readonly name: string;
  /** SHA-256 of the file's bytes: its identity and the beginning of every lineage. */
  readonly sha256: string;
  readonly read: number;
  readonly kept: number;
  /** Rows by the reason for which they were put aside. */
  readonly quarantined: Readonly<Record<string, number>>;
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
 * session and day: counts and amounts), `tastes` (one row for each user, kind and value), `sampled_events` (all events of
 * a bounded sample of users), `files`, `quarantine`. All are partial by file and merge by sums.
 */
export interface EventStore {
  /** Taking the same file twice is taking it once. A crash leaves the file untaken. */
  add(path: string, mapping: Mapping): Promise<Intake | NotTaken>;
  files(): Promise<readonly Intake[]>;
  run<Row>(query: Query<Row>): Promise<readonly Row[]>;
  /** Writes the rows of a query to a file. */
  write(text: string, path: string, format: "csv" | "parquet"): Promise<void>;
  close(): Promise<void>;
}
