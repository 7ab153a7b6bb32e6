import type { Purpose } from "../contract";
import type { ConsentLedger } from "../privacy/consent";
import type { TasteBook } from "../taste/taste";
import { customerId } from "./events";
import type { Passer, SampleShopper } from "./shoppers";

export interface MoveInDeps {
  readonly consents: ConsentLedger;
  readonly tastes: TasteBook;
  /** The pseudonym of the profile domain for a user. */
  readonly subject: (user: string) => Promise<string>;
  readonly now: () => Date;
}

/**
 * Gives the invented shoppers their tastes and consents, once. The first stays a stranger, so that a visitor can see both: what
 * somebody gets who is known, and what somebody gets who never answered. Of the log's first sixty customers every third has
 * agreed to marketing, so that there is somebody whom marketing may look up, and somebody whom it may not.
 */
export async function moveIn(
  shoppers: readonly SampleShopper[],
  passers: readonly Passer[],
  { consents, tastes, subject, now }: MoveInDeps,
): Promise<void> {
  const agree = (who: string, purpose: Purpose) =>
    consents.append({ subject: who, purpose, granted: true, notice: "demonstration", recordedAt: now() });
  for (const shopper of shoppers.slice(1)) {
    const who = await subject(shopper.id);
    if ((await tastes.of(who)).likes.length > 0) continue;
    await tastes.prefer(who, shopper.preferences);
    for (const itemId of shopper.likes) await tastes.like(who, { itemId, likedAt: now() });
    for (const other of shopper.follows) await tastes.follow(who, await subject(other));
    await agree(who, "personalisation");
  }
  for (const passer of passers) {
    const who = await subject(passer.id);
    if ((await tastes.of(who)).likes.length > 0) continue;
    for (const [at, itemId] of passer.likes.entries())
      await tastes.like(who, { itemId, likedAt: new Date(now().getTime() - (passer.likes.length - at) * day) });
    await agree(who, "personalisation");
  }
  for (let user = 0; user < 60; user += 3) {
    const who = await subject(customerId(user));
    if ((await consents.latest(who)).length > 0) continue;
    await agree(who, "marketing");
  }
}

const day = 86_400_000;
