import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embedded } from "../compose/embedded";
import { drawGarment } from "../sample/drawing";
import { makeSample } from "../sample/make";
import { randomFrom } from "../sample/random";
import { type RecommendCommandDeps, recommend } from "./recommend";
import { run } from "./program";

let home: string;
let composition: ReturnType<typeof embedded>;
let deps: RecommendCommandDeps;
let printed: string[];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "penderie-recommend-"));
  composition = embedded(home);
  await makeSample(composition.sample, { seed: "few", products: 20, events: 50 });
  const svg = drawGarment({ piece: "dress", colours: ["red"], pattern: "plain" }, "photo", randomFrom("mine"));
  writeFileSync(join(home, "dress.jpg"), await composition.sample.rasteriser.jpeg(svg));
  writeFileSync(join(home, "text.jpg"), "hello");
  mkdirSync(join(home, "empty"));
  deps = { ...(await composition.shop()), sample: composition.sample };
});
afterAll(async () => {
  await composition.close();
  rmSync(home, { recursive: true });
});
beforeEach(() => {
  printed = [];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(process.stderr, "write").mockImplementation((text) => printed.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const ask = (...args: readonly string[]) =>
  run(
    [
      recommend(
        async () => deps,
        async () => undefined,
      ),
    ],
    ["recommend", "--data", home, ...args.map((each) => each.replace("~", home))],
  );

describe("recommend", () => {
  it.each([
    ["nothing to go by", [], 2, "nothing to go by"],
    ["a folder", ["--photo", "~"], 2, "is a folder"],
    ["a file that is not there", ["--photo", "~/none.jpg"], 2, "no such file"],
    ["text under a picture's name", ["--photo", "~/text.jpg"], 1, "not a JPEG"],
    ["a budget of nothing", ["--text", "hat", "--budget", "0"], 2, "EUR"],
    ["more items than an answer holds", ["--text", "hat", "--limit", "51"], 2, "1 to 50"],
  ])("refuses %s before it draws a shop", async (_title, args, status, reason) => {
    expect(await ask(...args)).toBe(status);
    expect(printed.join()).toContain(reason);
    expect(await deps.catalogue.list()).toEqual([]);
  });

  it("fills an empty catalogue, and explains what it answers to a photograph and words", async () => {
    expect(await ask("--photo", "~/dress.jpg", "--text", "a dress under 500", "--limit", "3", "--json")).toBe(0);
    const answer = JSON.parse(printed.join("\n")) as {
      items: readonly { item: { piece: string }; reasons: readonly { source: string; text: string }[] }[];
      seen: readonly { piece: string }[];
    };
    expect(answer.seen[0]?.piece).toBe("dress");
    expect(answer.items.length).toBeGreaterThan(0);
    expect(new Set(answer.items.map(({ item }) => item.piece))).toEqual(new Set(["dress"]));
    expect(answer.items[0]?.reasons.map(({ source }) => source)).toContain("image");
  });

  it("keeps no photograph, and its consent ends with the answer", async () => {
    await ask("--photo", "~/dress.jpg");
    expect(readdirSync(join(home, "photos"))).toEqual([]);
    expect(await deps.register.list(deps.owner("terminal"), new Date(0))).toEqual([]);
    expect(await deps.consents.latest("terminal")).toMatchObject([{ purpose: "recommendation", granted: false }]);
  });

  it("keeps none either when a second file is refused", async () => {
    expect(await ask("--photo", "~/dress.jpg", "~/text.jpg")).toBe(1);
    expect(readdirSync(join(home, "photos"))).toEqual([]);
  });

  it("says so when nothing in the catalogue fits", async () => {
    expect(await ask("--text", "a dress", "--budget", "1")).toBe(0);
    expect(printed.join()).toContain("nothing in the catalogue fits");
  });
});
