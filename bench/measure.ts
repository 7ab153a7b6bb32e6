/** One line of a benchmark's answer. */
export interface Figure {
  readonly what: string;
  readonly value: string;
}

/** A benchmark: a name to call it by, what it asks, and the work. */
export interface Bench {
  readonly name: string;
  readonly question: string;
  /** All at the end, or each as it is known. */
  readonly run: () => Promise<readonly Figure[]> | AsyncIterable<Figure>;
}

/** Milliseconds that each of `rounds` runs took, in order of size; the first three are not counted. */
export async function times(rounds: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const began = performance.now();
    await work();
    if (round >= 0) taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b);
}

/** The value below which this share of sorted times lies. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const milliseconds = (value: number): string => `${value.toFixed(value < 1 ? 2 : 1)} ms`;
export const megabytes = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`;
