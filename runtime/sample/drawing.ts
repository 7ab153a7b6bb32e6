import type { Colour, Pattern, Piece } from "../catalogue/vocabulary";
import type { Random } from "./random";
import { type Part, type Point, silhouettes } from "./silhouettes";

/** What a drawing shows; everything else about it is chance. */
export interface Garment {
  readonly piece: Piece;
  /** The cloth, then the colour of its pattern. */
  readonly colours: readonly Colour[];
  readonly pattern: Pattern;
}

/** `packshot`: on a bright ground, as a shop shows it. `photo`: on a floor, a bed or a door, as an owner would take it. */
export type Scene = "packshot" | "photo";

export const drawingSize = { width: 480, height: 600 } as const;

type Hsl = readonly [hue: number, saturation: number, lightness: number];

const dyes: Readonly<Record<Colour, Hsl>> = {
  black: [230, 6, 13],
  white: [50, 10, 94],
  grey: [220, 4, 56],
  navy: [228, 42, 21],
  blue: [216, 58, 42],
  "light blue": [207, 52, 74],
  green: [138, 42, 34],
  olive: [62, 28, 34],
  yellow: [46, 82, 60],
  orange: [22, 78, 54],
  red: [356, 68, 43],
  burgundy: [345, 55, 25],
  pink: [342, 60, 78],
  purple: [272, 38, 44],
  brown: [24, 40, 28],
  beige: [36, 34, 76],
};

const css = ([hue, saturation, lightness]: Hsl, lighter = 0) =>
  `hsl(${hue.toFixed(0)} ${saturation.toFixed(0)}% ${Math.min(98, Math.max(4, lightness + lighter * 100)).toFixed(1)}%)`;
const tinted = ([hue, saturation, lightness]: Hsl, random: Random): Hsl => [
  hue + random.between(-5, 5),
  Math.max(0, saturation + random.between(-8, 8)),
  lightness + random.between(-4, 4),
];

/**
 * One garment as SVG text, `drawingSize` pixels: silhouette, cloth, pattern, folds, seams, light and ground. Only shapes
 * and gradients, no filter, so that a drawing takes milliseconds.
 */
export function drawGarment(garment: Garment, scene: Scene, random: Random): string {
  const { width, height } = drawingSize;
  const { parts, details } = silhouettes[garment.piece](random);
  const cloth = tinted(dyes[garment.colours[0] ?? "grey"], random);
  const accent = tinted(dyes[garment.colours[1] ?? (cloth[2] > 55 ? "navy" : "white")], random);
  const free = scene === "photo";
  const scale = (free ? random.between(3.1, 4.3) : random.between(3.7, 4.2)) * fit(parts);
  const turn = free ? random.normal() * 7 : random.normal() * 0.8;
  const place = `translate(${(width / 2 + (free ? random.normal() * 18 : 0)).toFixed(1)} ${(height / 2 + (free ? random.normal() * 18 : 0)).toFixed(1)}) rotate(${turn.toFixed(2)}) scale(${scale.toFixed(3)} ${(scale * (free ? random.between(0.92, 1.06) : 1)).toFixed(3)}) translate(0 ${(-middle(parts)).toFixed(2)})`;
  const paths = parts.map((part) => ({ part, d: path(wobbled(part, free ? 0.7 : 0.25, random)) }));
  const ink = css(cloth, cloth[2] > 30 ? -0.22 : 0.16);
  const lightFrom = random.between(0, 1);
  const shadow = [random.between(1, 3), random.between(1.5, 4)] as const;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<defs>${patternOf(garment.pattern, cloth, accent, random)}
<linearGradient id="light" x1="${lightFrom.toFixed(2)}" y1="0" x2="${(1 - lightFrom).toFixed(2)}" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".2"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".22"/></linearGradient>
<radialGradient id="room" cx="${random.between(0.2, 0.8).toFixed(2)}" cy="${random.between(0.1, 0.6).toFixed(2)}" r="1"><stop offset="0" stop-color="#fff" stop-opacity=".16"/><stop offset=".55" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="${free ? ".34" : ".08"}"/></radialGradient>
<clipPath id="inside">${paths.map(({ d }) => `<path d="${d}"/>`).join("")}</clipPath></defs>
${free ? ground(random) : `<rect width="${width}" height="${height}" fill="${css([random.between(20, 220), 8, random.between(92, 97)])}"/>`}
<g transform="${place}" stroke-linejoin="round" stroke-linecap="round">
${[3, 2, 1].map((spread) => `<g transform="translate(${(shadow[0] * 0.6).toFixed(2)} ${(shadow[1] * 0.6).toFixed(2)})" fill="#000" stroke="#000" stroke-width="${spread * 2}" opacity="${free ? 0.1 : 0.05}">${paths.map(({ d }) => `<path d="${d}"/>`).join("")}</g>`).join("")}
${paths.map(({ part, d }) => layer(part, d, cloth, ink)).join("\n")}
<g clip-path="url(#inside)">${folds(parts, free ? 26 : 14, random)}</g>
<g fill="none" stroke="${ink}" stroke-width=".5" opacity=".75">${details.map((detail) => drawDetail(detail, cloth, accent)).join("")}</g>
${garment.pattern === "printed" && hasChest(garment.piece) ? print(accent, random) : ""}
</g>
<rect width="${width}" height="${height}" fill="url(#room)"/>
</svg>`;
}

/** The cloth, shaded towards its edges. */
function layer(part: Part, d: string, cloth: Hsl, ink: string): string {
  const fill = part.plain === true ? css(cloth, part.tone ?? 0) : "url(#cloth)";
  const tone =
    part.plain === true || part.tone === undefined
      ? ""
      : `<path d="${d}" fill="${part.tone > 0 ? "#fff" : "#000"}" opacity="${Math.abs(part.tone * 1.6).toFixed(2)}"/>`;
  return `<path d="${d}" fill="${fill}"/>${tone}<path d="${d}" fill="url(#light)"/><path d="${d}" fill="none" stroke="#000" stroke-width="2.4" opacity=".07"/><path d="${d}" fill="none" stroke="${ink}" stroke-width=".55" opacity=".8"/>`;
}

