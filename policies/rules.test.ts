import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { catalogue } from "./catalogue";
import { rules } from "./rules";

const concerns = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["testing", "node_modules"].includes(entry.name))
  .map((entry) => join(__dirname, entry.name));
const files = concerns
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => /[a-z0-9-]+(?<!\.test)\.ts$/.test(file));
const names = rules.map(({ name }) => name).sort();

describe("the rules", () => {
  it("are listed once each, under their file's own name", () => {
    expect(names).toEqual(files.map((file) => basename(file, ".ts")).sort());
  });

  it.each(files.map((file) => [basename(file, ".ts"), file]))("%s has tests of its own", (_name, file) => {
    expect(existsSync(file.replace(/\.ts$/, ".test.ts"))).toBe(true);
  });

  it("each have a run-time half, or a reason for having none", () => {
    expect(Object.keys(catalogue).sort()).toEqual(names);
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))(
    "%s says what it asks, on which ground, and how grave it is",
    (_name, rule) => {
      expect(rule.description).toMatch(/must/);
      expect(rule.framework?.reference).toMatch(/^Art\. /);
      expect(rule.severity).toBeDefined();
    },
  );
});
