/** A part of a picture, in shares of its width and height, in [0, 1]. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What an encoder says of where garments are, on a grid of `side × side` cells, row by row. */
export interface Sighted {
  readonly side: number;
  /** One probability a cell that a garment's middle is near. */
  readonly near: Float32Array;
  /** Distances from the middle of each cell to that garment's left, top, right and bottom, in shares of the picture, one after the other. */
  readonly reach: Float32Array;
}

/** The most garments that one photograph is taken to hold. */
export const mostGarments = 4;

/** Boxes that share so much of the smaller one are the same garment's. */
const same = 0.5;

/**
 * The garments of a picture, surest first: of the cells that are at least `sure`, one for each garment (non-maximum suppression). As
 * `training/find.py` counts them. Source of the grid: Tian et al. (2019), arXiv 1904.01355.
 */
export function garmentsIn({ side, near, reach }: Sighted, sure: number): readonly Part[] {
  const cells = [...near.keys()].filter((cell) => (near[cell] ?? 0) >= sure);
  cells.sort((a, b) => (near[b] ?? 0) - (near[a] ?? 0) || a - b);
  const found: Part[] = [];
  for (const cell of cells) {
    if (found.length === mostGarments) break;
    const far = (direction: number) => reach[direction * side * side + cell] ?? 0;
    const [x, y] = [((cell % side) + 0.5) / side, (Math.floor(cell / side) + 0.5) / side];
    const part = {
      left: within(x - far(0)),
      top: within(y - far(1)),
      right: within(x + far(2)),
      bottom: within(y + far(3)),
    };
    if (found.every((other) => shared(part, other) < same * Math.min(area(part), area(other)))) found.push(part);
  }
  return found;
}

/** A part with a margin on each side, as a share of its size, and no less than `least` of the picture wide and high. */
export function widened({ left, top, right, bottom }: Part, margin: number, least = 0.05): Part {
  const across = Math.max((right - left) * (1 + 2 * margin), least) / 2;
  const down = Math.max((bottom - top) * (1 + 2 * margin), least) / 2;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return { left: within(x - across), top: within(y - down), right: within(x + across), bottom: within(y + down) };
}

/** Share of the picture. */
export const area = ({ left, top, right, bottom }: Part): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

const shared = (one: Part, other: Part) =>
  area({
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  });

const within = (share: number) => Math.min(1, Math.max(0, share));
