/** A service that an answer needs does not answer now. Features that can do without it say so; others let it pass. */
export class Unavailable extends Error {
  readonly dependency: string;
  /** After how many seconds asking again makes sense. */
  readonly retryAfterSeconds: number;

  constructor(dependency: string, retryAfterSeconds: number, cause?: unknown) {
    super(`${dependency} does not answer now`, { cause });
    this.dependency = dependency;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What `ask` answers; `instead` while the service that it needs does not answer, which `missed` hears of. */
export async function unlessUnavailable<T>(ask: () => Promise<T>, instead: T, missed: () => void): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    missed();
    return instead;
  }
}
