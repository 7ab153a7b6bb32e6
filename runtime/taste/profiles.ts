import { type ConsentLedger, requestGrant } from "../privacy/consent";
import type { Taste, TasteBook } from "./taste";

/** Port: the taste of those who agree to its use. */
export interface Profiles {
  /** Undefined, and nothing read, of a subject who does not agree to personalisation at this moment, or has limited it. */
  agreed(subject: string): Promise<Taste | undefined>;
}

/** The same from two stores, asked one after the other; `consents` within limits. */
export const profilesOf = (consents: ConsentLedger, tastes: Pick<TasteBook, "of">): Profiles => ({
  async agreed(subject) {
    const grant = await requestGrant(consents, subject, "personalisation");
    return grant && tastes.of(grant.subject);
  },
});
