import { type Colour, colours } from "../catalogue/vocabulary";
import type { Pixels } from "./pixels";
import type { Shown } from "./visual-encoder";

type Rgb = readonly [number, number, number];

/** How each colour word looks, in sRGB: several shades each, because a word covers a region and not a point. */
const shades: Readonly<Record<Colour, readonly Rgb[]>> = {
  black: [
    [18, 18, 20],
    [38, 38, 42],
  ],
  white: [
    [248, 248, 246],
    [232, 232, 230],
  ],
  grey: [
    [128, 128, 130],
    [165, 165, 168],
    [90, 90, 94],
    [200, 200, 202],
  ],
  navy: [
    [28, 36, 74],
    [34, 44, 92],
  ],
  blue: [
    [40, 80, 170],
    [50, 95, 140],
    [70, 110, 190],
  ],
  "light blue": [
    [150, 190, 225],
    [175, 205, 235],
    [120, 165, 205],
  ],
  green: [
    [40, 125, 65],
    [85, 160, 95],
    [20, 85, 50],
  ],
  olive: [
    [105, 105, 55],
    [125, 120, 75],
    [85, 88, 52],
  ],
  yellow: [
    [240, 205, 60],
    [245, 225, 110],
    [215, 175, 45],
  ],
  orange: [
    [235, 125, 40],
    [225, 100, 50],
  ],
  red: [
    [200, 35, 40],
    [220, 60, 60],
    [170, 25, 35],
  ],
  burgundy: [
    [105, 25, 45],
    [125, 35, 55],
  ],
  pink: [
    [235, 150, 175],
    [245, 190, 205],
    [215, 85, 140],
  ],
  purple: [
    [110, 60, 150],
    [150, 110, 185],
    [80, 45, 105],
  ],
  brown: [
    [105, 70, 45],
    [135, 90, 60],
    [75, 50, 35],
  ],
  beige: [
    [215, 195, 165],
    [200, 178, 145],
    [230, 215, 190],
  ],
};

/** A colour and the share of the garment that has it. */
export interface ColourShare {
  readonly colour: Colour;
  /** In (0, 1]. */
  readonly share: number;
}

/**
 * Names the colours of what a picture shows, largest share first, at least one and at most three. The background, taken
 * to be what resembles the picture's rim, is left out, unless that would leave next to nothing; so is what an encoder that tells
 * them apart (`shown`) does not take for a garment. Colours are compared in CIELAB (CIE 15:2018), where distances follow the eye.
 */
export function nameColours(picture: Pixels, shown?: Shown): readonly ColourShare[] {
  const labs = samples(picture);
  const rim = labs.filter(({ rim }) => rim).map(({ lab }) => lab);
  const inner = labs.filter(({ x, y }) => Math.abs(x - 0.5) < 0.42 && Math.abs(y - 0.5) < 0.42);
  const background = clusters(rim);
  const covered = shown ? labs.filter(({ x, y }) => cellAt(shown, x, y) > 0.5) : [];
  const isTold = covered.length >= labs.length * 0.02;
  const looked = isTold ? covered : inner;
  const garment = looked.filter(({ lab }) => background.every((centre) => difference(lab, centre) > apart));
  const otherwise = isTold ? covered : inner.filter(({ x, y }) => Math.hypot(x - 0.5, y - 0.5) < 0.25);
  const counted = garment.length >= looked.length * (isTold ? 0.35 : 0.08) ? garment : otherwise;
  const counts = new Map<Colour, number>();
  for (const { lab, x, y } of counted) {
    const colour = nearestColour(lab);
    counts.set(colour, (counts.get(colour) ?? 0) + 1 - Math.hypot(x - 0.5, y - 0.5));
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const named = [...counts]
    .map(([colour, count]) => ({ colour, share: count / total }))
    .sort((a, b) => b.share - a.share || colours.indexOf(a.colour) - colours.indexOf(b.colour));
  return named.filter(({ share }, index) => index === 0 || (share >= 0.15 && index < 3));
}

const cellAt = ({ side, cells }: Shown, x: number, y: number) =>
  cells[Math.min(side - 1, Math.floor(y * side)) * side + Math.min(side - 1, Math.floor(x * side))] ?? 0;

type Lab = readonly [number, number, number];
/** Colours that differ by more are two. */
const apart = 14 ** 2;

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
      taken.push({ x, y, rim, lab: toLab([rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0]) });
    }
  }
  return taken;
}

/** The colours that cover at least an eighth of the rim: leaders of a single pass, enough for plain and two-part backgrounds. */
function clusters(rim: readonly Lab[]): readonly Lab[] {
  const found: { sum: [number, number, number]; count: number }[] = [];
  const mean = ({ sum, count }: { sum: readonly [number, number, number]; count: number }): Lab => [
    sum[0] / count,
    sum[1] / count,
    sum[2] / count,
  ];
  for (const lab of rim) {
    const home = found.find((cluster) => difference(mean(cluster), lab) < apart);
    if (home) {
      home.sum = [home.sum[0] + lab[0], home.sum[1] + lab[1], home.sum[2] + lab[2]];
      home.count++;
    } else found.push({ sum: [...lab], count: 1 });
  }
  return found.filter(({ count }) => count >= rim.length / 8).map(mean);
}

/** What each byte of a channel means in linear light. */
const linear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

const named: readonly { readonly colour: Colour; readonly lab: Lab }[] = colours.flatMap((colour) =>
  shades[colour].map((shade) => ({ colour, lab: toLab(shade) })),
);

function nearestColour(lab: Lab): Colour {
  let best: Colour = "black";
  let least = Infinity;
  for (const each of named) {
    const far = difference(lab, each.lab);
    if (far < least) [best, least] = [each.colour, far];
  }
  return best;
}

/** CIE76, squared: Euclidean in L*a*b*, with lightness at half weight, since shadow changes it and not the colour's name. */
function difference(a: Lab, b: Lab): number {
  const [light, red, yellow] = [(a[0] - b[0]) * 0.5, a[1] - b[1], a[2] - b[2]];
  return light * light + red * red + yellow * yellow;
}

/** sRGB (IEC 61966-2-1) to CIELAB under D65. */
function toLab([red, green, blue]: Rgb): Lab {
  const [r, g, b] = [linear[red] ?? 0, linear[green] ?? 0, linear[blue] ?? 0];
  const curve = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116);
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
