import sharp from "sharp";
import { imageCodecContract } from "../../testing/image-codec-contract";
import { sharpCodec } from "./sharp-codec";

const colour = [180, 60, 40] as const;
const [r, g, b] = colour;
const drawn = (width = 40, height = 20, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r, g, b } } });

describe("sharpCodec", () => {
  it("makes three bytes of a pixel that has one", async () => {
    const grey = await drawn().greyscale().jpeg().toBuffer();
    expect((await sharpCodec.decoded(grey))?.rgb).toHaveLength(2400);
  });

  imageCodecContract(sharpCodec, async () => {
    const jpeg = await drawn().jpeg().toBuffer();
    return {
      readable: {
        jpeg,
        png: await drawn().png().toBuffer(),
        "png with an alpha channel": await drawn(40, 20, 4).png().toBuffer(),
        "png of 16 bits": await drawn().toColourspace("rgb16").png().toBuffer(),
        webp: await drawn().webp().toBuffer(),
        avif: await drawn().avif().toBuffer(),
        "jpeg in print colours": await drawn().toColourspace("cmyk").jpeg().toBuffer(),
        "jpeg with a profile": await drawn().withIccProfile("p3").jpeg().toBuffer(),
      },
      colour,
      sideways: await drawn().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
      unreadable: {
        nothing: Buffer.alloc(0),
        text: Buffer.from("hello"),
        gif: await drawn().gif().toBuffer(),
        tiff: await drawn().tiff().toBuffer(),
        svg: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        "a jpeg cut short": jpeg.subarray(0, jpeg.length >> 1),
        "64 million pixels": await drawn(8000, 8000).png({ compressionLevel: 9 }).toBuffer(),
      },
    };
  });
});
