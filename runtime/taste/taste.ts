import { z } from "zod";
import { colours, occasions, styles } from "../catalogue/vocabulary";

/** What a shopper says about themselves; every field may be missing, unknown fields are refused. */
export const preferences = z.strictObject({
  styles: z.array(z.enum(styles)).max(5).optional(),
  brands: z.array(z.string().min(1).max(80)).max(20).optional(),
  colours: z.array(z.enum(colours)).max(16).optional(),
  sizes: z.array(z.string().min(1).max(16)).max(10).optional(),
  /** EUR for one item. */
  budget: z.number().positive().max(100_000).optional(),
  occasion: z.enum(occasions).optional(),
});
export type Preferences = Readonly<z.infer<typeof preferences>>;

export interface Like {
  readonly itemId: string;
  readonly likedAt: Date;
}

/** What a shopper does with an item beside liking it. */
export const deeds = ["viewed", "carted", "bought"] as const;
export type DeedKind = (typeof deeds)[number];

export interface Deed {
  readonly itemId: string;
  readonly deed: DeedKind;
  readonly at: Date;
}

/** Days for which a deed is kept, at most: what was looked at a year ago tells nothing of today. */
export const deedDays = 365;

/** Everything that one shopper said and did. */
export interface Taste {
  readonly preferences: Preferences;
  /** Newest first. */
  readonly likes: readonly Like[];
  /** Newest first. */
  readonly deeds: readonly Deed[];
  /** Pseudonyms of the profiles that the shopper follows. */
  readonly follows: readonly string[];
}

/** Somebody dealt with an item. */
export interface Dealing {
  readonly subject: string;
  readonly itemId: string;
  readonly at: Date;
}

/** Port: what is known of one shopper's taste, under the pseudonym of the profile domain. */
export interface TasteBook {
  /** Nothing of a stranger. */
  of(subject: string): Promise<Taste>;
  /** Replaces what was stated before. */
  prefer(subject: string, preferences: Preferences): Promise<void>;
  /** Liking twice is liking once, at the newer time. */
  like(subject: string, like: Like): Promise<void>;
  unlike(subject: string, itemId: string): Promise<void>;
  /** The same again counts once, at its newest time. */
  did(subject: string, deed: Deed): Promise<void>;
  /** Forgets everybody's deeds that are older; answers how many there were. */
  forgetDeeds(before: Date): Promise<number>;
  /** Forgets every deed of the subject. */
  undo(subject: string): Promise<void>;
  follow(subject: string, profile: string): Promise<void>;
  unfollow(subject: string, profile: string): Promise<void>;
  /** The newest likes of these profiles, at most 1,000. */
  likesOf(profiles: readonly string[]): Promise<readonly Like[]>;
  /**
   * How much each item is liked, a like counting half for every 30 days before `at` and nothing after a year: the trend. Likes count of
   * those alone who agree to personalisation and have limited nothing; of very many the newest are enough.
   */
  trend(at: Date): Promise<ReadonlyMap<string, number>>;
  /** What each of these subjects liked or did, and when, in no order. */
  dealings(subjects: readonly string[]): Promise<readonly Dealing[]>;
  /** Removes everything about the subject; answers how many entries there were. */
  erase(subject: string): Promise<number>;
}
