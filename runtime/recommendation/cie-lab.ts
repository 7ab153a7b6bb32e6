/** A colour in CIELAB under D65 (CIE 15:2018): lightness in [0, 100], then red against green and yellow against blue. */
export type Lab = readonly [lightness: number, redness: number, yellowness: number];

/** What each byte of a channel means in linear light. */
const linear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** sRGB bytes (IEC 61966-2-1) to CIELAB. */
export function toLab(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [linear[red] ?? 0, linear[green] ?? 0, linear[blue] ?? 0];
  const curve = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116);
  const x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = curve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = curve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIE76, squared: Euclidean in L*a*b*, with lightness at half weight, since shadow changes it and not the colour's name. */
export function difference(a: Lab, b: Lab): number {
  const [light, red, yellow] = [(a[0] - b[0]) * 0.5, a[1] - b[1], a[2] - b[2]];
  return light * light + red * red + yellow * yellow;
}
