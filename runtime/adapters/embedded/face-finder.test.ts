import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { colours, pieces } from "../../catalogue/vocabulary";
import { type Box, type FaceFinder, veil } from "../../recommendation/faces";
import type { Pixels } from "../../recommendation/pixels";
import { drawGarment } from "../../sample/drawing";
import { randomFrom } from "../../sample/random";
import { drawnFace } from "../../testing/faces";
import { temporaryFolder } from "../../testing/temporary";
import { faceFinder } from "./face-finder";
import { sharp } from "./image-library";
import { onnxEncoder } from "./onnx-encoder";
import { sharpCodec } from "./sharp-codec";

const models = join(__dirname, "..", "..", "models");
let finder: FaceFinder;
beforeAll(async () => {
  finder = await faceFinder(join(models, "face-finder"));
});

const skins = ["#f0c8ae", "#d9a384", "#8a5a3c", "#5c3a26"];
/** Somebody in a garment, and the face's box: from ear to ear, from the hair line to the chin. */
const wearing = (x: number, y: number, size: number, skin: string | undefined, shirt = "#2f5d8a") =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="960"><rect width="720" height="960" fill="#c9cdd2"/>
   <rect x="180" y="420" width="360" height="480" rx="60" fill="${shirt}"/>${skin === undefined ? "" : drawnFace(x, y, size, skin)}</svg>`;
const faceAt = (x: number, y: number, size: number): Box => ({
  left: x - 0.47 * size,
  top: y - 0.5 * size,
  right: x + 0.47 * size,
  bottom: y + 0.66 * size,
});
async function pixels(svg: string): Promise<Pixels> {
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten()
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}
/** The share of the box that the other covers. */
function covered(box: Box, by: Box): number {
  const wide = Math.min(box.right, by.right) - Math.max(box.left, by.left);
  const high = Math.min(box.bottom, by.bottom) - Math.max(box.top, by.top);
  return (Math.max(0, wide) * Math.max(0, high)) / ((box.right - box.left) * (box.bottom - box.top));
}

describe("the face finder", () => {
  it.each([60, 90, 140, 220, 400].flatMap((size) => skins.map((skin) => [size, skin] as const)))(
    "finds a face of %i pixels, drawn with skin of %s",
    async (size, skin) => {
      const found = await finder.find(await pixels(wearing(360, 300, size, skin)));
      expect(found).toHaveLength(1);
      for (const face of found) {
        expect(covered(faceAt(360, 300, size), face)).toBeGreaterThan(0.6);
        expect(covered(face, faceAt(360, 300, size))).toBeGreaterThan(0.6);
      }
    },
  );

  it("finds each of several, and those at the edge", async () => {
    const three = `${drawnFace(120, 200, 100)}${drawnFace(380, 160, 140)}${drawnFace(680, 300, 110)}`;
    const found = await finder.find(await pixels(wearing(0, 0, 0, undefined).replace("</svg>", `${three}</svg>`)));
    expect(found.map(({ left }) => Math.round(left / 260)).sort()).toEqual([0, 1, 2]);
  });

  it("finds none in pictures of garments, nor in none at all", async () => {
    for (const piece of pieces)
      for (const colour of colours.slice(0, 6)) {
        const svg = drawGarment(
          { piece, colours: [colour, "white"], pattern: "striped" },
          "photo",
          randomFrom(piece + colour),
        );
        expect([piece, colour, await finder.find(await pixels(svg))]).toEqual([piece, colour, []]);
      }
    expect(await finder.find({ width: 1, height: 1, rgb: new Uint8Array(3) })).toEqual([]);
    expect(await finder.find({ width: 700, height: 4, rgb: new Uint8Array(8400) })).toEqual([]);
  });

  it("finds nothing any more in what was veiled", async () => {
    for (const skin of skins) {
      const picture = await pixels(wearing(360, 300, 160, skin));
      const before = Uint8Array.from(picture.rgb);
      const found = await finder.find(picture);
      veil(picture, found);
      expect([skin, found.length, await finder.find(picture)]).toEqual([skin, 1, []]);
      const shirt = 3 * (700 * 720 + 200);
      expect(picture.rgb.subarray(shirt, shirt + 300)).toEqual(before.subarray(shirt, shirt + 300));
    }
  });

  it("refuses a network that is not the one of its card", async () => {
    const folder = temporaryFolder("face-finder");
    for (const name of readdirSync(join(models, "face-finder")))
      copyFileSync(join(models, "face-finder", name), join(folder, name));
    const bytes = readFileSync(join(folder, "rnet.onnx"));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(join(folder, "rnet.onnx"), bytes);
    await expect(faceFinder(folder)).rejects.toThrow("rnet.onnx is not the model that its card describes");
  });
});

describe("the vector of a photograph", () => {
  const garments = [
    ["dress", "red", "plain"],
    ["outwear", "navy", "plain"],
    ["shirt", "white", "striped"],
    ["t-shirt", "green", "plain"],
    ["longsleeve", "grey", "striped"],
    ["outwear", "beige", "plain"],
  ] as const;
  const people = skins.flatMap((skin, at) => [
    { skin, x: 170 + 40 * at, size: 90 },
    { skin, x: 310 - 40 * at, size: 120 },
  ]);

  it("tells what is worn, and not who wears it", async () => {
    const encoder = await onnxEncoder(join(models, "garment-encoder"));
    const seen: { garment: number; person: number; vector: Float32Array }[] = [];
    for (const [garment, [piece, colour, pattern]] of garments.entries())
      for (const [person, { skin, x, size }] of people.entries()) {
        const worn = drawGarment(
          { piece, colours: [colour, "black"], pattern },
          "packshot",
          randomFrom(piece + colour),
        );
        const picture = await pixels(worn.replace("</svg>", `${drawnFace(x, 100, size, skin)}</svg>`));
        veil(picture, await finder.find(picture));
        const { width, height, rgb } = picture;
        const jpeg = await sharp(rgb, { raw: { width, height, channels: 3 } })
          .jpeg()
          .toBuffer();
        const { embedding } = await encoder.see(await sharpCodec.square(jpeg, encoder.inputSize, encoder.pad));
        seen.push({ garment, person, vector: embedding });
      }
    const like = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    const nearest = (one: (typeof seen)[number], among: typeof seen) =>
      [...among].sort((a, b) => like(one.vector, b.vector) - like(one.vector, a.vector))[0];
    const share = (right: (one: (typeof seen)[number]) => boolean) => seen.filter(right).length / seen.length;
    const others = (one: (typeof seen)[number]) => seen.filter(({ garment }) => garment !== one.garment);
    const sameGarment = share(
      (one) =>
        nearest(
          one,
          seen.filter((each) => each !== one),
        )?.garment === one.garment,
    );
    const samePerson = share((one) => nearest(one, others(one))?.person === one.person);
    expect(sameGarment).toBeGreaterThan(0.9);
    expect(samePerson).toBeLessThan(0.2); // by chance an eighth; a quarter where faces are left
  });
});
