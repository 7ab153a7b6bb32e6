import sharp from "sharp";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { svgRasteriser } from "../adapters/embedded/svg-rasteriser";
import { colours } from "../catalogue/vocabulary";
import { drawGarment } from "../sample/drawing";
import { randomFrom } from "../sample/random";
import { areasOf } from "./areas";
import { nameColours } from "./colours";

const coloursOf = async (jpeg: Uint8Array) => nameColours(areasOf(await sharpCodec.square(jpeg, 128, [128, 128, 128])));

describe("nameColours", () => {
  it("names the garment and leaves the background out", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="#d8cbb0"/><rect x="20" y="20" width="60" height="60" fill="#c01f2a"/></svg>`;
    const jpeg = await sharp(Buffer.from(svg)).jpeg().toBuffer();
    const [first, ...others] = await coloursOf(jpeg);
    expect(first?.colour).toBe("red");
    expect(first?.share).toBeGreaterThan(0.98);
    expect(others).toEqual([]);
  });

  it("names both colours of a garment in two, the larger first", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="#fff"/><rect x="20" y="20" width="60" height="40" fill="#1c244a"/><rect x="20" y="60" width="60" height="20" fill="#f0cd3c"/></svg>`;
    const jpeg = await sharp(Buffer.from(svg)).jpeg().toBuffer();
    expect((await coloursOf(jpeg)).map(({ colour }) => colour)).toEqual(["navy", "yellow"]);
  });

  it("answers at least one colour when garment and ground are the same", async () => {
    const jpeg = await sharp({ create: { width: 60, height: 60, channels: 3, background: "#ffffff" } })
      .jpeg()
      .toBuffer();
    expect(await coloursOf(jpeg)).toEqual([{ colour: "white", share: expect.closeTo(1, 5) as number }]);
  });

  it("names most drawn garments as they were drawn", async () => {
    const vivid = colours.filter((colour) => !["white", "grey", "beige"].includes(colour));
    let right = 0;
    for (const colour of vivid) {
      const svg = drawGarment(
        { piece: "t-shirt", colours: [colour], pattern: "plain" },
        "packshot",
        randomFrom(`colour ${colour}`),
      );
      const [first] = await coloursOf(await svgRasteriser.jpeg(svg));
      if (first?.colour === colour) right++;
    }
    expect(right).toBeGreaterThanOrEqual(vivid.length - 3);
  });

  it.each(["#1f2a48", "#2a3350", "#20304f"])(
    "takes dark blue %s under yellowish light for navy, not for grey or black",
    async (cloth) => {
      const [red, green, blue] = [1, 3, 5].map((at) => parseInt(cloth.slice(at, at + 2), 16));
      const lit = `rgb(${red ?? 0} ${Math.round((green ?? 0) * 0.97)} ${Math.round((blue ?? 0) * 0.85)})`;
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="#f0e6c8"/><rect x="20" y="20" width="60" height="60" fill="${lit}"/></svg>`;
      const jpeg = await sharp(Buffer.from(svg)).jpeg().toBuffer();
      expect((await coloursOf(jpeg)).map(({ colour }) => colour)).toEqual(["navy"]);
    },
  );

  it("names what the encoder takes for cloth, even at the rim, and not the middle", () => {
    const rgb = new Uint8Array(60 * 60 * 3);
    for (let at = 0; at < 60 * 60; at++) rgb.set(at % 60 < 15 ? [192, 31, 42] : [40, 125, 65], 3 * at);
    const shown = { side: 4, cells: Float32Array.from({ length: 16 }, (_, cell) => (cell % 4 === 0 ? 0.9 : 0.1)) };
    const first = (areas: ReturnType<typeof areasOf>) => nameColours(areas)[0]?.colour;
    expect(first(areasOf({ width: 60, height: 60, rgb }, shown))).toBe("red");
    expect(first(areasOf({ width: 60, height: 60, rgb }))).toBe("green");
  });
});
