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

/** Everything that one shopper said and did. */
export interface Taste {
  readonly preferences: Preferences;
  /** Newest first. */
  readonly likes: readonly Like[];
  /** Pseudonyms of the profiles that the shopper follows. */
  readonly follows: readonly string[];
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
  follow(subject: string, profile: string): Promise<void>;
  unfollow(subject: string, profile: string): Promise<void>;
  /** The newest likes of these profiles, at most 1,000. */
  likesOf(profiles: readonly string[]): Promise<readonly Like[]>;
  /** How much each item is liked, a like counting half for every 30 days before `at`: the trend, and no one's in particular. */
  trend(at: Date): Promise<ReadonlyMap<string, number>>;
  /** Every like of each of these subjects, in no order. */
  allLikes(subjects: readonly string[]): Promise<readonly (Like & { readonly subject: string })[]>;
  /** Removes everything about the subject; answers how many entries there were. */
  erase(subject: string): Promise<number>;
}
