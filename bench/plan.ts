import { join } from "node:path";
import { planOf } from "../review/plan";
import { reviewPlan } from "../review/review";
import { type Bench, megabytes } from "./measure";

const standards = { waivers: [], today: "2026-11-21" };
const environments = join(__dirname, "..", "..", "environments");

/** Three environments recorded and judged in one process. No peer reads Pulumi programs without an account. */
export const plan: Bench = {
  name: "review",
  question: "how long do three environments take, once dependencies are loaded?",
  run: async () => {
    await reviewPlan(await planOf(environments, "dev"), standards);
    const began = performance.now();
    let resources = 0;
    for (const name of ["dev", "staging", "prod"])
      resources += (await reviewPlan(await planOf(environments, name), standards)).resources;
    return [
      { what: "resources recorded and judged", value: String(resources) },
      { what: "time", value: `${((performance.now() - began) / 1000).toFixed(2)} s` },
      { what: "peak memory of the process", value: megabytes() },
    ];
  },
};
