import { type Lab, difference, toLab } from "./cie-lab";
import type { Pixels } from "./pixels";
import type { Shown } from "./visual-encoder";

/** Cloth of about one colour, and the share of the garment that it covers, in (0, 1]. */
export interface Area {
  readonly lab: Lab;
  readonly share: number;
}

/**
 * The areas of what a picture shows, largest first, at least one; their shares sum to 1. Where the encoder tells cloth from what lies
 * behind it (`shown`), the cells that show cloth are looked at; otherwise the middle, less what resembles the picture's rim, unless that
 * would leave next to nothing.
 */
export function areasOf(picture: Pixels, shown?: Shown): readonly Area[] {
  const taken = samples(picture);
  const covered = shown ? taken.filter(({ x, y }) => cellAt(shown, x, y) > 0.5) : [];
  const garment = covered.length >= taken.length * 0.02 ? covered : middle(taken);
  return clusters(garment.map(({ lab }) => lab)).map(({ lab, count }) => ({ lab, share: count / garment.length }));
}

interface Sample {
  readonly x: number;
  readonly y: number;
  readonly lab: Lab;
  readonly rim: boolean;
}

/** About 2,500 pixels on a grid, each with its place in [0, 1] and whether it lies on the rim. */
function samples({ width, height, rgb }: Pixels): readonly Sample[] {
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / 2500)));
  const taken: Sample[] = [];
  for (let row = 0; row < height; row += step) {
    for (let column = 0; column < width; column += step) {
      const at = 3 * (row * width + column);
      const [x, y] = [column / width, row / height];
      const rim = Math.min(x, y, 1 - x - step / width, 1 - y - step / height) < 0.04;
      taken.push({ x, y, rim, lab: toLab(rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0) });
    }
  }
  return taken;
}

const cellAt = ({ side, cells }: Shown, x: number, y: number) =>
  cells[Math.min(side - 1, Math.floor(y * side)) * side + Math.min(side - 1, Math.floor(x * side))] ?? 0;

/** The middle of a picture without the colours that cover an eighth of its rim or more. */
function middle(taken: readonly Sample[]): readonly Sample[] {
  const rim = taken.filter(({ rim }) => rim).map(({ lab }) => lab);
  const background = clusters(rim).filter(({ count }) => count >= rim.length / 8);
  const inner = taken.filter(({ x, y }) => Math.abs(x - 0.5) < 0.42 && Math.abs(y - 0.5) < 0.42);
  const garment = inner.filter(({ lab }) => background.every((ground) => difference(lab, ground.lab) > apart));
  return garment.length >= inner.length * 0.08
    ? garment
    : inner.filter(({ x, y }) => Math.hypot(x - 0.5, y - 0.5) < 0.25);
}

/** Colours that differ by more are two. */
const apart = 14 ** 2;

interface Cluster {
  readonly lab: Lab;
  readonly count: number;
}

/**
 * Groups colours, the largest group first: leaders of a single pass, as many as there are colours apart, then three rounds of k-means
 * (Lloyd 1982, doi:10.1109/TIT.1982.1056489) from those that hold a fiftieth or more.
 */
function clusters(labs: readonly Lab[]): readonly Cluster[] {
  const leaders: { at: Lab; readonly sum: Sum }[] = [];
  for (const lab of labs) {
    let home = leaders.find(({ at }) => difference(at, lab) < apart);
    if (!home) leaders.push((home = { at: lab, sum: nothing() }));
    add(home.sum, lab);
    home.at = mean(home.sum);
  }
  const large = leaders.filter(({ sum }) => sum.count >= labs.length / 50);
  let centres = (large.length > 0 ? large : leaders).map(({ sum }) => sum);
  for (let round = 0; round < 3; round++) {
    const around = centres.map((centre) => ({ at: mean(centre), sum: nothing() }));
    for (const lab of labs) {
      const [first, ...others] = around;
      let [nearest, least] = [first, first ? difference(first.at, lab) : Infinity];
      for (const other of others) {
        const far = difference(other.at, lab);
        if (far < least) [nearest, least] = [other, far];
      }
      if (nearest) add(nearest.sum, lab);
    }
    centres = around.map(({ sum }) => sum).filter(({ count }) => count > 0);
  }
  return centres.map((sum) => ({ lab: mean(sum), count: sum.count })).sort((a, b) => b.count - a.count);
}

/** Colours added up. */
interface Sum {
  light: number;
  red: number;
  yellow: number;
  count: number;
}
const nothing = (): Sum => ({ light: 0, red: 0, yellow: 0, count: 0 });

function add(sum: Sum, [light, red, yellow]: Lab): void {
  sum.light += light;
  sum.red += red;
  sum.yellow += yellow;
  sum.count++;
}

const mean = ({ light, red, yellow, count }: Sum): Lab => [light / count, red / count, yellow / count];
