import "./without-telemetry"; // before the library that it silences
import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { z } from "zod";
import type { Box, FaceFinder } from "../../recommendation/faces";
import type { Pixels } from "../../recommendation/pixels";
import { describedFile } from "./described-file";
import { type Planes, resized, sampled } from "./planes";

const card = z.object({
  sha256: z.object({ "pnet.onnx": z.string(), "rnet.onnx": z.string(), "onet.onnx": z.string() }),
});

/** Pixels of the longest side in which is looked. */
const longestSide = 512;
/** Pixels of the smallest face that is looked for there: an eighteenth of the picture's longest side. */
const smallestFace = 28;
/** From one size of faces to the next. */
const step = 0.709;
/** A face must seem at least so likely to each network; lower than the authors', since a veil too many does less harm. */
const likely = { first: 0.5, second: 0.5, third: 0.6 } as const;
/** The most windows that the second and the third network look at. */
const most = { second: 60, third: 20 } as const;

interface Candidate extends Box {
  readonly face: number;
}

/**
 * Faces by three networks of growing size, each of which looks at what the one before let pass (K. Zhang et al., IEEE Signal Processing
 * Letters 23(10), 2016), from a folder with a card. Throws when a file is not the one that the card describes.
 */
export async function faceFinder(folder: string): Promise<FaceFinder> {
  const described = card.parse(describedFile.card(folder));
  const open = async (name: keyof typeof described.sha256) =>
    InferenceSession.create(describedFile.bytes(join(folder, name), described.sha256[name]), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    });
  const [first, second, third] = await Promise.all([open("pnet.onnx"), open("rnet.onnx"), open("onet.onnx")]);
  return {
    async find(picture: Pixels) {
      let found = await proposals(picture, first);
      found = await judged(picture, second, 24, likely.second, squares(found).slice(0, most.second));
      found = distinct(found, 0.7);
      found = await judged(picture, third, 48, likely.third, squares(found).slice(0, most.third));
      return distinct(found, 0.5).map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
    },
  };
}

/** Every place at which the first network, drawn over the picture at many sizes, sees a face. */
async function proposals(picture: Pixels, network: InferenceSession): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  const { width, height } = picture;
  const most = Math.min(1, longestSide / Math.max(width, height)) * (12 / smallestFace);
  const whole = { left: 0, top: 0, right: width, bottom: height };
  let level: Planes | undefined;
  for (let scale = most; Math.min(width, height) * scale >= 12; scale *= step) {
    const [wide, high] = [Math.ceil(width * scale), Math.ceil(height * scale)];
    level = level // each from the one before
      ? resized(level, wide, high)
      : { width: wide, height: high, values: sampled(picture, whole, wide, high) };
    const input = new Tensor("float32", level.values, [1, 3, level.height, level.width]);
    const { face, moves, across } = answers(await network.run({ windows: input }));
    const cells = face.length;
    const here: Candidate[] = [];
    for (let cell = 0; cell < cells; cell++) {
      const certainty = face[cell] ?? 0;
      if (certainty < likely.first) continue;
      const [x, y] = [cell % across, Math.floor(cell / across)];
      const box = {
        left: (2 * x) / scale,
        top: (2 * y) / scale,
        right: (2 * x + 12) / scale,
        bottom: (2 * y + 12) / scale,
      };
      here.push(moved(box, certainty, (side) => moves[side * cells + cell] ?? 0));
    }
    found.push(...distinct(here, 0.5));
  }
  return distinct(found, 0.7);
}

/** What a later network makes of candidates. */
async function judged(
  picture: Pixels,
  network: InferenceSession,
  size: number,
  least: number,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> {
  if (candidates.length === 0) return [];
  const input = new Float32Array(candidates.length * 3 * size * size);
  for (const [at, box] of candidates.entries()) sampled(picture, box, size, size, input, at * 3 * size * size);
  const { face, moves } = answers(
    await network.run({ windows: new Tensor("float32", input, [candidates.length, 3, size, size]) }),
  );
  return candidates.flatMap((box, at) => {
    const certainty = face[at] ?? 0;
    return certainty < least ? [] : [moved(box, certainty, (side) => moves[4 * at + side] ?? 0)];
  });
}

function answers(outputs: InferenceSession.OnnxValueMapType) {
  const [face, box] = [outputs["face"], outputs["box"]];
  if (!(face?.data instanceof Float32Array) || !(box?.data instanceof Float32Array))
    throw new Error("the face finder does not answer as its card says");
  return { face: face.data, moves: box.data, across: face.dims.at(-1) ?? 1 };
}

function moved({ left, top, right, bottom }: Box, face: number, by: (side: number) => number): Candidate {
  const [wide, high] = [right - left, bottom - top];
  return {
    left: left + by(0) * wide,
    top: top + by(1) * high,
    right: right + by(2) * wide,
    bottom: bottom + by(3) * high,
    face,
  };
}

/** The same places as squares, which is what the networks have learnt. */
const squares = (found: readonly Candidate[]): readonly Candidate[] =>
  found.map(({ left, top, right, bottom, face }) => {
    const half = Math.max(right - left, bottom - top) / 2;
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return { left: x - half, top: y - half, right: x + half, bottom: y + half, face };
  });

/** The likeliest of those that cover each other by more than `overlap` of their union. */
function distinct(found: readonly Candidate[], overlap: number): readonly Candidate[] {
  const kept: Candidate[] = [];
  for (const each of [...found].sort((a, b) => b.face - a.face))
    if (kept.every((other) => shared(each, other) <= overlap)) kept.push(each);
  return kept;
}

function shared(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (wide <= 0 || high <= 0) return 0;
  const area = ({ left, top, right, bottom }: Box) => (right - left) * (bottom - top);
  return (wide * high) / (area(a) + area(b) - wide * high);
}
