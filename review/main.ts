import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Command, CommanderError } from "commander";
import { waivers } from "../policies/waivers";
import { businessIn } from "./business";
import { readBaseline } from "./difference/baseline";
import type { Change } from "./difference/change";
import { compare } from "./difference/compare";
import { organisationIn } from "./evidence/organisation";
import { filesOf } from "./files";
import { inventory } from "./inventory";
import { environmentsIn, settingsOf } from "../infra/environments";
import { type Plan, plansOf } from "./plan";
import { brief, line, prose } from "./prose";
import { type EnvironmentReview, reviewOf, reviewPlan } from "./review";
import { lineFinder } from "./source";
import { planOfStack } from "./stack";

interface Options {
  readonly env?: readonly string[];
  readonly stack?: string;
  readonly baseline?: string;
  readonly out: string;
  readonly json?: boolean;
  readonly brief?: boolean;
}

/** Wrong usage, with its remedy. Exit status 2. */
class WrongUsage extends Error {}

const root = join(__dirname, "..", "..");
const folder = join(root, "environments");

const program = new Command("review")
  .description("record the plan of every environment and judge it: findings, cost, places, data stores, access")
  .option("--env <name...>", "environments (default: all)")
  .option("--stack <file>", "judge what is deployed instead: an export of the stack of the one --env")
  .option("--baseline <dir>", "what changed since the review in this folder")
  .option("--out <dir>", "where index.html, review.json, evidence and the rest go", join(".penderie", "review"))
  .option("--json", "print JSON instead of prose")
  .option("--brief", "one line for each environment, and success also with findings")
  .exitOverride()
  .showHelpAfterError("(see --help)")
  .action(review);

async function review(options: Options): Promise<void> {
  const { out, json = false, brief: short = false } = options;
  prepare(out); // before the work, not after it
  const organisation = organisationIn(join(folder, "organisation.yaml"));
  const business = businessIn(join(folder, "business.yaml"));
  const plans = await plansFor(options);
  const standards = { waivers, today: new Date().toISOString().slice(0, 10) };
  const reviews = await Promise.all(plans.map((plan) => reviewPlan(plan, standards)));
  const whole = {
    ...reviewOf(reviews, business, options.stack === undefined ? "program" : "stack"),
    ...changes(options.baseline, plans, reviews),
  };

  const files = await filesOf({ review: whole, plans, organisation, lineOf: lineFinder(root) });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), content);
  }

  if (json) process.stdout.write(`${JSON.stringify(short ? reviews.map(brief) : whole, null, 1)}\n`);
  else console.log([...reviews.flatMap(short ? line : prose), ...ending(out, whole.changes)].join("\n"));
  if (!short && reviews.some(({ verdict }) => verdict === "fail")) process.exitCode = 1;
}

async function plansFor({ env, stack }: Options): Promise<readonly Plan[]> {
  const known = environmentsIn(folder);
  const asked = wanted(env, known);
  if (stack === undefined) return plansOf(folder, asked);
  const [only, ...others] = env === undefined ? [] : asked;
  if (only === undefined || others.length > 0)
    throw new WrongUsage("--stack is of one environment; name it with --env");
  return [planOfStack(stack, only, settingsOf(folder, only))];
}

/** What changed in the environments that both reviews know; a new one is compared with nothing, and says so. */
function changes(
  baseline: string | undefined,
  plans: readonly Plan[],
  reviews: readonly EnvironmentReview[],
): { readonly changes?: readonly Change[] } {
  if (baseline === undefined) return {};
  const before = readBaseline(baseline);
  return {
    changes: reviews.flatMap((is, at): readonly Change[] => {
      const plan = plans[at];
      const was = before.find(({ review: { environment } }) => environment === is.environment);
      if (!plan || !was)
        return [
          { environment: is.environment, topic: "verdict", text: "was not in the approved review", widens: true },
        ];
      return compare(was, { review: is, inventory: inventory(plan) });
    }),
  };
}

const ending = (out: string, changed: readonly Change[] | undefined): readonly string[] => [
  ...(changed === undefined
    ? []
    : [
        `changes  ${changed.length}, of which ${changed.filter(({ widens }) => widens).length} widen what was approved: ${join(out, "difference.md")}`,
      ]),
  `page     ${join(out, "index.html")}`,
  `evidence ${join(out, "evidence")}`,
];

function wanted(asked: readonly string[] | undefined, known: readonly string[]): readonly string[] {
  const strange = (asked ?? []).filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new WrongUsage(`no environment is called ${strange.join(", ")}; there are ${known.join(", ")}`);
  return known.filter((name) => asked?.includes(name) ?? true);
}

function prepare(out: string): void {
  if (existsSync(out) && !statSync(out).isDirectory()) throw new WrongUsage(`--out ${out} is a file; name a folder`);
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new WrongUsage(
      `--out ${out} cannot be made a folder: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  }
});
