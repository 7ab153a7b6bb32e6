import { join } from "node:path";
import { analyticsParts } from "../infra/facts/analytics";
import { platform } from "../infra/platform";
import type { Settings } from "../infra/settings";
import { recordPreview } from "../infra/testing/record";
import { evaluate } from "../policies/evaluate";
import { rules } from "../policies/rules";
import { environmentsIn, settingsOf } from "../infra/environments";

const folder = join(__dirname, "../environments");

const cases: readonly (readonly [string, Settings])[] = [
  ...environmentsIn(folder).map((name) => [name, settingsOf(folder, name)] as const),
  ["prod", { ...settingsOf(folder, "prod"), analytics: [...analyticsParts] }],
];

describe.each(cases)("the preview of %s, before anything exists", (environment, settings) => {
  it(`is judged by every rule, with nothing unknown in its way and nothing found (analytics: ${settings.analytics.join(", ") || "none"})`, async () => {
    const resources = await recordPreview(() => platform(environment, settings), environment);
    const { findings, coverage } = await evaluate(
      rules,
      resources.map((resource) => ({ ...resource, props: resource.inputs })),
    );
    expect(findings).toEqual([]);
    expect(coverage.filter(({ applied }) => applied === 0)).toEqual([]);
  });
});
