/**
 * Describes tests that need a real server or tool. Where it is missing they are shown as not run, with the reason, and where
 * `PENDERIE_REQUIRE` names it (as CI does: `postgres,pulumi`) its absence is a failure.
 */
export function describeWith(engine: string, missing: string | undefined, title: string, tests: () => void): void {
  const required = (process.env["PENDERIE_REQUIRE"] ?? "").split(",").includes(engine);
  if (missing === undefined) describe(title, tests);
  else if (required)
    describe(title, () => {
      it(`needs ${engine}`, () => {
        throw new Error(missing);
      });
    });
  else describe.skip(`${title} (not run: ${missing})`, tests);
}
