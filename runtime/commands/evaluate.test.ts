import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { type Piece, pieces } from "../catalogue/vocabulary";
import type { ConsentEntry } from "../privacy/consent";
import { metadataIn } from "../privacy/jpeg-walker";
import type { VisualEncoder } from "../recommendation/visual-encoder";
import { jpeg } from "../testing/pictures";
import { evaluate } from "./evaluate";
import { run } from "./program";

/** Tells two pieces apart by whether red or blue is stronger. */
const encoder: VisualEncoder = {
  model: "by-colour",
  inputSize: 8,
  pad: [0, 0, 0],
  dimensions: 2,
  threshold: 0.5,
  see: async ({ rgb }) => {
    const middle = 3 * (8 * 4 + 4);
    const red = (rgb[middle] ?? 0) > (rgb[middle + 2] ?? 0);
    const probabilities = Object.fromEntries(pieces.map((piece) => [piece, 0])) as Record<Piece, number>;
    probabilities[red ? "dress" : "hat"] = 1;
    return { embedding: Float32Array.from(red ? [1, 0] : [0, 1]), probabilities };
  },
};

let home: string;
let printed: string[];
let complained: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "penderie-evaluate-"));
  printed = [];
  complained = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void complained.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(home, { recursive: true });
});

function put(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), content);
}
const picture = async (colour: string) =>
  sharp({ create: { width: 20, height: 20, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();
const ask = async (...args: readonly string[]) => {
  const entries: ConsentEntry[] = [];
  const consents = {
    append: async (entry: ConsentEntry) => void entries.push(entry),
    latest: async () => entries,
    consenting: async () => new Set<string>(),
    erase: async () => 0,
  };
  const deps = { codec: sharpCodec, encoder: async () => encoder, consents, now: () => new Date(0) };
  return run([evaluate(async () => deps)], ["evaluate", ...args.map((each) => each.replace("~", home))]);
};
const answered = () => JSON.parse(printed.join("\n")) as Record<string, unknown>;

describe("evaluate vision", () => {
  beforeEach(async () => {
    put("shop/dress/a.jpg", await picture("#c00"));
    put("shop/dress/b.jpg", await picture("#d00"));
    put("shop/hat/c.jpg", await picture("#00c"));
    put("shop/hat/d.jpg", await picture("#c00"));
    put("shop/hat/.hidden", "x");
  });

  it("answers accuracy, recall and retrieval with intervals", async () => {
    expect(await ask("vision", "--photos", "~/shop", "--json")).toBe(0);
    expect(answered()).toMatchObject({ pictures: 4, accuracy: 0.75, recall: { dress: 1, hat: 0.5 }, unreadable: [] });
    expect(Object.keys(answered())).toEqual(expect.arrayContaining(["interval", "p1Interval", "p10Interval", "model"]));
  });

  it("asks another folder, and takes the same folder for none", async () => {
    put("index/hat/c.jpg", await picture("#00c"));
    put("index/dress/e.jpg", await picture("#b00"));
    expect(await ask("vision", "--photos", "~/shop", "--index", "~/index", "--json")).toBe(0);
    expect(answered()).toMatchObject({ p1: 0.75, p10: 0.5 });
    printed = [];
    await ask("vision", "--photos", "~/shop", "--index", "~/shop/", "--json");
    expect(answered()).toMatchObject({ p10: expect.closeTo(1 / 3, 5) as number });
  });

  it("names what it could not read and judges the rest", async () => {
    put("shop/hat/e.jpg", "no picture");
    expect(await ask("vision", "--photos", "~/shop")).toBe(0);
    expect(printed.join()).toContain(`unreadable: ${join(home, "shop/hat/e.jpg")}`);
  });

  it.each([
    ["a folder of another name beside the pieces", "shop/kitten/a.jpg", ["--photos", "~/shop"], "kitten"],
    ["no folder of a piece", "flat/a.jpg", ["--photos", "~/flat"], "it holds none"],
    ["a file", "file.jpg", ["--photos", "~/file.jpg"], "is a file"],
    ["nothing", "x", ["--photos", "~/nowhere"], "no such folder"],
    ["an index that is no such folder", "x", ["--photos", "~/shop", "--index", "~/nowhere"], "no such folder"],
  ])("refuses %s as wrong usage", async (_title, path, args, reason) => {
    put(path, "x");
    expect(await ask("vision", ...args)).toBe(2);
    expect(complained.join()).toContain(reason);
  });

  it("fails when hardly anything can be read", async () => {
    put("bad/dress/a.jpg", "x");
    put("bad/dress/b.jpg", "y");
    expect(await ask("vision", "--photos", "~/bad")).toBe(1);
  });
});

describe("evaluate intake", () => {
  it("writes what is clean, folder by folder, and says why it refused the rest", async () => {
    put("in/a.jpg", await jpeg());
    put(
      "in/a.png",
      await sharp(await jpeg())
        .png()
        .toBuffer(),
    );
    put(
      "in/more/b.webp",
      await sharp(await jpeg())
        .webp()
        .toBuffer(),
    );
    put("in/text.jpg", "hello");
    put("in/empty.jpg", "");
    expect(await ask("intake", "--in", "~/in", "--out", "~/out", "--json")).toBe(0);
    expect(answered()).toMatchObject({
      files: 5,
      accepted: 3,
      refused: [
        { file: "empty.jpg", reason: "empty" },
        { file: "text.jpg", reason: "not a picture" },
      ],
    });
    const written = readdirSync(join(home, "out"), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(".jpg"))
      .sort();
    expect(written).toEqual(["a.jpg", "a.png.jpg", join("more", "b.jpg")]);
    for (const name of written) expect(metadataIn(readFileSync(join(home, "out", name)))).toBeUndefined();
  });

  it("reads no more of a huge file than it takes to refuse it", async () => {
    put("in/huge.jpg", Buffer.concat([await jpeg(), Buffer.alloc(13 * 1024 * 1024)]));
    await ask("intake", "--in", "~/in", "--out", "~/out", "--json");
    expect(answered()).toMatchObject({ refused: [{ file: "huge.jpg", reason: "too large" }] });
  });

  it.each([
    ["an empty folder", 1, ["--in", "~/empty", "--out", "~/out"], "holds no files"],
    ["originals that would be written over", 2, ["--in", "~/in", "--out", "~/in"], "outside it"],
    ["a place among the originals", 2, ["--in", "~/in", "--out", "~/in/out"], "outside it"],
    ["a file to write into", 2, ["--in", "~/in", "--out", "~/in.txt"], "is a file"],
    ["a file to read from", 2, ["--in", "~/in.txt", "--out", "~/out"], "is a file"],
  ])("refuses %s", async (_title, status, args, reason) => {
    mkdirSync(join(home, "empty"));
    put("in/a.jpg", await jpeg());
    put("in.txt", "x");
    expect(await ask("intake", ...args)).toBe(status);
    expect(complained.join()).toContain(reason);
  });
});
