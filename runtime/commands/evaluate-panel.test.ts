import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embedded } from "../compose/embedded";
import type { Learnt } from "../recommendation/behaviour/learn-likes";
import type { PanelKey } from "../recommendation/panel";
import { drawGarment } from "../sample/drawing";
import { makeSample } from "../sample/make";
import { randomFrom } from "../sample/random";
import { catalogue } from "./catalogue";
import { catalogueLearn } from "./catalogue-learn";
import { evaluatePanel } from "./evaluate-panel";
import { run } from "./program";

let home: string;
let composition: ReturnType<typeof embedded>;
let printed: string[];
let complained: string[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "penderie-panel-"));
  composition = embedded(join(home, "data"));
  await makeSample(composition.sample, { seed: "few", products: 30, events: 50 });
  mkdirSync(join(home, "photos", "mine"), { recursive: true });
  for (const [name, piece] of [
    ["a", "dress"],
    ["b", "pants"],
  ] as const) {
    const svg = drawGarment({ piece, colours: ["red"], pattern: "plain" }, "photo", randomFrom(name));
    writeFileSync(join(home, "photos", "mine", `${name}.jpg`), await composition.sample.rasteriser.jpeg(svg));
  }
  const blank =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="400"><rect width="300" height="400" fill="#777"/></svg>';
  writeFileSync(join(home, "photos", "wall.jpg"), await composition.sample.rasteriser.jpeg(blank));
  writeFileSync(join(home, "photos", "text.jpg"), "hello");
});
afterAll(async () => {
  await composition.close();
  rmSync(home, { recursive: true });
});
beforeEach(() => {
  [printed, complained] = [[], []];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void complained.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
});

const stay = async () => undefined;
const ask = (...args: readonly string[]) =>
  run(
    [
      evaluatePanel(async () => ({ ...(await composition.shop()), sample: composition.sample }), stay),
      catalogue(() => composition.shop(), stay).addCommand(catalogueLearn(async () => composition.learn, stay)),
    ],
    args.map((each) => each.replace("~", home)).concat(args[0] === "panel" ? ["--data", join(home, "data")] : []),
  );
const keyOf = (folder: string) => JSON.parse(readFileSync(join(home, folder, "key.json"), "utf8")) as PanelKey;

describe("evaluate panel", () => {
  it("makes a sheet to look at and a panel that does not tell answers from foils, with every picture it shows", async () => {
    expect(await ask("panel", "--photos", "~/photos", "--out", "~/out", "--json")).toBe(0);
    expect(JSON.parse(printed.join(""))).toEqual({ photos: 3, unreadable: ["text.jpg"], withoutGarment: 1 });
    const { sheets } = keyOf("out");
    expect(sheets.map(({ cards }) => cards.map(({ rank }) => rank).sort((a, b) => a - b))).toEqual(
      sheets.map(() => [0, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    );
    const [sheet, panel] = ["sheet.html", "panel.html"].map((name) => readFileSync(join(home, "out", name), "utf8"));
    expect(sheet).toContain("no garment was recognised, and none is pretended");
    expect(panel).not.toContain('"rank"');
    const pictures = new Set(readdirSync(join(home, "out", "pictures")));
    for (const [, name] of `${sheet ?? ""}${panel ?? ""}`.matchAll(/pictures\/([^"\\]+)/g))
      expect([name, pictures.has(decodeURIComponent(name ?? ""))]).toEqual([name, true]);
  });

  it("draws by lot, the same every time, where there are more photographs than are wanted", async () => {
    const made: string[] = [];
    for (const out of ["one", "two"]) {
      await ask("panel", "--photos", "~/photos/mine", "--out", `~/${out}`, "--count", "1");
      made.push(readFileSync(join(home, out, "key.json"), "utf8"));
    }
    expect(made[0]).toBe(made[1]);
    expect(keyOf("one").sheets).toHaveLength(1);
  });

  it("counts what judges saved", async () => {
    await ask("panel", "--photos", "~/photos/mine", "--out", "~/judged");
    const { panel, sheets } = keyOf("judged");
    for (const judge of ["x", "y"]) {
      const fits = Object.fromEntries(sheets.flatMap(({ cards }) => cards.map(({ name, rank }) => [name, rank > 0])));
      writeFileSync(join(home, `${judge}.json`), JSON.stringify({ panel, judge, fits }));
    }
    printed = [];
    expect(await ask("panel", "--key", "~/judged/key.json", "--judgements", "~/x.json", "~/y.json")).toBe(0);
    expect(printed.join()).toContain("answers that fit            100.0 %");
    expect(printed.join()).toContain("items drawn by lot          0.0 %");
    expect(printed.join()).toContain("a rate that stands needs 3 judges");
  });

  it.each([
    ["nothing to do", [], 2, "give --photos DIR --out DIR"],
    ["a folder that is not there", ["--photos", "~/nowhere", "--out", "~/out"], 2, "there is no such folder"],
    [
      "judgements that are none",
      ["--key", "~/photos/text.jpg", "--judgements", "~/photos/text.jpg"],
      1,
      "is not what a panel wrote",
    ],
    ["no number", ["--photos", "~/photos", "--out", "~/out", "--count", "0"], 2, "a whole number from 1 to 2000"],
  ])("refuses %s", async (_title, args, status, reason) => {
    jest.spyOn(process.stderr, "write").mockImplementation((text) => complained.push(String(text)) > 0);
    expect(await ask("panel", ...args)).toBe(status);
    expect(complained.join()).toContain(reason);
  });
});

describe("catalogue learn", () => {
  it("learns from the shop's people, says so, and leaves a model exactly where one is in force", async () => {
    expect(await ask("catalogue", "learn", "--json")).toBe(0);
    const learnt = JSON.parse(printed.join("")) as Learnt;
    expect(learnt.people).toBeGreaterThan(100);
    expect(existsSync(join(home, "data", "catalogue", "habits.bin"))).toBe(learnt.inForce);
  });
});
