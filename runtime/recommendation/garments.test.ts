import { area, garmentsIn, mostGarments, widened } from "./garments";

/** A grid of 4 × 4 cells in which some answer for a garment: cell number to certainty and the garment's box. */
function sighted(answers: Readonly<Record<number, readonly [number, number, number, number, number]>>) {
  const side = 4;
  const near = new Float32Array(side * side);
  const reach = new Float32Array(4 * side * side);
  for (const [key, [sure, left, top, right, bottom]] of Object.entries(answers)) {
    const cell = Number(key);
    const [x, y] = [((cell % side) + 0.5) / side, (Math.floor(cell / side) + 0.5) / side];
    near[cell] = sure;
    for (const [direction, far] of [x - left, y - top, right - x, bottom - y].entries())
      reach[direction * side * side + cell] = far;
  }
  return { side, near, reach };
}
const rounded = (parts: readonly object[]) =>
  parts.map((part) => Object.values(part).map((share) => Math.round(Number(share) * 1000) / 1000));

describe("garmentsIn", () => {
  it("finds nothing where no cell is sure", () => {
    expect(garmentsIn(sighted({ 5: [0.39, 0, 0, 1, 1] }), 0.4)).toEqual([]);
  });

  it("answers each garment's box, the surest first", () => {
    const found = garmentsIn(sighted({ 4: [0.6, 0, 0.1, 0.4, 0.9], 7: [0.9, 0.6, 0.2, 1, 0.8] }), 0.4);
    expect(rounded(found)).toEqual([
      [0.6, 0.2, 1, 0.8],
      [0, 0.1, 0.4, 0.9],
    ]);
  });

  it("takes cells that answer for the same garment once, one inside the other too", () => {
    const cells = {
      5: [0.9, 0.1, 0.1, 0.9, 0.9],
      6: [0.8, 0.12, 0.1, 0.9, 0.88],
      9: [0.7, 0.3, 0.5, 0.6, 0.8],
    } as const;
    expect(garmentsIn(sighted(cells), 0.4)).toHaveLength(1);
  });

  it("keeps two that touch", () => {
    const cells = { 5: [0.9, 0.2, 0, 0.8, 0.5], 13: [0.8, 0.2, 0.45, 0.8, 1] } as const;
    expect(garmentsIn(sighted(cells), 0.4)).toHaveLength(2);
  });

  it("stays inside the picture", () => {
    expect(rounded(garmentsIn(sighted({ 0: [0.9, -0.2, -0.1, 0.5, 1.4] }), 0.4))).toEqual([[0, 0, 0.5, 1]]);
  });

  it("names no more than an answer may hold", () => {
    const own = (cell: number) => {
      const [x, y] = [(cell % 4) / 4, Math.floor(cell / 4) / 4];
      return [0.9, x, y, x + 0.25, y + 0.25] as const;
    };
    const all = Object.fromEntries(Array.from({ length: 16 }, (_, cell) => [cell, own(cell)]));
    expect(garmentsIn(sighted(all), 0.4)).toHaveLength(mostGarments);
  });
});

describe("widened", () => {
  it("adds a margin on each side, within the picture", () => {
    const part = widened({ left: 0.4, top: 0, right: 0.6, bottom: 0.5 }, 0.1);
    expect(rounded([part])).toEqual([[0.38, 0, 0.62, 0.55]]);
  });

  it("never answers a sliver that no picture can be cut from", () => {
    expect(area(widened({ left: 1, top: 0.5, right: 1, bottom: 0.5 }, 0.1))).toBeGreaterThan(0);
  });
});
