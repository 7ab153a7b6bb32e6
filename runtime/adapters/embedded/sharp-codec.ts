import type { Part } from "../../recommendation/garments";
import { type ImageCodec, pictureFormat } from "../../recommendation/photo-intake";
import type { Pixels } from "../../recommendation/pixels";
import { sharp } from "./image-library";

const longestSide = 1536;
const whole: Part = { left: 0, top: 0, right: 1, bottom: 1 };
const limits = {
  limitInputPixels: 40e6,
  limitInputChannels: 5,
  failOn: "warning",
  pages: 1,
  unlimited: false,
} as const;

/**
 * Pictures through libvips: decoded under limits, turned upright, converted to sRGB and written anew without anything
 * beside the picture. Bytes that do not begin as one of the four formats reach no loader.
 */
export const sharpCodec: ImageCodec = {
  clean: (bytes) => writtenAnew(bytes, longestSide),
  decoded: (bytes) =>
    unlessDamaged(bytes, async () => {
      const { data, info } = await upright(bytes, longestSide)
        .toColourspace("srgb")
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { width: info.width, height: info.height, rgb: data };
    }),
  written: async (picture) => ({ jpeg: await jpegOf(picture), width: picture.width, height: picture.height }),
  small: async (bytes, side) => (await writtenAnew(bytes, side))?.jpeg,
  async square(given, size, pad, part = whole) {
    const picture = "rgb" in given ? raw(given) : sharp(given, limits);
    const { width, height } = "rgb" in given ? given : await picture.metadata();
    const left = Math.min(width - 1, Math.floor(part.left * width));
    const top = Math.min(height - 1, Math.floor(part.top * height));
    const across = Math.max(1, Math.ceil(part.right * width) - left);
    const down = Math.max(1, Math.ceil(part.bottom * height) - top);
    const cut = part === whole ? picture : picture.extract({ left, top, width: across, height: down });
    const { data, info } = await cut
      .resize({ width: size, height: size, fit: "inside" })
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const rgb = padded({ width: info.width, height: info.height, rgb: data }, size, pad);
    const [wide, high] = [Math.min(1, across / down), Math.min(1, down / across)];
    const frame = { left: (1 - wide) / 2, top: (1 - high) / 2, right: (1 + wide) / 2, bottom: (1 + high) / 2 };
    return { width: size, height: size, rgb, frame };
  },
};

/** Huffman tables of one's own would make a file a twentieth smaller, and writing it cost twice as much. */
const asJpeg = { quality: 85, optimiseCoding: false } as const;

const writtenAnew = async (bytes: Uint8Array, side: number) =>
  unlessDamaged(bytes, async () => {
    const { data, info } = await upright(bytes, side).jpeg(asJpeg).toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  });

const raw = ({ width, height, rgb }: Pixels) => sharp(rgb, { raw: { width, height, channels: 3 } });

/** Pixels as a JPEG. */
export const jpegOf = (picture: Pixels): Promise<Uint8Array> => raw(picture).jpeg(asJpeg).toBuffer();

/** A square picture as a smaller one. */
export const shrunk = async (picture: Pixels, size: number): Promise<Pixels> => ({
  width: size,
  height: size,
  rgb: await raw(picture).resize(size, size).raw().toBuffer(),
});

/** A picture in the middle of a square. libvips would make the margin as well, and take half as long again for it. */
function padded({ width, height, rgb }: Pixels, size: number, pad: readonly [number, number, number]): Uint8Array {
  const square = Buffer.alloc(3 * size * size, Uint8Array.from(pad));
  const [left, top] = [Math.floor((size - width) / 2), Math.floor((size - height) / 2)];
  for (let row = 0; row < height; row++)
    square.set(rgb.subarray(3 * width * row, 3 * width * (row + 1)), 3 * (size * (top + row) + left));
  return square;
}

const upright = (bytes: Uint8Array, side: number) =>
  sharp(bytes, { ...limits, autoOrient: true })
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true, kernel: "cubic" }) // Lanczos takes a tenth longer
    .flatten({ background: "#ffffff" })
    .timeout({ seconds: 10 });

async function unlessDamaged<T>(bytes: Uint8Array, work: () => Promise<T>): Promise<T | undefined> {
  const format = pictureFormat(bytes);
  if (format === undefined || format === "heic") return undefined;
  try {
    return await work();
  } catch {
    return undefined; // libvips says no more than that the bytes are damaged or beyond the limits
  }
}
