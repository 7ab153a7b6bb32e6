import sharp from "sharp";

/** A picture of one colour with a lighter square, as JPEG. */
export const jpeg = (width = 64, height = 48): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 30, g: 60, b: 160 } } })
    .jpeg()
    .toBuffer();

/** One JPEG segment with these bytes. */
export function segment(marker: number, content: Uint8Array): Buffer {
  const length = content.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), content]);
}

/** The picture with more segments behind its first marker. */
export const withSegments = (picture: Uint8Array, ...segments: readonly Uint8Array[]): Buffer =>
  Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)]);
