import sharp from "sharp";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { pieces } from "../catalogue/vocabulary";
import { type FaceFinder, veiled } from "./faces";
import type { Pixels } from "./pixels";
import { seenAfterwards, seenWhereMade } from "./seen-copy";
import type { Sight, VisualEncoder } from "./visual-encoder";

/** Grey, with a red square in the middle for a face; without loss, so that none of the red lies beside it. */
async function photograph(): Promise<Uint8Array> {
  const rgb = new Uint8Array(3 * 64 * 64).fill(120);
  for (let y = 24; y < 40; y++) for (let x = 24; x < 40; x++) rgb.set([230, 20, 20], 3 * (64 * y + x));
  return sharp(rgb, { raw: { width: 64, height: 64, channels: 3 } })
    .png()
    .toBuffer();
}
const inTheMiddle: FaceFinder = { find: async () => [{ left: 24, top: 24, right: 40, bottom: 40 }] };
const none: FaceFinder = { find: async () => [] };
const part = { left: 0.25, top: 0.25, right: 0.75, bottom: 0.75 };

/** An encoder that finds one garment, in the middle, and keeps what it was shown. */
function watching() {
  const shown: Pixels[] = [];
  const sight: Sight = {
    embedding: Float32Array.of(1),
    probabilities: Object.fromEntries(pieces.map((each) => [each, each === "hat" ? 1 : 0])) as Sight["probabilities"],
    pattern: undefined,
    found: { parts: [{ ...part, bottom: 0.5 }], shown: { side: 1, cells: Float32Array.of(1) } },
  };
  const encoder: VisualEncoder = {
    ...{ model: "m", inputSize: 32, pad: [0, 0, 0], dimensions: 1, threshold: 0.5 },
    see: async (picture) => {
      shown.push(picture);
      return sight;
    },
  };
  return { shown, deps: { codec: sharpCodec, encoder } };
}
const reddest = ({ rgb }: Pixels) => Math.max(...rgb.map((red, at) => (at % 3 === 0 ? red - (rgb[at + 1] ?? 0) : 0)));

describe.each([
  ["where it is made", seenWhereMade],
  [
    "afterwards",
    (faces: FaceFinder, deps: ReturnType<typeof watching>["deps"]) => seenAfterwards(veiled(sharpCodec, faces), deps),
  ],
])("a copy that is seen %s", (_, seeing) => {
  it("shows the encoder nothing of a face, in the whole and in each part", async () => {
    const [open, closed] = [watching(), watching()];
    await seeing(none, open.deps)(await photograph());
    expect(open.shown.map((each) => reddest(each) > 150)).toEqual([true, true]);
    const copy = await seeing(inTheMiddle, closed.deps)(await photograph());
    expect(closed.shown.map((each) => reddest(each) < 20)).toEqual([true, true]);
    expect(copy).toEqual({ ...(await veiled(sharpCodec, inTheMiddle)(await photograph())), garments: copy?.garments });
    expect(copy?.garments).toMatchObject([{ piece: "hat", part: { ...part, bottom: 0.5 } }]);
  });

  it("is neither made nor seen when faces cannot be looked for", async () => {
    const { shown, deps } = watching();
    const broken: FaceFinder = { find: () => Promise.reject(new Error("no model")) };
    await expect(seeing(broken, deps)(await photograph())).rejects.toThrow("no model");
    expect(shown).toEqual([]);
  });

  it("is none of what cannot be read", async () => {
    const { shown, deps } = watching();
    expect(await seeing(none, deps)((await photograph()).subarray(0, 100))).toBeUndefined();
    expect(shown).toEqual([]);
  });
});
