import type { Box } from "../../recommendation/faces";
import type { Pixels } from "../../recommendation/pixels";

/** A picture as networks read it: all of red, then all of green, then all of blue, 0 to 255. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Looks in a row and in a column for each pixel of another size, and over how many of its own widths they are spread: softer finds more. */
const [looks, spread] = [4, 1.5];

/**
 * A part of a picture at another size, its planes written behind each other into `values` from `at` on. Each pixel is the mean of sixteen,
 * evenly spread over those that it stands for; what lies outside repeats the edge.
 */
export function sampled(
  { width, height, rgb }: Pixels,
  box: Box,
  wide: number,
  high: number,
  values = new Float32Array(3 * wide * high),
  at = 0,
): Float32Array {
  const columns = places(wide, box.left, box.right, width, 3);
  const rows = places(high, box.top, box.bottom, height, 3 * width);
  const plane = wide * high;
  let place = at;
  for (let y = 0; y < high; y++) {
    const line = (look: number) => rows[looks * y + look] ?? 0;
    const [first, second, third, fourth] = [line(0), line(1), line(2), line(3)]; // all four at once: half the time
    for (let x = 0; x < wide; x++, place++) {
      let [red, green, blue] = [0, 0, 0];
      for (let look = looks * x; look < looks * (x + 1); look++) {
        const column = columns[look] ?? 0;
        const [a, b, c, d] = [first + column, second + column, third + column, fourth + column];
        red += (rgb[a] ?? 0) + (rgb[b] ?? 0) + (rgb[c] ?? 0) + (rgb[d] ?? 0);
        green += (rgb[a + 1] ?? 0) + (rgb[b + 1] ?? 0) + (rgb[c + 1] ?? 0) + (rgb[d + 1] ?? 0);
        blue += (rgb[a + 2] ?? 0) + (rgb[b + 2] ?? 0) + (rgb[c + 2] ?? 0) + (rgb[d + 2] ?? 0);
      }
      values[place] = red / (looks * looks);
      values[place + plane] = green / (looks * looks);
      values[place + 2 * plane] = blue / (looks * looks);
    }
  }
  return values;
}

/** Where along one side is looked for each of `count` pixels, as offsets. */
function places(count: number, from: number, to: number, end: number, stride: number): Int32Array {
  const found = new Int32Array(looks * count);
  for (let at = 0; at < found.length; at++) {
    const middle = Math.floor(at / looks) + 0.5;
    const aside = (((at % looks) - (looks - 1) / 2) / looks) * spread;
    const place = Math.floor(from + ((middle + aside) * (to - from)) / count);
    found[at] = stride * Math.min(end - 1, Math.max(0, place));
  }
  return found;
}

/** The whole picture at a smaller size, each pixel the mean of four. */
export function resized({ width, height, values }: Planes, wide: number, high: number): Planes {
  const smaller = new Float32Array(3 * wide * high);
  const columns = Int32Array.from({ length: 2 * wide }, (_, at) => Math.floor(((at / 2 + 0.25) * width) / wide));
  let place = 0;
  for (let layer = 0; layer < 3; layer++)
    for (let y = 0; y < high; y++) {
      const upper = (layer * height + Math.floor(((y + 0.25) * height) / high)) * width;
      const lower = (layer * height + Math.floor(((y + 0.75) * height) / high)) * width;
      for (let x = 0; x < wide; x++) {
        const [left, right] = [columns[2 * x] ?? 0, columns[2 * x + 1] ?? 0];
        const above = (values[upper + left] ?? 0) + (values[upper + right] ?? 0);
        smaller[place++] = (above + (values[lower + left] ?? 0) + (values[lower + right] ?? 0)) / 4;
      }
    }
  return { width: wide, height: high, values: smaller };
}
