import type { Box } from "../../recommendation/faces";
import type { Pixels } from "../../recommendation/pixels";

/** A picture as networks read it: all of red, then all of green, then all of blue, 0 to 255. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** A picture shrunk by a factor of at most 1; each pixel is the mean of four of those that it stands for. */
export function planesOf({ width, height, rgb }: Pixels, factor: number): Planes {
  const [wide, high] = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
  const plane = wide * high;
  const values = new Float32Array(3 * plane);
  const columns = Int32Array.from({ length: 2 * wide }, (_, at) => 3 * Math.floor(((at / 2 + 0.25) * width) / wide));
  for (let y = 0, place = 0; y < high; y++) {
    const upper = 3 * width * Math.floor(((y + 0.25) * height) / high);
    const lower = 3 * width * Math.floor(((y + 0.75) * height) / high);
    for (let x = 0; x < wide; x++, place++) {
      const [left, right] = [columns[2 * x] ?? 0, columns[2 * x + 1] ?? 0];
      for (let layer = 0; layer < 3; layer++) {
        const above = (rgb[upper + left + layer] ?? 0) + (rgb[upper + right + layer] ?? 0);
        const below = (rgb[lower + left + layer] ?? 0) + (rgb[lower + right + layer] ?? 0);
        values[layer * plane + place] = (above + below) / 4;
      }
    }
  }
  return { width: wide, height: high, values };
}

/** The whole picture at a smaller size, each pixel again the mean of four. */
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

/** A part of a picture at another size, each pixel the mean of those that it stands for; what lies outside repeats the edge. */
export function windowOf({ width, height, values }: Planes, box: Box, wide: number, high: number): Float32Array {
  const window = new Float32Array(3 * wide * high);
  const rows = spans(high, box.top, box.bottom - box.top, height);
  const columns = spans(wide, box.left, box.right - box.left, width);
  let place = 0;
  for (let layer = 0; layer < 3; layer++)
    for (let y = 0; y < high; y++) {
      const [top, bottom] = [rows[2 * y] ?? 0, rows[2 * y + 1] ?? 0];
      for (let x = 0; x < wide; x++) {
        const [left, right] = [columns[2 * x] ?? 0, columns[2 * x + 1] ?? 0];
        let sum = 0;
        for (let row = top; row < bottom; row++) {
          const line = (layer * height + row) * width;
          for (let at = line + left; at < line + right; at++) sum += values[at] ?? 0;
        }
        window[place++] = sum / ((bottom - top) * (right - left));
      }
    }
  return window;
}

/** For each of `count` pixels over a length, the first pixel for which it stands and the one past the last. */
function spans(count: number, start: number, length: number, end: number): Int32Array {
  const found = new Int32Array(2 * count);
  for (let at = 0; at < count; at++) {
    const first = Math.min(end - 1, Math.max(0, Math.floor(start + (at * length) / count)));
    found[2 * at] = first;
    found[2 * at + 1] = Math.min(end, Math.max(first + 1, Math.ceil(start + ((at + 1) * length) / count)));
  }
  return found;
}
