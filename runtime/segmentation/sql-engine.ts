import type { Dialect } from "./dialect";

export type Scalar = string | number | boolean | null;

/** One statement. Values travel as named parameters, never inside the text; one that the text does not name is not sent. */
export interface Query<Row> {
  readonly text: string;
  readonly parameters?: Readonly<Record<string, Scalar>>;
  /** Given 64-bit integers and decimals as text with every digit, timestamps as text in UTC. */
  readonly parse: (row: unknown) => Row;
}

/** Port: an engine that answers queries in the common SQL of its dialect. */
export interface SqlEngine {
  readonly dialect: Dialect;
  run<Row>(query: Query<Row>): Promise<readonly Row[]>;
}
