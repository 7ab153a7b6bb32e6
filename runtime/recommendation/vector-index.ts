export interface Neighbour {
  readonly id: string;
  /** Cosine similarity, in [-1, 1]. */
  readonly similarity: number;
}

/** What may be answered: what a question lets through, or, where few are and they are known beforehand, those by name. */
export type Admission = ((id: string) => boolean) | ReadonlySet<string>;

/** Either way of saying it as a question. */
export const admitting = (admission: Admission): ((id: string) => boolean) =>
  typeof admission === "function" ? admission : (id) => admission.has(id);

/** Port: finds the vectors nearest to one. Vectors are L2-normalised and all of one length. */
export interface VectorIndex {
  /** Adds or replaces. Throws `RangeError` for a vector of another length. */
  put(id: string, vector: Float32Array): Promise<void>;
  /** The next answer no longer holds it; deleting what is not there is no fault. */
  delete(id: string): Promise<void>;
  get(id: string): Promise<Float32Array | undefined>;
  /** Every id that there is a vector of. */
  ids(): AsyncIterable<string>;
  /** At most `count`, nearest first, ties by id; only those that are admitted, when it is said which. */
  nearest(vector: Float32Array, count: number, admission?: Admission): Promise<readonly Neighbour[]>;
}
