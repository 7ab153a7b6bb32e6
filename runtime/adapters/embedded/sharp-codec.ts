import { type ImageCodec, pictureFormat } from "../../recommendation/photo-intake";
import { sharp } from "./image-library";

const longestSide = 1536;
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
  small: async (bytes, side) => (await writtenAnew(bytes, side))?.jpeg,
  async square(jpeg, size, [r, g, b]) {
    const rgb = await sharp(jpeg, limits)
      .resize({ width: size, height: size, fit: "contain", background: { r, g, b } })
      .removeAlpha()
      .toColourspace("srgb")
      .raw()
      .toBuffer();
    return { width: size, height: size, rgb };
  },
};

async function writtenAnew(bytes: Uint8Array, side: number) {
  const format = pictureFormat(bytes);
  if (format === undefined || format === "heic") return undefined;
  try {
    const { data, info } = await sharp(bytes, { ...limits, autoOrient: true })
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .jpeg({ quality: 85 })
      .timeout({ seconds: 10 })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  } catch {
    return undefined; // libvips says no more than that the bytes are damaged or beyond the limits
  }
}
