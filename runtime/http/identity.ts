import { createMiddleware } from "hono/factory";
import type { Role, TokenVerifier, Unverified } from "../privacy/identity";
import type { Pace } from "../watch/pace";
import type { SubjectBook } from "../privacy/subjects";
import { StepUp, TooMany, refusal } from "./problems";

export interface IdentityDeps {
  readonly tokens: TokenVerifier;
  readonly subjects: SubjectBook;
  readonly now: () => Date;
  readonly pace: Pace;
  /** The pseudonym of the profiles domain: what the features know a user by. */
  readonly subject: (user: string) => Promise<string>;
}

/** What a handler behind {@link requires} knows of its caller. */
export interface Caller {
  readonly Variables: {
    readonly requestId: string;
    /** The issuer's name of the user: for what is kept under it elsewhere, and never for a log. */
    readonly user: string;
    readonly subject: string;
    /** The role by which they are here. */
    readonly role: Role;
    readonly authenticatedAt: Date | undefined;
  };
}

/** Seconds for which a login counts as fresh. */
const freshFor = 600;

/**
 * Lets a request through when its caller logged in a moment ago: what takes everything away, or carries everything off, needs
 * more than a token that somebody found (RFC 9470; EDPB 01/2022 on the right of access, 3.3). Comes after {@link requires}.
 */
export const freshly = ({ now }: { readonly now: () => Date }) =>
  createMiddleware<Caller>(async (c, next) => {
    const at = c.get("authenticatedAt");
    if (!at || now().getTime() - at.getTime() > freshFor * 1000)
      throw new StepUp(freshFor, `log in again first: this needs a login of the last ${freshFor / 60} minutes`);
    await next();
  });

const remedies: Readonly<Record<Unverified["reason"], string>> = {
  expired: "the token has expired; get a new one from your issuer",
  invalid: "the token is not one of this service's issuer and audience; sign in again",
};

/** Lets a request through when its bearer token carries `role`. */
export const requires = (role: Role, { tokens, subject, subjects, now, pace }: IdentityDeps) =>
  createMiddleware<Caller>(async (c, next) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(c.req.header("authorization") ?? "")?.[1];
    c.header("cache-control", "no-store");
    c.header("vary", "authorization", { append: true });
    if (token === undefined) throw refusal(401, "send a token: `Authorization: Bearer …`");
    const identity = await tokens.verify(token);
    if (identity.kind === "unverified") throw refusal(401, remedies[identity.reason]);
    if (!identity.roles.includes(role))
      throw refusal(403, `this address is for the role ${role}, which the token lacks`);
    c.set("user", identity.user);
    c.set("role", role);
    c.set("subject", await subject(identity.user));
    c.set("authenticatedAt", identity.authenticatedAt);
    const seconds = await pace.wait(c.get("subject"));
    if (seconds !== undefined) throw new TooMany(seconds);
    if (role === "shopper") await subjects.seen(c.get("subject"), now());
    await next();
  });
