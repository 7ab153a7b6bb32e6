/** Port: how fast one subject may ask. */
export interface Pace {
  /** Seconds to wait; undefined when the request may pass. */
  wait(subject: string): Promise<number | undefined>;
}
