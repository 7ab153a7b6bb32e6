import type { Field } from "./headings";
import type { Product } from "../product";
import type { Refusal } from "./rows";

/** A product as a file describes it, with what of it was not understood; or why a row is none. */
export type Parsed = Refusal | { readonly line: number; readonly product: Product; readonly notes: readonly string[] };

/** What is said where a file says nothing. */
export type Assumed = Partial<Readonly<Record<Field, string>>>;