function drawDetail(detail: { kind: string; points: readonly Point[] }, cloth: Hsl, accent: Hsl): string {
  const [[x, y] = [0, 0]] = detail.points;
  if (detail.kind === "button")
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="1.1" fill="${css(accent, cloth[2] > 55 ? 0.2 : -0.1)}"/>`;
  const d = `M${detail.points.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join("L")}`;
  if (detail.kind === "zip")
    return `<path d="${d}" stroke="#bbb" stroke-width="1.4"/><path d="${d}" stroke="#555" stroke-width=".6" stroke-dasharray=".8 .8"/>`;
  if (detail.kind === "lace") return `<path d="${d}" stroke="${css(accent, 0.1)}" stroke-width="1.5"/>`;
  return `<path d="${d}"/><path d="${d}" stroke="#fff" opacity=".25" transform="translate(.4 .5)"/>`;
}

/** Soft creases: each a dark stroke beside a light one, in three widths, so that no blur is needed. */
function folds(parts: readonly Part[], count: number, random: Random): string {
  return Array.from({ length: random.whole(Math.floor(count / 2), count) }, () => {
    const [x, y] = random.pick(random.pick(parts).outline);
    const [fx, fy] = [x * random.between(0, 1), y + random.between(-18, 18)];
    const [dx, dy] = [random.normal() * 8, random.between(6, 34)];
    const d = `M${fx.toFixed(1)} ${fy.toFixed(1)}q${(dx * 0.2 + random.normal() * 4).toFixed(1)} ${(dy * 0.5).toFixed(1)} ${dx.toFixed(1)} ${dy.toFixed(1)}`;
    const strength = random.between(0.02, 0.06);
    const wide = random.between(1, 3);
    return [1, 0.6, 0.3]
      .map(
        (part) =>
          `<path d="${d}" fill="none" stroke="#000" stroke-width="${(wide * part * 1.6).toFixed(2)}" opacity="${strength.toFixed(3)}"/><path d="${d}" transform="translate(${(wide * 0.7).toFixed(2)} .3)" fill="none" stroke="#fff" stroke-width="${(wide * part).toFixed(2)}" opacity="${strength.toFixed(3)}"/>`,
      )
      .join("");
  }).join("");
}

/** The cloth as a fill with the id `cloth`. */
function patternOf(pattern: Pattern, cloth: Hsl, accent: Hsl, random: Random): string {
  const base = css(cloth);
  const other = css(accent);
  const weave = `<path d="M0 0h100M0 1.4h100" stroke="#000" stroke-width=".22" opacity=".05"/>`;
  const tile = (size: number, inner: string, turn = 0) =>
    `<pattern id="cloth" width="${size.toFixed(2)}" height="${size.toFixed(2)}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn.toFixed(0)})"><rect width="${size.toFixed(2)}" height="${size.toFixed(2)}" fill="${base}"/>${inner}${weave}</pattern>`;
  const size = random.between(5, 10);
  const shapes: Readonly<Record<Pattern, () => string>> = {
    plain: () => tile(2.8, ""),
    striped: () =>
      tile(
        size,
        `<rect width="${size.toFixed(2)}" height="${(size * random.between(0.25, 0.5)).toFixed(2)}" fill="${other}"/>`,
        random.chance(0.7) ? 0 : 90,
      ),
    checked: () =>
      tile(
        size * 1.3,
        `<rect width="${(size * 1.3).toFixed(2)}" height="${(size * 0.6).toFixed(2)}" fill="${other}" opacity=".5"/><rect width="${(size * 0.6).toFixed(2)}" height="${(size * 1.3).toFixed(2)}" fill="${other}" opacity=".5"/><path d="M0 ${(size * 0.95).toFixed(2)}H100M${(size * 0.95).toFixed(2)} 0V100" stroke="${css(accent, 0.2)}" stroke-width=".5" opacity=".6"/>`,
      ),
    dotted: () =>
      tile(
        size * 0.9,
        `<circle cx="${(size * 0.25).toFixed(2)}" cy="${(size * 0.25).toFixed(2)}" r="${(size * 0.14).toFixed(2)}" fill="${other}"/><circle cx="${(size * 0.7).toFixed(2)}" cy="${(size * 0.7).toFixed(2)}" r="${(size * 0.14).toFixed(2)}" fill="${other}"/>`,
      ),
    floral: () =>
      tile(
        size * 2,
        Array.from({ length: 3 }, () => {
          const [x, y, r] = [
            random.between(0.2, 0.8) * size * 2,
            random.between(0.2, 0.8) * size * 2,
            size * random.between(0.14, 0.24),
          ];
          const petals = [0, 72, 144, 216, 288].map(
            (angle) =>
              `<circle cx="${(x + r * Math.cos((angle * Math.PI) / 180)).toFixed(2)}" cy="${(y + r * Math.sin((angle * Math.PI) / 180)).toFixed(2)}" r="${(r * 0.62).toFixed(2)}" fill="${css(accent, random.between(-0.05, 0.12))}"/>`,
          );
          return `${petals.join("")}<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="${(r * 0.4).toFixed(2)}" fill="hsl(45 80% 60%)"/><path d="M${x.toFixed(2)} ${(y + r).toFixed(2)}q${(r * 0.6).toFixed(2)} ${(r * 0.8).toFixed(2)} ${(r * 1.6).toFixed(2)} ${(r * 0.7).toFixed(2)}" stroke="hsl(120 30% 35%)" stroke-width=".7" fill="none"/>`;
        }).join(""),
        random.between(0, 90),
      ),
    printed: () => tile(2.8, ""),
  };
  return shapes[pattern]();
}

const hasChest = (piece: Piece) => !["pants", "shorts", "skirt", "shoes", "hat"].includes(piece);

/** A motif on the chest. */
function print(accent: Hsl, random: Random): string {
  const colour = css(accent);
  const y = random.between(30, 42);
  const size = random.between(7, 13);
  const motifs = [
    () =>
      `<circle cx="0" cy="${y}" r="${size}" fill="${colour}"/><path d="M${-size} ${y}h${2 * size}" stroke="${css(accent, -0.2)}" stroke-width="2"/>`,
    () =>
      `<rect x="${-size}" y="${y - size * 0.6}" width="${2 * size}" height="${size * 1.2}" rx="1.5" fill="${colour}"/>`,
    () => `<path d="M0 ${y - size}L${size} ${y + size * 0.7}H${-size}Z" fill="${colour}"/>`,
    () =>
      Array.from(
        { length: 3 },
        (_, row) =>
          `<rect x="${-size}" y="${y - size * 0.6 + row * size * 0.5}" width="${2 * size * random.between(0.5, 1)}" height="${size * 0.3}" fill="${colour}"/>`,
      ).join(""),
  ];
  return `<g opacity=".9">${random.pick(motifs)()}</g>`;
}

/** What an owner's garment lies on or hangs before. */
function ground(random: Random): string {
  const { width, height } = drawingSize;
  const kinds = {
    boards: () => {
      const wood: Hsl = [random.between(20, 40), random.between(18, 45), random.between(35, 68)];
      const board = random.between(50, 110);
      const turn = random.pick([0, 90, random.between(-15, 15)]);
      const boards = Array.from({ length: 20 }, (_, at) => {
        const y = at * board - 400;
        const grain = Array.from(
          { length: 4 },
          () =>
            `<path d="M-400 ${(y + random.between(0, board)).toFixed(0)}q400 ${random.between(-12, 12).toFixed(0)} 1400 0" stroke="${css(wood, -0.08)}" opacity=".4" fill="none"/>`,
        );
        return `<rect x="-400" y="${y.toFixed(0)}" width="1400" height="${board.toFixed(0)}" fill="${css(wood, random.between(-0.05, 0.05))}" stroke="${css(wood, -0.2)}"/>${grain.join("")}`;
      });
      return `<g transform="rotate(${turn.toFixed(0)} 240 300)">${boards.join("")}</g>`;
    },
    sheet: () => {
      const linen: Hsl = [random.between(0, 360), random.between(2, 30), random.between(55, 92)];
      const creases = Array.from(
        { length: 24 },
        () =>
          `<path d="M${random.between(-50, width).toFixed(0)} ${random.between(0, height).toFixed(0)}q${random.between(40, 120).toFixed(0)} ${random.between(-60, 60).toFixed(0)} ${random.between(120, 300).toFixed(0)} ${random.between(-30, 30).toFixed(0)}" stroke="${random.chance(0.5) ? "#000" : "#fff"}" stroke-width="${random.between(4, 22).toFixed(0)}" opacity="${random.between(0.02, 0.08).toFixed(3)}" fill="none"/>`,
      );
      return `<rect width="${width}" height="${height}" fill="${css(linen)}"/>${creases.join("")}`;
    },
    tiles: () => {
      const stone: Hsl = [random.between(20, 60), random.between(3, 15), random.between(60, 88)];
      const side = random.between(90, 200);
      const lines = Array.from(
        { length: 12 },
        (_, at) =>
          `<path d="M-300 ${(at * side - 300).toFixed(0)}h1400M${(at * side - 300).toFixed(0)} -300v1400" stroke="${css(stone, -0.15)}" stroke-width="3"/>`,
      );
      return `<rect width="${width}" height="${height}" fill="${css(stone)}"/><g transform="rotate(${random.between(-20, 20).toFixed(0)} 240 300)">${lines.join("")}</g>`;
    },
    wall: () => {
      const paint: Hsl = [random.between(0, 360), random.between(2, 18), random.between(45, 93)];
      const skirting = random.chance(0.4)
        ? `<rect y="${random.between(480, 570).toFixed(0)}" width="${width}" height="200" fill="${css(paint, -0.25)}"/>`
        : "";
      return `<rect width="${width}" height="${height}" fill="${css(paint)}"/>${skirting}`;
    },
    carpet: () => {
      const wool: Hsl = [random.between(0, 360), random.between(5, 40), random.between(22, 65)];
      const tufts = Array.from(
        { length: 260 },
        () =>
          `<path d="M${random.between(0, width).toFixed(0)} ${random.between(0, height).toFixed(0)}l${random.between(-9, 9).toFixed(0)} ${random.between(-9, 9).toFixed(0)}" stroke="${css(wool, random.between(-0.12, 0.12))}" stroke-width="${random.between(2, 6).toFixed(0)}"/>`,
      );
      return `<rect width="${width}" height="${height}" fill="${css(wool)}"/>${tufts.join("")}`;
    },
  };
  return kinds[random.weighted({ boards: 3, sheet: 4, tiles: 1, wall: 2, carpet: 2 })]();
}

