import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { lineFinder } from "./source";

const root = mkdtempSync(join(tmpdir(), "source-"));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const lineOf = lineFinder(root);

describe("the line behind a place", () => {
  it("is found through the source map beside a bundle", () => {
    mkdirSync(join(root, "infra"));
    writeFileSync(
      join(root, "infra", "a.ts"),
      "const one = 1;\n\nexport const two: number = one + 1;\nthrow new Error(String(two));\n",
    );
    buildSync({
      entryPoints: [join(root, "infra", "a.ts")],
      bundle: true,
      sourcemap: true,
      outfile: join(root, "dist", "a.js"),
    });
    const file = join(root, "dist", "a.js");
    const lines = readFileSync(file, "utf8").split("\n");
    const at = lines.findIndex((line) => line.includes("throw new Error"));
    const place = `#${at + 1},${(lines[at]?.indexOf("throw") ?? 0) + 1}`;
    expect(lineOf(`${pathToFileURL(file).href}${place}`)).toEqual({ file: "infra/a.ts", line: 4 });
    expect(lineOf(`project:///dist/a.js${place}`)).toEqual({ file: "infra/a.ts", line: 4 });
  });

  it("is the engine's own where it names one in the project", () => {
    expect(lineOf("project:///infra/platform.ts#40,3")).toEqual({ file: "infra/platform.ts", line: 40 });
  });

  it.each(["", "project:///../elsewhere/main.js#3,1", "file:///elsewhere/main.js#3,1", "nonsense"])(
    "is not known of %j",
    (source) => {
      expect(lineOf(source)).toBeUndefined();
    },
  );
});
