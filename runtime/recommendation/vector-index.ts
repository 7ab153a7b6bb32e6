export interface Neighbour {
  readonly id: string;
  /** Cosine similarity, in [-1, 1]. */
  readonly similarity: number;
}

/** Port: finds the vectors nearest to one. Vectors are L2-normalised and all of one length. */
export interface VectorIndex {
  /** Adds or replaces. Throws `RangeError` for a vector of another length. */
  put(id: string, vector: Float32Array): Promise<void>;
  /** The next answer no longer holds it; deleting what is not there is no fault. */
  delete(id: string): Promise<void>;
  get(id: string): Promise<Float32Array | undefined>;
  /** Every id that there is a vector of. */
  ids(): AsyncIterable<string>;
  /** At most `count`, nearest first, ties by id; only those that `admits` lets through, when it is given. */
  nearest(vector: Float32Array, count: number, admits?: (id: string) => boolean): Promise<readonly Neighbour[]>;
}
