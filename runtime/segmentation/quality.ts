import type { Intake } from "./event-store";

/** What must hold of event files before anything is learnt from them. */
interface DataTest {
  readonly name: string;
  /** Why it fails, with the figure; undefined when it holds. */
  readonly fails: (files: readonly Intake[], now: Date) => string | undefined;
  readonly remedy: string;
}

const sum = (files: readonly Intake[], of: (file: Intake) => number) =>
  files.reduce((total, file) => total + of(file), 0);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const leastKept = 0.5;
const mostRepeated = 0.3;
const mostFree = 0.5;
const aDay = 86_400_000;

/** Fixed in code, so that a bad delivery cannot argue. */
const tests: readonly DataTest[] = [
  {
    name: "most rows of every file are events",
    fails: (files) =>
      files
        .filter(({ kept, read }) => kept < read * leastKept)
        .map(({ name, kept, read }) => `${name} keeps ${percent(kept / read)}`)[0],
    remedy: "look into the quarantine; another log needs a mapping file",
  },
  {
    name: "few rows say the same again",
    fails: (files) => {
      const repeated = sum(files, ({ quarantined }) =>
        Object.entries(quarantined).reduce(
          (count, [reason, rows]) => count + (reason.startsWith("duplicate") ? rows : 0),
          0,
        ),
      );
      const share =
        repeated /
        Math.max(
          1,
          sum(files, ({ read }) => read),
        );
      return share > mostRepeated ? `${percent(share)} do` : undefined;
    },
    remedy: "the same export was probably delivered twice; leave one out",
  },
  {
    name: "somebody buys something",
    fails: (files) =>
      sum(files, ({ profile }) => profile.types["purchase"] ?? 0) === 0 ? "there is no purchase" : undefined,
    remedy: "add files with purchases, or map the log's own word for them",
  },
  {
    name: "products have prices",
    fails: (files) => {
      const share =
        sum(files, ({ profile }) => profile.prices["free"] ?? 0) /
        Math.max(
          1,
          sum(files, ({ kept }) => kept),
        );
      return share > mostFree ? `${percent(share)} of events are at 0` : undefined;
    },
    remedy: "check the column of prices in the mapping",
  },
  {
    name: "nothing has happened in the future",
    fails: (files, now) => {
      const last =
        files
          .map(({ profile }) => profile.lastAt)
          .sort()
          .at(-1) ?? "";
      return Date.parse(`${last.replace(" ", "T")}Z`) > now.getTime() + aDay
        ? `the newest event is of ${last}`
        : undefined;
    },
    remedy: "check the format of times in the mapping: day and month may have changed places",
  },
];

/** The data tests that fail, each with its figure and its remedy. */
export const failedTests = (files: readonly Intake[], now: Date): readonly string[] =>
  tests.flatMap(({ name, fails, remedy }) => {
    const reason = fails(files, now);
    return reason === undefined ? [] : [`"${name}" does not hold: ${reason}. ${remedy}`];
  });
