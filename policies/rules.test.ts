import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuiltIn, type Custom, catalogue } from "./catalogue";
import { euRegions } from "./regions";
import { allowedKinds } from "./data-protection/faces-are-not-recognised";
import { processedIn } from "./residency/models-stay-in-the-eu";
import { rules } from "./rules";

const concerns = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["testing", "node_modules"].includes(entry.name))
  .map((entry) => join(__dirname, entry.name));
const files = concerns
  .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
  .filter((file) => /[a-z0-9-]+(?<!\.test)\.ts$/.test(file));
const names = rules.map(({ name }) => name).sort();

const assigned = Object.values(catalogue).flatMap((half) => half.assigned);
const builtIns = assigned.filter((each): each is BuiltIn => each.kind === "built-in");
const customs = assigned.filter((each): each is Custom => each.kind === "custom");

describe("the rules", () => {
  it("are listed once each, under their file's own name", () => {
    expect(names).toEqual(files.map((file) => basename(file, ".ts")).sort());
  });

  it.each(files.map((file) => [basename(file, ".ts"), file]))(
    "%s is exported under its name and has tests of its own",
    (name, file) => {
      const camel = name.replace(/-(.)/g, (_match, letter: string) => letter.toUpperCase());
      expect(readFileSync(file, "utf8")).toContain(`export const ${camel}:`);
      expect(existsSync(file.replace(/\.ts$/, ".test.ts"))).toBe(true);
    },
  );

  it.each(rules.map((rule) => [rule.name, rule] as const))(
    "%s says what it asks, on which ground, and how grave it is",
    (_name, rule) => {
      expect(rule.description).toMatch(/must/);
      expect(rule.framework?.reference).toMatch(/^Art\. /);
      expect(rule.severity).toBeDefined();
      expect(rule.enforcementLevel).toBe("mandatory");
    },
  );
});

describe("their run-time halves", () => {
  it("are there for each rule and for no other", () => {
    expect(Object.keys(catalogue).sort()).toEqual(names);
  });

  it.each(Object.entries(catalogue))("%s is judged by Azure, or says why it is not", (_name, half) => {
    expect(half.assigned.length > 0 || (half.gap ?? "").length > 20).toBe(true);
  });

  it("name each built-in definition once, by an id", () => {
    const ids = builtIns.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("have titles that tell them apart", () => {
    expect(new Set(assigned.map(({ title }) => title)).size).toBe(assigned.length);
  });

  it.each([
    ["regions", euRegions],
    ["kinds of model deployment", Object.keys(processedIn)],
    ["kinds of AI service", [...allowedKinds]],
  ])("allow the same %s as the rule", (_title, allowed) => {
    const lists = [...builtIns.map(({ parameters }) => parameters), ...customs.map(({ rule }) => rule.if)];
    expect(
      lists.map((each) => JSON.stringify(each)).filter((each) => each.includes(JSON.stringify(allowed))),
    ).toHaveLength(1);
  });
});
