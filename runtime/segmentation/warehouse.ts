import type { Registered } from "./model-registry";

/** One customer's segment, by its id. */
export interface Assigned {
  readonly userId: string;
  readonly segment: string;
}

/** Everything that one run of the assignment puts into a warehouse. */
export interface WarehouseLoad {
  readonly registered: Registered;
  /** Time up to which days were counted; UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly asOf: string;
  /** Every eligible customer once, in batches. */
  readonly assignments: AsyncIterable<readonly Assigned[]>;
}

/** What a load did. */
export interface Loaded {
  readonly customers: number;
  /** Customers who came into another segment than they were in, or into one for the first time. */
  readonly moved: number;
  /** Customers who were in a segment and are in none now. */
  readonly left: number;
}

/**
 * Port: where BI reads. A load is whole or not there at all, and the same load twice is one load. Throws `OlderThanLoaded` for a
 * load of a time before that of the last one: history is only ever continued.
 */
export interface Warehouse {
  write(load: WarehouseLoad): Promise<Loaded>;
  /** Removes every row about one customer; answers how many there were. */
  erase(customer: string): Promise<number>;
  close(): Promise<void>;
}

export class OlderThanLoaded extends Error {}
