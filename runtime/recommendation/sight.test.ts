import { type Piece, pieces } from "../catalogue/vocabulary";
import type { Part } from "./garments";
import type { Squared } from "./photo-intake";
import { lookAt } from "./sight";
import type { Sight, VisualEncoder } from "./visual-encoder";

const jpeg = new Uint8Array([1]);
/** A photograph half as wide as high, so that it fills the middle half of its square. */
const frame: Part = { left: 0.25, top: 0, right: 0.75, bottom: 1 };

/** An encoder that finds `parts` in the whole photograph, and takes a cut-out for what `named` says of its left edge. */
function seeing(parts: readonly Part[], named: (left: number) => Piece | undefined) {
  const cut: (Part | undefined)[] = [];
  const codec = {
    square: async (_: unknown, size: number, __: unknown, part?: Part): Promise<Squared> => {
      cut.push(part);
      const rgb = new Uint8Array(size * size * 3).fill(part ? Math.round(100 * part.left) : 255);
      return { width: size, height: size, rgb, frame };
    },
  };
  const sight = (piece: Piece | undefined): Sight => ({
    embedding: Float32Array.of(1),
    probabilities: Object.fromEntries(pieces.map((each) => [each, each === piece ? 1 : 0])) as Sight["probabilities"],
    pattern: "striped",
    found: { parts, shown: { side: 1, cells: Float32Array.of(1) } },
  });
  const encoder: VisualEncoder = {
    ...{ model: "m", inputSize: 4, pad: [0, 0, 0], dimensions: 1, threshold: 0.5 },
    see: async ({ rgb }) => sight(rgb[0] === 255 ? "dress" : named((rgb[0] ?? 0) / 100)),
  };
  return { cut, deps: { codec, encoder } };
}
const upper: Part = { left: 0.3, top: 0, right: 0.7, bottom: 0.4 };
const lower: Part = { left: 0.35, top: 0.4, right: 0.65, bottom: 1 };

describe("lookAt", () => {
  it("looks at the whole where one garment fills it", async () => {
    const { cut, deps } = seeing([{ left: 0.25, top: 0.1, right: 0.75, bottom: 0.9 }], () => "hat");
    expect(await lookAt(jpeg, deps)).toMatchObject([{ piece: "dress", pattern: "striped", part: undefined }]);
    expect(cut).toEqual([undefined]);
  });

  it("looks at each of several garments by itself, the largest first, where in the photograph it is", async () => {
    const { deps } = seeing([upper, lower], (left) => (left < 0.15 ? "t-shirt" : "pants"));
    const seen = await lookAt(jpeg, deps);
    expect(seen.map(({ piece }) => piece)).toEqual(["pants", "t-shirt"]);
    const [first, second] = seen.map(({ part }) => part);
    expect([first?.left, first?.top, first?.right, first?.bottom].map((at) => Number(at?.toFixed(3)))).toEqual([
      0.2, 0.4, 0.8, 1,
    ]);
    expect([second?.left, second?.right].map((at) => Number(at?.toFixed(3)))).toEqual([0.1, 0.9]);
  });

  it("leaves out what is no garment when looked at by itself", async () => {
    const { deps } = seeing([upper, lower], (left) => (left < 0.15 ? undefined : "pants"));
    expect(await lookAt(jpeg, deps)).toMatchObject([{ piece: "pants" }]);
  });

  it("looks at the whole where no part is a garment by itself", async () => {
    const { deps } = seeing([upper, lower], () => undefined);
    expect(await lookAt(jpeg, deps)).toMatchObject([{ piece: "dress", part: undefined }]);
  });

  it("cuts out a single garment that is small, with a margin", async () => {
    const { cut, deps } = seeing([{ left: 0.4, top: 0.4, right: 0.5, bottom: 0.6 }], () => "hat");
    expect(await lookAt(jpeg, deps)).toMatchObject([{ piece: "hat" }]);
    expect(cut[1]?.left).toBeLessThan(0.3);
    expect(cut[1]?.right).toBeGreaterThan(0.5);
  });
});
