import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { drawGarment } from "../../sample/drawing";
import { randomFrom } from "../../sample/random";
import { veiled } from "../../recommendation/faces";
import { seenWhereMade } from "../../recommendation/seen-copy";
import { drawnFace } from "../../testing/faces";
import { temporaryFolder } from "../../testing/temporary";
import { faceFinder } from "./face-finder";
import { sharp } from "./image-library";
import { onnxEncoder } from "./onnx-encoder";
import { seeingThreads } from "./seeing-threads";
import { sharpCodec } from "./sharp-codec";
import { svgRasteriser } from "./svg-rasteriser";

const home = join(__dirname, "..", "..", "..");
const models = join(home, "runtime", "models");
const folders = { encoder: join(models, "garment-encoder"), faces: join(models, "face-finder") };
/** Inside the project, so that the bundle finds its packages. */
const program = join(home, "dist", "tests", "seeing-thread.js");
beforeAll(() =>
  build({
    entryPoints: [join(__dirname, "seeing-thread.ts")],
    outfile: program,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
  }),
);

describe("networks in threads", () => {
  it("see and find what they see and find elsewhere, many at once", async () => {
    const [threads, encoder, finder] = await Promise.all([
      seeingThreads(program, folders),
      onnxEncoder(folders.encoder),
      faceFinder(folders.faces),
    ]);
    const see = expect.any(Function) as unknown;
    expect(threads.encoder).toEqual({ ...encoder, see });
    const garments = await Promise.all(
      (["dress", "shoes", "hat", "pants"] as const).map(async (piece) => {
        const svg = drawGarment({ piece, colours: ["red"], pattern: "plain" }, "packshot", randomFrom(piece));
        return sharpCodec.square(await svgRasteriser.jpeg(svg), encoder.inputSize, encoder.pad);
      }),
    );
    const seen = await Promise.all(garments.map((each) => threads.encoder.see(each)));
    expect(seen).toEqual(await Promise.all(garments.map((each) => encoder.see(each))));
    const person = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="960"><rect width="720" height="960" fill="#c9cdd2"/>${drawnFace(360, 300, 140)}</svg>`;
    const photo = await sharp(Buffer.from(person)).jpeg().toBuffer();
    const copy = await threads.clean(photo);
    expect(copy).toEqual(await veiled(sharpCodec, finder)(photo));
    expect(copy).not.toEqual(await sharpCodec.clean(photo));
    const seenCopy = await threads.seenCopy(photo);
    expect(seenCopy).toEqual(await seenWhereMade(finder, { codec: sharpCodec, encoder })(photo));
    expect(seenCopy).toMatchObject({ ...copy, garments: [{ vector: expect.any(Float32Array) as unknown }] });
    expect(await threads.clean(photo.subarray(0, 500))).toBeUndefined();
  });

  it.each(["encoder", "faces"] as const)("refuse a model of the %s that is not the one of its card", async (which) => {
    const folder = join(temporaryFolder("models"), which);
    mkdirSync(folder);
    for (const name of readdirSync(folders[which])) copyFileSync(join(folders[which], name), join(folder, name));
    const file = join(folder, which === "encoder" ? "encoder.onnx" : "onet.onnx");
    const bytes = readFileSync(file);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(seeingThreads(program, { ...folders, [which]: folder })).rejects.toThrow(
      "is not the model that its card describes",
    );
  });

  it("tell the caller of a picture that cannot be looked at, and go on", async () => {
    const { encoder } = await seeingThreads(program, folders);
    const small = { width: 2, height: 2, rgb: new Uint8Array(12) };
    await expect(encoder.see(small)).rejects.toThrow(/the encoder reads \d+ × \d+ pixels/);
    const size = encoder.inputSize;
    const plain = { width: size, height: size, rgb: new Uint8Array(3 * size * size) };
    expect((await encoder.see(plain)).embedding).toHaveLength(encoder.dimensions);
  });
});
