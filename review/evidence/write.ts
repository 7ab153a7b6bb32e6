import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waivers } from "../../policies/waivers";
import { policiesPage } from "../mutations/document";
import { planOf } from "../plan";
import { reviewPlan } from "../review";
import { reviewJsonSchema } from "../schema";
import { evidence } from "./evidence";
import { organisationIn } from "./organisation";

/** `npm run evidence`: writes what is committed: production's evidence, the schema of a review, the page of policies. */
async function write(): Promise<void> {
  const root = join(__dirname, "..", "..", "..");
  const environments = join(root, "environments");
  const today = new Date().toISOString().slice(0, 10);
  const review = await reviewPlan(await planOf(environments, "prod"), { waivers, today });
  const folder = join(root, "docs", "evidence");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const organisation = organisationIn(join(environments, "organisation.yaml"));
  for (const [name, content] of evidence({ review, organisation })) writeFileSync(join(folder, name), content);
  writeFileSync(join(root, "docs", "review.schema.json"), `${JSON.stringify(reviewJsonSchema(), null, 2)}\n`);
  writeFileSync(join(root, "docs", "policies.md"), policiesPage());
  console.log(`${folder}: evidence for prod, plan ${review.plan}`);
}

write().catch((error: unknown) => {
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
