/** Where the engines truly differ; everything else is written once, in their common SQL. */
export interface Dialect {
  readonly name: "duckdb" | "spark" | "postgres";
  /** The name of the 64-bit floating-point type. */
  readonly double: string;
  /** A named parameter; values never travel inside the text. */
  readonly parameter: (name: string) => string;
  /** Whole microseconds from one timestamp to another, as a 64-bit integer. */
  readonly microsecondsBetween: (from: string, to: string) => string;
  /** 1 for Monday to 7 for Sunday. */
  readonly isoWeekday: (timestamp: string) => string;
}

export const duckdb: Dialect = {
  name: "duckdb",
  double: "double",
  parameter: (name) => `$${name}`,
  microsecondsBetween: (from, to) => `(epoch_us(${to}) - epoch_us(${from}))`,
  isoWeekday: (timestamp) => `isodow(${timestamp})`,
};

export const spark: Dialect = {
  name: "spark",
  double: "double",
  parameter: (name) => `:${name}`,
  microsecondsBetween: (from, to) => `(unix_micros(${to}) - unix_micros(${from}))`,
  isoWeekday: (timestamp) => `(weekday(${timestamp}) + 1)`,
};

/** PostgreSQL 15. Parameters are psql's variables: `psql -v as_of=…`. */
export const postgres: Dialect = {
  name: "postgres",
  double: "double precision",
  parameter: (name) => `:'${name}'`,
  microsecondsBetween: (from, to) => `cast(extract(epoch from (${to} - ${from})) * 1000000 as bigint)`,
  isoWeekday: (timestamp) => `cast(extract(isodow from ${timestamp}) as integer)`,
};
