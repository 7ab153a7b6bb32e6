import { pieces } from "../catalogue/vocabulary";
import { Unavailable } from "../watch/unavailable";
import type { Pixels } from "./pixels";
import { type TwoSightsDeps, twoSights } from "./two-sights";

const picture = (shade: number, size = 448): Pixels => ({
  width: size,
  height: size,
  rgb: new Uint8Array(3 * size * size).fill(shade),
});
const vectors: Readonly<Record<number, readonly number[]>> = { 1: [1, 0], 2: [0.8, 0.6], 3: [0, 1] };

const found = { parts: [], shown: { side: 1, cells: Float32Array.of(1) } };

/** Own vectors by the picture's shade; the service sees the same the other way round. */
function sights(more: Partial<TwoSightsDeps["service"]> = {}) {
  let missed = 0;
  const shadeOf = ({ rgb }: Pixels) => rgb[0] ?? 0;
  const encoder = twoSights({
    own: {
      ...{ model: "own", inputSize: 8, pad: [1, 2, 3], dimensions: 2, threshold: 0.3 },
      see: async (seen) => {
        expect([seen.width, seen.height]).toEqual([8, 8]);
        const probabilities = Object.fromEntries(pieces.map((piece) => [piece, 0.1])) as never;
        return { embedding: Float32Array.from(vectors[shadeOf(seen)] ?? []), probabilities, pattern: "plain", found };
      },
    },
    service: {
      model: "theirs",
      dimensions: 2,
      vectorOf: async ([shade = 0]) => Float32Array.from((vectors[shade] ?? []).map((value) => 5 * value)).reverse(),
      ...more,
    },
    jpegOf: async (seen) => Uint8Array.of(shadeOf(seen)),
    shrunk: async (seen, size) => picture(shadeOf(seen), size),
    missed: () => missed++,
  });
  const see = async (shade: number) => (await encoder.see(picture(shade))).embedding;
  return { encoder, see, missed: () => missed };
}
const like = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

describe("two sights", () => {
  it("are one vector of length one, in which each counts half", async () => {
    const { encoder, see } = sights();
    const [one, two] = [await see(1), await see(2)];
    expect([encoder.dimensions, encoder.model, one.length]).toEqual([4, "own-theirs", 4]);
    expect(like(one, one)).toBeCloseTo(1);
    expect(like(one, two)).toBeCloseTo(0.8);
  });

  it("are our own alone while the service does not answer, which is counted, and rank as our own do", async () => {
    const whole = sights();
    const half = sights({ vectorOf: () => Promise.reject(new Unavailable("AI Vision", 1)) });
    const query = await half.see(1);
    expect([query.length, half.missed()]).toEqual([4, 1]);
    const ranks = [3, 2, 1].map(async (shade) => ({ shade, near: like(query, await whole.see(shade)) }));
    const ranked = (await Promise.all(ranks)).sort((a, b) => b.near - a.near);
    expect(ranked.map(({ shade }) => shade)).toEqual([1, 2, 3]);
  });

  it("refuse what has no direction and what is no picture of theirs, and let other faults pass", async () => {
    await expect(sights({ vectorOf: async () => new Float32Array(2) }).see(1)).rejects.toThrow(RangeError);
    await expect(sights().encoder.see(picture(1, 8))).rejects.toThrow("448 × 448");
    await expect(sights({ vectorOf: () => Promise.reject(new TypeError("ours")) }).see(1)).rejects.toThrow("ours");
  });
});
