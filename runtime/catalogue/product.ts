import { z } from "zod";
import { colours, occasions, patterns, pieces, seasons, styles } from "./vocabulary";

/** Characters. */
export const longestSize = 16;

const variant = z.strictObject({
  sku: z.string().min(1).max(64, "longer than 64 characters"),
  size: z.string().min(1).max(longestSize),
  stock: z.int().min(0),
});

/** One catalogue item, as it is imported, kept and answered. Unknown fields are refused. */
export const product = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "1 to 64 letters, digits, - or _"),
  title: z.string().min(1).max(200),
  description: z.string().max(4000).default(""),
  brand: z.string().min(1).max(80, "longer than 80 characters"),
  piece: z.enum(pieces),
  style: z.enum(styles),
  pattern: z.enum(patterns).default("plain"),
  occasions: z.array(z.enum(occasions)).default([]),
  /** Most visible first. */
  colours: z.array(z.enum(colours)).min(1),
  /** EUR, tax included. */
  price: z.number().min(0).multipleOf(0.01),
  markets: z.array(z.string().regex(/^[A-Z]{2}$/, "an ISO 3166-1 code such as IT")).default(["IT"]),
  season: z.enum([...seasons, "all-year"]).default("all-year"),
  variants: z.array(variant).min(1),
  /** File names relative to the catalogue's image folder. */
  images: z.array(z.string().regex(/^[A-Za-z0-9_-]+\.(jpg|jpeg|png|webp)$/)).default([]),
});
export type Product = Readonly<z.infer<typeof product>>;
