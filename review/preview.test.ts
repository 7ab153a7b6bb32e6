import { join } from "node:path";
import { platform } from "../infra/platform";
import { recordPreview } from "../infra/testing/record";
import { evaluate } from "../policies/evaluate";
import { rules } from "../policies/rules";
import { environmentsIn, settingsOf } from "../infra/environments";

const folder = join(__dirname, "../environments");

describe.each(environmentsIn(folder))("the preview of %s, before anything exists", (environment) => {
  it("is judged by every rule, with nothing unknown in its way and nothing found", async () => {
    const settings = settingsOf(folder, environment);
    const resources = await recordPreview(() => platform(environment, settings), environment);
    const { findings, coverage } = await evaluate(
      rules,
      resources.map((resource) => ({ ...resource, props: resource.inputs })),
    );
    expect(findings).toEqual([]);
    expect(coverage.filter(({ applied }) => applied === 0)).toEqual([]);
  });
});
