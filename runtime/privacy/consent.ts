import type { Purpose } from "../contract";

/** One answer of one subject about one purpose. The ledger is append-only; the newest entry wins. */
export interface ConsentEntry {
  /** Pseudonym of the profile domain. */
  readonly subject: string;
  readonly purpose: Purpose;
  readonly granted: boolean;
  /** Version of the notice that the subject was shown. */
  readonly notice: string;
  readonly recordedAt: Date;
}

/** Port: where consent is kept. */
export interface ConsentLedger {
  append(entry: ConsentEntry): Promise<void>;
  /** The newest entry for each purpose that the subject ever answered; those recorded at one time keep their order of arrival. */
  latest(subject: string): Promise<readonly ConsentEntry[]>;
  /** Every subject whose newest entry about the purpose grants it. */
  consenting(purpose: Purpose): Promise<ReadonlySet<string>>;
  /** Removes every entry of the subject; answers how many there were. */
  erase(subject: string): Promise<number>;
}

const proof: unique symbol = Symbol("consent");

/** Proof that a subject consented to a purpose. Only {@link requestGrant} can make one; a look-alike does not compile. */
export interface ConsentGrant<P extends Purpose> {
  readonly [proof]: true;
  readonly subject: string;
  readonly purpose: P;
  readonly recordedAt: Date;
}

/**
 * The grant for a purpose, or undefined when the subject never answered, refused or withdrew: silence is refusal
 * (Art. 7 GDPR). A grant is asked for anew at every use, so that a withdrawal holds from the next request on.
 */
export async function requestGrant<P extends Purpose>(
  ledger: ConsentLedger,
  subject: string,
  purpose: P,
): Promise<ConsentGrant<P> | undefined> {
  const entry = (await ledger.latest(subject)).find((each) => each.purpose === purpose);
  return entry?.granted === true ? { [proof]: true, subject, purpose, recordedAt: entry.recordedAt } : undefined;
}

/** Holds at run time what the type says: throws when code without types hands in a look-alike or another purpose. */
export function assertGrant<P extends Purpose>(grant: ConsentGrant<P>, purpose: P): void {
  if (!(proof in grant) || grant.purpose !== purpose) throw new Error(`no consent for ${purpose}`);
}
