import type { Rasteriser } from "../../sample/make";
import { sharp } from "./image-library";

/** Our own drawings through librsvg. Uploads never come here: their bytes are sniffed first, and SVG is no format they may have. */
export const svgRasteriser: Rasteriser = {
  async jpeg(svg, size) {
    const drawn = sharp(Buffer.from(svg));
    return (size ? drawn.resize(size.width, size.height) : drawn).jpeg({ quality: 86 }).toBuffer();
  },
};
