import type { Purpose } from "../contract";
import type { ConsentLedger } from "./consent";

/** What one may object to: processing that rests on interests, and profiling for marketing (Art. 21 GDPR). */
export const objectionable = ["segmentation", "marketing", "personalisation"] as const satisfies readonly Purpose[];
export type Objectionable = (typeof objectionable)[number];

/** What a subject has asked to be left undone. */
export interface Limits {
  /** Since when nothing may be used, only kept (Art. 18 GDPR); undefined when nothing is restricted. */
  readonly restrictedSince: Date | undefined;
  readonly objections: readonly Objectionable[];
  /** Said to be below the age at which a child consents alone where they live (Art. 8 GDPR). */
  readonly minor: boolean;
}

/** Port: restrictions and objections, by pseudonym of the profile domain. */
export interface LimitBook {
  of(subject: string): Promise<Limits>;
  /** Everybody who has limited anything. */
  all(): Promise<ReadonlyMap<string, Limits>>;
  /** Restricts from `since` on, or lifts the restriction. A restriction that is there already keeps its day. */
  restrict(subject: string, since: Date | undefined): Promise<void>;
  object(subject: string, purpose: Objectionable, objects: boolean): Promise<void>;
  stateAge(subject: string, minor: boolean): Promise<void>;
  /** Removes everything of the subject; answers how many entries there were. */
  erase(subject: string): Promise<number>;
}

/**
 * The ledger as processing may read it: a restriction outweighs every consent, an objection the consents that would go against
 * it, and a child's own consent is none. Grants are asked for at every use, so that both hold from the next request on.
 */
export const withinLimits = (ledger: ConsentLedger, limits: Pick<LimitBook, "of" | "all">): ConsentLedger => ({
  append: (entry) => ledger.append(entry),
  erase: (subject) => ledger.erase(subject),
  async latest(subject) {
    const [entries, limited] = await Promise.all([ledger.latest(subject), limits.of(subject)]);
    return entries.filter(({ purpose }) => allows(limited, purpose));
  },
  async consenting(purpose) {
    const [subjects, limited] = await Promise.all([ledger.consenting(purpose), limits.all()]);
    return new Set([...subjects].filter((subject) => allows(limited.get(subject) ?? unlimited, purpose)));
  },
});

export const unlimited: Limits = { restrictedSince: undefined, objections: [], minor: false };

function allows({ restrictedSince, objections, minor }: Limits, purpose: Purpose): boolean {
  if (restrictedSince || minor) return false;
  const barred: readonly Purpose[] = objections.includes("segmentation") ? [...objections, "marketing"] : objections;
  return !barred.includes(purpose); // marketing speaks to segments
}
