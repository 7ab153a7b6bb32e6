import { temporaryFolder } from "../testing/temporary";
import { embedded } from "../compose/embedded";
import { privacy, type PrivacyCommandDeps } from "./privacy";
import { run } from "./program";
import { jobs } from "./roles";

let printed: string[];
let complained: string[];
beforeEach(() => {
  [printed, complained] = [[], []];
  jest.spyOn(console, "log").mockImplementation((text: string) => void printed.push(text));
  jest.spyOn(console, "error").mockImplementation((text: string) => void complained.push(text));
});
afterEach(() => {
  jest.restoreAllMocks();
});

const swept = {
  ...{
    resumed: 0,
    replayed: 0,
    renamed: 0,
    expiredPhotos: 2,
    orphans: 0,
    deeds: 0,
    dormant: 1,
    registers: 0,
    events: 7,
  },
  canary: [] as const,
};

describe("npm run privacy", () => {
  it("sweeps, watches and rotates a folder, one command after the other", async () => {
    const data = temporaryFolder("privacy-command");
    const ask = async (...argv: readonly string[]) => {
      const composition = embedded(data);
      const status = await run([privacy(() => composition.upkeep, composition.close)], ["privacy", ...argv, "--json"]);
      return { status, answer: JSON.parse(printed.pop() ?? "{}") as unknown };
    };
    expect(await ask("rotate")).toEqual({ status: 0, answer: { version: 2, renamed: 0 } });
    expect(await ask("sweep")).toEqual({ status: 0, answer: { ...swept, expiredPhotos: 0, dormant: 0, events: 0 } });
    expect(await ask("watch")).toEqual({ status: 0, answer: { attention: [] } });
    expect(await ask("rotate")).toEqual({ status: 0, answer: { version: 3, renamed: 0 } });
  });

  const deps = (more: Partial<PrivacyCommandDeps>): PrivacyCommandDeps => ({
    sweep: async () => swept,
    watch: async () => [],
    rotate: async () => ({ version: 2, renamed: 5 }),
    ...more,
  });
  const said = async (more: Partial<PrivacyCommandDeps>, ...argv: readonly string[]) => ({
    status: await run(
      [
        privacy(
          () => deps(more),
          async () => undefined,
        ),
      ],
      ["privacy", ...argv],
    ),
    text: [...printed, ...complained].join("\n"),
  });

  it("says in words what it did", async () => {
    const { status, text } = await said({}, "sweep");
    expect([status, text]).toEqual([
      0,
      expect.stringMatching(/2 {2}photographs were past their term[^]*7 {2}rows of events[^]*found in none/),
    ]);
    expect((await said({}, "rotate")).text).toContain("5 names were replaced; keys of version 2 are in force");
    expect((await said({}, "watch")).text).toContain("nothing needs attention");
  });

  it("fails when an erased person is still somewhere, and when somebody must look", async () => {
    const left = await said({ sweep: async () => ({ ...swept, canary: ["photos"] }) }, "sweep");
    expect([left.status, left.text]).toEqual([1, expect.stringContaining("is still in photos")]);
    const found = [{ about: "audit", count: 1, remedy: "look" }] as const;
    expect(await said({ watch: async () => found }, "watch")).toMatchObject({ status: 1 });
  });
});

describe("the job sweep", () => {
  it.each([
    [[], 1],
    [["photos"] as const, 2],
  ])("raises an alert where an erased person is left in %j", async (canary, lines) => {
    const none = async () => ({});
    const deps = {
      sweep: async () => ({ ...swept, canary }),
      close: async () => undefined,
      segment: none,
      index: none,
    };
    const { sweep } = jobs(() => deps as never);
    expect(await run([sweep], ["sweep"])).toBe(0);
    expect(printed).toHaveLength(lines);
    if (lines > 1)
      expect(JSON.parse(printed[0] ?? "")).toMatchObject({ signal: "attention", about: "erasure", count: 1 });
  });
});
