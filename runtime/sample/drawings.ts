import { type Colour, type Pattern, type Piece, colours, pieces } from "../catalogue/vocabulary";
import { type Garment, type Scene, drawGarment } from "./drawing";
import { type Random, randomFrom } from "./random";

/** One labelled drawing, as an encoder learns from. */
export interface LabelledDrawing {
  readonly name: string;
  readonly garment: Garment;
  readonly scene: Scene;
  readonly svg: string;
}

const patternWeights: Readonly<Record<Pattern, number>> = {
  plain: 6,
  striped: 1.5,
  checked: 1.2,
  dotted: 0.8,
  floral: 1,
  printed: 1.2,
};
const colourWeights = Object.fromEntries(
  colours.map((colour) => [colour, ["black", "white", "grey", "navy", "blue"].includes(colour) ? 2 : 1]),
) as Readonly<Record<Colour, number>>;

/** A garment as chance dresses people: more plain than patterned, more dark and white than bright. */
export function anyGarment(piece: Piece, random: Random): Garment {
  const pattern = random.weighted(patternWeights);
  const cloth = random.weighted(colourWeights);
  const rest = colours.filter((colour) => colour !== cloth);
  return { piece, pattern, colours: pattern === "plain" ? [cloth] : [cloth, random.pick(rest)] };
}

/** Drawings for training, pieces in turn, two photo-like scenes for each packshot; the same for the same seed. */
export function* labelledDrawings(seed: string, count: number): Generator<LabelledDrawing> {
  for (let index = 0; index < count; index++) {
    const random = randomFrom(`${seed} drawing ${index}`);
    const piece = pieces[index % pieces.length] ?? "dress";
    const garment = anyGarment(piece, random);
    const scene: Scene = index % 3 === 0 ? "packshot" : "photo";
    yield {
      name: `${piece}-${String(index).padStart(6, "0")}`,
      garment,
      scene,
      svg: drawGarment(garment, scene, random),
    };
  }
}
