import sharp from "sharp";
import { svgRasteriser } from "../adapters/embedded/svg-rasteriser";
import { product } from "../catalogue/product";
import { pieces, patterns } from "../catalogue/vocabulary";
import { drawGarment, drawingSize } from "./drawing";
import { labelledDrawings } from "./drawings";
import { eventHeader, sampleEvents } from "./events";
import { type SampleFolder, makeSample } from "./make";
import { randomFrom } from "./random";
import { sampleShop } from "./shop";
import { sampleShoppers } from "./shoppers";

const shop = sampleShop("test", 80);

describe("the sample shop", () => {
  it("is the same for the same seed and another for another", () => {
    expect(sampleShop("test", 80)).toEqual(shop);
    expect(sampleShop("other", 80)).not.toEqual(shop);
  });

  it("has products of every piece, each as the catalogue wants it", () => {
    for (const item of shop) expect(product.safeParse(item).error).toBeUndefined();
    expect(new Set(shop.map(({ piece }) => piece)).size).toBe(pieces.length);
  });

  it("has shoppers who like what is sold and follow one another", () => {
    const people = sampleShoppers("test", shop);
    const sold = new Set(shop.map(({ id }) => id));
    for (const { id, likes, follows } of people) {
      expect(likes.every((like) => sold.has(like))).toBe(true);
      expect(follows.every((other) => other !== id && people.some((person) => person.id === other))).toBe(true);
    }
  });
});

describe("drawings", () => {
  it.each(pieces)("draw a %s in every pattern, as a picture of the right size", async (piece) => {
    for (const pattern of patterns) {
      const svg = drawGarment(
        { piece, pattern, colours: ["navy", "yellow"] },
        "photo",
        randomFrom(`${piece} ${pattern}`),
      );
      expect(svg).not.toMatch(/NaN|undefined/);
    }
    const jpeg = await svgRasteriser.jpeg(
      drawGarment({ piece, pattern: "plain", colours: ["red"] }, "packshot", randomFrom(piece)),
    );
    expect(await sharp(jpeg).metadata()).toMatchObject({ format: "jpeg", ...drawingSize });
  });

  it("come labelled, pieces in turn, the same for the same seed", () => {
    const first = [...labelledDrawings("a", 20)];
    expect(first.map(({ garment }) => garment.piece)).toEqual([...pieces, ...pieces]);
    expect([...labelledDrawings("a", 20)]).toEqual(first);
  });
});

describe("the sample events", () => {
  const lines = [...sampleEvents("test", shop, 20_000)];

  it("have the documented header, ids beyond 2^53, and a few rows that are no events", () => {
    expect(lines[0]).toBe(eventHeader);
    const rows = lines.slice(1).map((line) => line.split(","));
    const whole = rows.filter((row) => row.length === 9);
    expect(whole.length).toBeLessThan(rows.length);
    expect(whole.every((row) => BigInt(row[3] ?? 0) > BigInt(Number.MAX_SAFE_INTEGER))).toBe(true);
    expect(rows.some((row) => row[1] === "click")).toBe(true);
  });

  it("are in the order of time and hold every type of event", () => {
    const times = lines.slice(1).map((line) => line.slice(0, 19));
    expect(times).toEqual([...times].sort());
    for (const type of ["view", "cart", "remove_from_cart", "purchase"])
      expect(lines.some((line) => line.includes(`,${type},`))).toBe(true);
  });
});

describe("makeSample", () => {
  const size = { seed: "test", products: 10, events: 200 };
  const folder = (failAt = Infinity) => {
    const files: string[] = [];
    let complete = false;
    const self: SampleFolder = {
      isComplete: async () => complete,
      write: async (path) => {
        if (files.push(path) > failAt) throw new Error("disk full");
      },
      writeLines: async (path, content) => {
        files.push(path);
        for (const line of content) expect(line).not.toBe("");
      },
      complete: async () => {
        complete = true;
      },
    };
    return { self, files };
  };
  const rasteriser = { jpeg: async () => Buffer.from("x") };

  it("writes everything once", async () => {
    const { self, files } = folder();
    expect(await makeSample({ folder: self, rasteriser }, size)).toBe(true);
    expect(files).toEqual(
      expect.arrayContaining([
        "catalogue.jsonl",
        "shoppers.json",
        "events.csv.gz",
        "images/P0001.jpg",
        "wardrobe/dress.jpg",
      ]),
    );
    const count = files.length;
    expect(await makeSample({ folder: self, rasteriser }, size)).toBe(false);
    expect(files).toHaveLength(count);
  });

  it("is not there when it was interrupted", async () => {
    const { self } = folder(3);
    await expect(makeSample({ folder: self, rasteriser }, size)).rejects.toThrow("disk full");
    expect(await self.isComplete()).toBe(false);
  });
});
