import { z } from "zod";
import { colours, occasions, styles } from "../catalogue/vocabulary";
import type { Preferences } from "../taste/taste";
import type { Wishes } from "./words/words";

/** What a shopper asks for; every field may be missing, unknown fields are refused. */
export const question = z.strictObject({
  photoIds: z.array(z.string().min(1).max(100)).max(5).default([]),
  text: z.string().max(500).default(""),
  styles: z.array(z.enum(styles)).max(5).optional(),
  brands: z.array(z.string().min(1).max(80)).max(20).optional(),
  colours: z.array(z.enum(colours)).max(16).optional(),
  sizes: z.array(z.string().min(1).max(16)).max(10).optional(),
  budget: z.number().positive().max(100_000).optional(),
  least: z.number().positive().max(100_000).optional(),
  occasion: z.enum(occasions).optional(),
  market: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** False reads no profile at all (Art. 21 GDPR). */
  personalised: z.boolean().default(true),
  limit: z.int().min(1).max(50).default(12),
});
export type Question = Readonly<z.infer<typeof question>>;

/** What the answer must respect (`admitting`) and what it should prefer (`matching`). */
export interface Criteria {
  readonly budget?: number | undefined;
  readonly least?: number | undefined;
  readonly sizes: readonly string[];
  readonly market?: string | undefined;
  readonly pieces: readonly string[];
  readonly colours: readonly string[];
  readonly patterns: readonly string[];
  readonly styles: readonly string[];
  readonly brands: readonly string[];
  readonly occasions: readonly string[];
  readonly seasons: readonly string[];
  /** Rather of the cheaper third of its kind: no number was said, so nothing is left out for its price. */
  readonly cheap: boolean;
  readonly without: Wishes["without"];
}

/** The question outweighs its words, and both outweigh the profile. */
export function merge(asked: Question, said: Wishes, known: Preferences | undefined): Criteria {
  const first = <T>(...lists: readonly (readonly T[] | undefined)[]) =>
    lists.find((list) => list && list.length > 0) ?? [];
  return {
    budget: asked.budget ?? said.budget ?? known?.budget,
    least: asked.least ?? said.least,
    sizes: first(asked.sizes, said.sizes, known?.sizes),
    market: asked.market,
    pieces: said.pieces,
    colours: first<string>(asked.colours, said.colours, known?.colours),
    patterns: said.patterns,
    styles: first<string>(asked.styles, said.styles, known?.styles),
    brands: first(asked.brands, known?.brands),
    occasions: first<string>(asked.occasion && [asked.occasion], said.occasions, known?.occasion && [known.occasion]),
    seasons: said.seasons ?? [],
    cheap: said.cheap ?? false,
    without: said.without,
  };
}
