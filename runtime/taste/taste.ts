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

/** Port: what is known of one shopper's taste, under the pseudonym of the profile domain. */
export interface TasteBook {
  preferences(subject: string): Promise<Preferences>;
  prefer(subject: string, preferences: Preferences): Promise<void>;
  /** Newest first. */
  likes(subject: string): Promise<readonly Like[]>;
  /** Liking twice is liking once, at the newer time. */
  like(subject: string, like: Like): Promise<void>;
  unlike(subject: string, itemId: string): Promise<void>;
  /** Pseudonyms of the profiles that the subject follows. */
  follows(subject: string): Promise<readonly string[]>;
  follow(subject: string, profile: string): Promise<void>;
  unfollow(subject: string, profile: string): Promise<void>;
  /** How many shoppers like each item: the trend, and no one's in particular. */
  popularity(): Promise<ReadonlyMap<string, number>>;
  /** Other items liked by those who like these, with how many of them do. */
  alsoLiked(itemIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Removes everything about the subject; answers how many entries there were. */
  erase(subject: string): Promise<number>;
}
