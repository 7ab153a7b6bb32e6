import type { Pattern, Piece } from "../catalogue/vocabulary";
import type { Part } from "./garments";
import type { Pixels } from "./pixels";

/** What an encoder sees in one picture. */
export interface Sight {
  /** L2-normalised. */
  readonly embedding: Float32Array;
  /** One probability per piece, summing to 1. */
  readonly probabilities: Readonly<Record<Piece, number>>;
  /** Told only where the encoder is sure of it. */
  readonly pattern: Pattern | undefined;
  /** Where garments are, in shares of the picture, surest first; undefined when the encoder does not look for them. */
  readonly found: { readonly parts: readonly Part[]; readonly shown: Shown } | undefined;
}

/** How probably each of `side × side` cells of a picture, row by row, shows a garment and not what is behind it. */
export interface Shown {
  readonly side: number;
  readonly cells: Float32Array;
}

/** Port: turns a picture into a vector and into the piece it shows. */
export interface VisualEncoder {
  /** Name and version; embeddings of different models are never compared. */
  readonly model: string;
  readonly inputSize: number;
  readonly pad: readonly [number, number, number];
  readonly dimensions: number;
  /** Below this probability the honest answer is that no garment was recognised. */
  readonly threshold: number;
  /** `picture` is `inputSize × inputSize`. */
  see(picture: Pixels): Promise<Sight>;
}

/** The most probable piece, or undefined when the encoder is not sure enough that there is one. */
export function recognised(
  { probabilities }: Sight,
  threshold: number,
): { readonly piece: Piece; readonly probability: number } | undefined {
  const [best] = (Object.entries(probabilities) as [Piece, number][]).sort(([, a], [, b]) => b - a);
  return best && best[1] >= threshold ? { piece: best[0], probability: best[1] } : undefined;
}
