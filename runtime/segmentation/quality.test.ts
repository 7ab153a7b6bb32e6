import type { Intake } from "./event-store";
import { failedTests } from "./quality";

const good: Intake = {
  kind: "taken",
  name: "a.csv",
  sha256: "a",
  read: 100,
  kept: 90,
  quarantined: { "no price": 10 },
  profile: {
    firstAt: "2026-01-01 00:00:00",
    lastAt: "2026-01-31 00:00:00",
    types: { view: 80, purchase: 10 },
    missing: {},
    days: {},
    prices: { free: 1, "4": 89 },
  },
  known: false,
};
const now = new Date("2026-02-01T00:00:00Z");
const profile = (change: Partial<Intake["profile"]>) => ({ ...good, profile: { ...good.profile, ...change } });

describe("data tests", () => {
  it("hold for a good delivery", () => {
    expect(failedTests([good, good], now)).toEqual([]);
  });

  it.each<[string, Intake, string]>([
    ["a file that is mostly put aside", { ...good, kept: 40 }, "keeps 40.0 %"],
    [
      "the same export twice",
      { ...good, quarantined: { "duplicate of a row in another file": 40 } },
      "delivered twice",
    ],
    ["no purchase", profile({ types: { view: 90 } }), "no purchase"],
    ["products without prices", profile({ prices: { free: 60, "4": 30 } }), "66.7 % of events are at 0"],
    ["days and months that changed places", profile({ lastAt: "2026-12-01 00:00:00" }), "2026-12-01"],
  ])("stop at %s, with the figure and a remedy", (_title, file, words) => {
    const failed = failedTests([file], now);
    expect(failed).toHaveLength(1);
    expect(failed[0]).toContain(words);
    expect(failed[0]).toMatch(/\. \w.+/);
  });
});
