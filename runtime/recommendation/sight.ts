import type { Pattern, Piece } from "../catalogue/vocabulary";
import { type Area, areasOf } from "./areas";
import { type ColourShare, nameColours } from "./colours";
import { type Part, area, widened } from "./garments";
import type { ImageCodec } from "./photo-intake";
import type { Pixels } from "./pixels";
import { type Sight, type VisualEncoder, recognised } from "./visual-encoder";

/** One garment of a photograph, as it may be told. */
export interface GarmentView {
  /** Undefined when no garment was recognised. */
  readonly piece: Piece | undefined;
  /** Of the recognised piece, in [0, 1]; 0 when there is none. */
  readonly probability: number;
  readonly colours: readonly ColourShare[];
  /** Undefined when it could not be told for sure. */
  readonly pattern: Pattern | undefined;
  /** Where in the photograph; undefined when the whole of it was looked at. */
  readonly part: Part | undefined;
}

/** What may be told of a stored photograph: its most prominent garment, and the others. */
export interface PhotoView extends GarmentView {
  readonly photoId: string;
  readonly others: readonly GarmentView[];
}

/** A garment as the ranking needs it: what was seen, in which photograph, and its vector. */
export interface Look extends GarmentView {
  readonly photoId: string;
  readonly vector: Float32Array;
}

/** A garment as it was seen, with the areas that its colours were named from. */
export interface Seen extends Omit<Look, "photoId"> {
  readonly areas: readonly Area[];
}

/** What may be told of a garment, without its vector. */
export const viewOf = ({ piece, probability, colours, pattern, part }: GarmentView): GarmentView => ({
  piece,
  probability,
  colours,
  pattern,
  part,
});

export interface SightDeps {
  readonly codec: Pick<ImageCodec, "square">;
  readonly encoder: VisualEncoder;
}

/** A single garment that fills less of the photograph is looked at by itself. */
const small = 0.2;

/** By how much of its size a garment is widened on each side before it is cut out. */
const margin = 0.06;

/**
 * What is seen in a picture of ours, its pixels or its JPEG: each of its garments, the largest first, cut out and looked at by itself; the whole when there is one
 * that fills it, or none that is recognised. At least one, at most `mostGarments`.
 */
export async function lookAt(picture: Pixels | Uint8Array, deps: SightDeps): Promise<readonly [Seen, ...Seen[]]> {
  const { codec, encoder } = deps;
  const whole = await codec.square(picture, encoder.inputSize, encoder.pad);
  const sight = await encoder.see(whole);
  const parts = (sight.found?.parts ?? []).map((part) => within(part, whole.frame));
  if (parts.length > 1 || parts.some((part) => area(part) < small)) {
    const each = await Promise.all(parts.map((part) => partOf(picture, part, deps)));
    const [largest, ...others] = each.filter(({ piece }) => piece !== undefined).sort(bySize);
    if (largest) return [largest, ...others];
  }
  return [seenIn(sight, whole, undefined, encoder)];
}

/** One garment of a picture of ours, by the part of it that is given; the whole when none is. */
export async function partOf(
  picture: Pixels | Uint8Array,
  part: Part | undefined,
  { codec, encoder }: SightDeps,
): Promise<Seen> {
  const cut = await codec.square(picture, encoder.inputSize, encoder.pad, part && widened(part, margin));
  return seenIn(await encoder.see(cut), cut, part, encoder);
}

function seenIn(sight: Sight, picture: Pixels, part: Part | undefined, { threshold }: VisualEncoder): Seen {
  const best = recognised(sight, threshold);
  const areas = areasOf(picture, sight.found?.shown);
  return {
    piece: best?.piece,
    probability: best?.probability ?? 0,
    areas,
    colours: nameColours(areas),
    pattern: best && sight.pattern,
    part,
    vector: sight.embedding,
  };
}

const bySize = (a: Seen, b: Seen) => (b.part ? area(b.part) : 1) - (a.part ? area(a.part) : 1);

/** A part of the padded square as a part of the photograph that fills `frame` of it. */
function within(part: Part, frame: Part): Part {
  const [wide, high] = [frame.right - frame.left, frame.bottom - frame.top];
  const share = (at: number, from: number, size: number) => Math.min(1, Math.max(0, (at - from) / size));
  return {
    left: share(part.left, frame.left, wide),
    top: share(part.top, frame.top, high),
    right: share(part.right, frame.left, wide),
    bottom: share(part.bottom, frame.top, high),
  };
}
