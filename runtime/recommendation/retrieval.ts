import { type Piece, pieces } from "../catalogue/vocabulary";

/** One picture with its true class, as the encoder saw it. */
export interface Judged {
  readonly label: Piece;
  readonly guessed: Piece;
  readonly embedding: Float32Array;
}

export interface VisionFigures {
  readonly pictures: number;
  /** Share of pictures whose piece was recognised, and a 95 % Wilson interval. */
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  readonly recall: Partial<Readonly<Record<Piece, number>>>;
  /** Same-class precision of the first and of the first ten answers, by cosine. */
  readonly p1: number;
  readonly p10: number;
}

/**
 * Figures of an encoder on labelled pictures. Retrieval asks `index`, or, without one, all other pictures (leave one out).
 * Interval: Wilson (1927), doi:10.1080/01621459.1927.10502953; it takes pictures as independent, which those of one
 * photographer are not.
 */
export function visionFigures(judged: readonly Judged[], index?: readonly Judged[]): VisionFigures {
  const right = judged.filter(({ label, guessed }) => label === guessed).length;
  const recall = Object.fromEntries(
    pieces.flatMap((piece) => {
      const own = judged.filter(({ label }) => label === piece);
      return own.length > 0 ? [[piece, own.filter(({ guessed }) => guessed === piece).length / own.length]] : [];
    }),
  );
  let [first, ten] = [0, 0];
  for (const asked of judged) {
    const near = (index ?? judged)
      .flatMap((other) =>
        other === asked ? [] : [{ label: other.label, similarity: dot(asked.embedding, other.embedding) }],
      )
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, 10);
    first += near[0]?.label === asked.label ? 1 : 0;
    ten += near.filter(({ label }) => label === asked.label).length / Math.max(1, near.length);
  }
  const n = judged.length;
  return { pictures: n, accuracy: right / n, interval: wilson(right, n), recall, p1: first / n, p10: ten / n };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** The 95 % interval of a share. */
export function wilson(right: number, n: number): readonly [number, number] {
  const z = 1.959964;
  const share = right / n;
  const centre = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  return [(centre - spread) / whole, (centre + spread) / whole];
}