/** Every corner moved a little, so that no two garments lie alike. */
const wobbled = (part: Part, amount: number, random: Random): Part => ({
  ...part,
  outline: part.outline.map(([x, y]): Point => [x + random.normal() * amount, y + random.normal() * amount]),
});

/** A closed path whose corners are rounded by a share of the shorter of their two edges. */
function path({ outline, round }: Part): string {
  const count = outline.length;
  const corner = (at: number): Point => outline[(at + count) % count] ?? [0, 0];
  const text = (point: Point) => `${point[0].toFixed(2)} ${point[1].toFixed(2)}`;
  const pieces = outline.map((here, at) => {
    const [before, after] = [corner(at - 1), corner(at + 1)];
    const share = 0.5 * Math.min(1, round + 0.1);
    const towards = (other: Point): Point => [
      here[0] + (other[0] - here[0]) * share,
      here[1] + (other[1] - here[1]) * share,
    ];
    return `${at === 0 ? "M" : "L"}${text(towards(before))}Q${text(here)} ${text(towards(after))}`;
  });
  return `${pieces.join("")}Z`;
}

const points = (parts: readonly Part[]) => parts.flatMap(({ outline }) => outline);
const middle = (parts: readonly Part[]) => {
  const ys = points(parts).map(([, y]) => y);
  return (Math.min(...ys) + Math.max(...ys)) / 2;
};
/** At most 1: what makes the largest garments fit. */
function fit(parts: readonly Part[]): number {
  const ys = points(parts).map(([, y]) => y);
  const reach = Math.max(...points(parts).map(([x]) => Math.abs(x)));
  return Math.min(1.25, 128 / (Math.max(...ys) - Math.min(...ys)), 53 / reach);
}
