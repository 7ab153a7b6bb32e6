import { type Piece, pieces } from "../catalogue/vocabulary";
import { type Interval, aroundMean, mean, wilson } from "./intervals";

/** One picture with its true piece, as the encoder saw it. */
export interface Judged {
  readonly label: Piece;
  /** Undefined when the encoder named none. */
  readonly guessed: Piece | undefined;
  readonly embedding: Float32Array;
}

export interface VisionFigures {
  readonly pictures: number;
  /** Share of pictures whose piece was recognised. */
  readonly accuracy: number;
  readonly interval: Interval;
  /** Share recognised, and number of pictures, of each piece that is there. */
  readonly recall: Partial<Readonly<Record<Piece, number>>>;
  readonly counts: Partial<Readonly<Record<Piece, number>>>;
  /** Same-class precision of the first and of the first ten answers, by cosine. */
  readonly p1: number;
  readonly p1Interval: Interval;
  readonly p10: number;
  readonly p10Interval: Interval;
}

/**
 * Figures of an encoder on labelled pictures. Retrieval asks `index`, or, without one, all other pictures (leave one out).
 * Intervals take pictures as independent, which those of one photographer are not.
 * Throws `RangeError` without a picture that asks.
 */
export function visionFigures(judged: readonly Judged[], index?: readonly Judged[]): VisionFigures {
  if (judged.length === 0) throw new RangeError("no picture asks");
  const own = pieces
    .map((piece) => ({ piece, seen: judged.filter(({ label }) => label === piece) }))
    .filter(({ seen }) => seen.length > 0);
  const right = judged.filter(isRight).length;
  const same = judged.map((asked) => nearestLabels(asked, index ?? judged).map((label) => label === asked.label));
  const first = same.filter(([nearest]) => nearest === true).length;
  const precisions = same.map((answers) => answers.filter(Boolean).length / Math.max(1, answers.length));
  const n = judged.length;
  return {
    pictures: n,
    accuracy: right / n,
    interval: wilson(right, n),
    recall: Object.fromEntries(own.map(({ piece, seen }) => [piece, seen.filter(isRight).length / seen.length])),
    counts: Object.fromEntries(own.map(({ piece, seen }) => [piece, seen.length])),
    p1: first / n,
    p1Interval: wilson(first, n),
    p10: mean(precisions),
    p10Interval: aroundMean(precisions),
  };
}

const isRight = ({ label, guessed }: Judged) => label === guessed;

/** The labels of the ten pictures nearest to one, nearest first; the picture itself is none of them. */
function nearestLabels(asked: Judged, among: readonly Judged[]): readonly Piece[] {
  const near: { readonly label: Piece; readonly similarity: number }[] = [];
  for (const other of among) {
    if (other === asked) continue;
    const similarity = dot(asked.embedding, other.embedding);
    if (near.length === 10 && similarity <= (near[9]?.similarity ?? 0)) continue;
    const place = near.findIndex((each) => each.similarity < similarity);
    near.splice(place < 0 ? near.length : place, 0, { label: other.label, similarity });
    near.length = Math.min(10, near.length);
  }
  return near.map(({ label }) => label);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
