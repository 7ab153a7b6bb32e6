/** Who may do what: shoppers their own data, marketing the segments, the others their consoles. */
export const roles = ["shopper", "marketing", "dpo", "operator"] as const;
export type Role = (typeof roles)[number];

/** Whom a token speaks for. `user` is the issuer's name for them: features know a pseudonym instead. */
export interface Identity {
  readonly kind: "verified";
  readonly user: string;
  readonly roles: readonly Role[];
  /** When this person last proved who they are (`auth_time`, OpenID Connect Core 2); undefined when the issuer does not say. */
  readonly authenticatedAt: Date | undefined;
}

/** Why a token is not believed: its time is over, or anything else. */
export interface Unverified {
  readonly kind: "unverified";
  readonly reason: "expired" | "invalid";
}

/** Port: believes a token of the right issuer, audience and algorithm while its time lasts. */
export interface TokenVerifier {
  /** Throws only when the issuer's keys cannot be had; a bad token is an answer. */
  verify(token: string): Promise<Identity | Unverified>;
}

/** A token and when it ends. */
export interface Minted {
  readonly token: string;
  readonly expiresAt: Date;
}
