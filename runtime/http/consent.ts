import { createMiddleware } from "hono/factory";
import type { Purpose } from "../contract";
import { type ConsentGrant, type ConsentLedger, requestGrant } from "../privacy/consent";
import type { Caller } from "./identity";
import { ConsentMissing } from "./problems";

/** What a handler behind {@link consenting} holds: the proof that features ask for. */
export interface Granted<P extends Purpose> {
  readonly Variables: Caller["Variables"] & { readonly grant: ConsentGrant<P> };
}

/** Lets a request through when its caller consented to `purpose`; asked before the body is read. */
export const consenting = <P extends Purpose>(purpose: P, { consents }: { readonly consents: ConsentLedger }) =>
  createMiddleware<Granted<P>>(async (c, next) => {
    const grant = await requestGrant(consents, c.get("subject"), purpose);
    if (!grant) throw new ConsentMissing(purpose);
    c.set("grant", grant);
    await next();
  });
