import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pieces } from "../../catalogue/vocabulary";
import { drawGarment } from "../../sample/drawing";
import { randomFrom } from "../../sample/random";
import type { VisualEncoder } from "../../recommendation/visual-encoder";
import { onnxEncoder } from "./onnx-encoder";
import { sharpCodec } from "./sharp-codec";
import { svgRasteriser } from "./svg-rasteriser";

const committed = join(__dirname, "..", "..", "models", "garment-encoder");
const cardOf = (folder: string): object =>
  JSON.parse(readFileSync(join(folder, "card.json"), "utf8")) as Record<string, unknown>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "penderie-model-"));
  for (const name of ["encoder.onnx", "card.json"]) copyFileSync(join(committed, name), join(folder, name));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const change = (card: object) => {
  writeFileSync(join(folder, "card.json"), JSON.stringify({ ...cardOf(folder), ...card }));
};

describe("onnxEncoder", () => {
  it("refuses a model that is not the one of its card", async () => {
    const bytes = readFileSync(join(folder, "encoder.onnx"));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(join(folder, "encoder.onnx"), bytes);
    await expect(onnxEncoder(folder)).rejects.toThrow("is not the model that its card describes");
  });

  it("refuses a model whose labels are in another order", async () => {
    change({ labels: [...pieces].reverse() });
    await expect(onnxEncoder(folder)).rejects.toThrow("the catalogue has");
  });

  it("refuses a card that leaves something out", async () => {
    change({ inputSize: undefined });
    await expect(onnxEncoder(folder)).rejects.toThrow("inputSize");
  });

  it("refuses a card whose vectors have another length than the model's", async () => {
    change({ dimensions: 3 });
    await expect(onnxEncoder(folder)).rejects.toThrow("3 dimensions");
  });

  it("names model, version and file, so that vectors of two trainings are never compared", async () => {
    expect((await onnxEncoder(folder)).model).toMatch(/^garment-encoder-\d+-[0-9a-f]{8}$/);
  });
});

describe("the committed encoder", () => {
  let encoder: VisualEncoder;
  beforeAll(async () => {
    encoder = await onnxEncoder(committed);
  });
  const see = async (seed: string, piece: (typeof pieces)[number]) => {
    const garment = { piece, colours: ["navy" as const], pattern: "plain" as const };
    const picture = await svgRasteriser.jpeg(drawGarment(garment, "packshot", randomFrom(seed)));
    return encoder.see(await sharpCodec.square(picture, encoder.inputSize, encoder.pad));
  };

  it("answers a vector of length one and probabilities that sum to one, the same every time", async () => {
    const { embedding, probabilities } = await see("a", "dress");
    expect(embedding).toHaveLength(encoder.dimensions);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
    expect(Object.values(probabilities).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 4);
    expect((await see("a", "dress")).embedding).toEqual(embedding);
  });

  it("tells most drawn pieces apart", async () => {
    let right = 0;
    for (const piece of pieces) {
      const { probabilities } = await see(`drawn ${piece}`, piece);
      const best = Object.entries(probabilities).sort(([, a], [, b]) => b - a)[0]?.[0];
      if (best === piece) right++;
    }
    expect(right).toBeGreaterThanOrEqual(8);
  });

  it("refuses a picture of another size", async () => {
    await expect(encoder.see({ width: 2, height: 2, rgb: new Uint8Array(12) })).rejects.toThrow(RangeError);
  });
});
