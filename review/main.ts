import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { environmentsIn, plansOf } from "./plan";
import { brief, line, prose } from "./prose";
import { page } from "./report/page";
import { reviewOf, reviewPlan } from "./review";

interface Options {
  readonly env?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly brief?: boolean;
}

/** Wrong usage, with its remedy. Exit status 2. */
class WrongUsage extends Error {}

const folder = join(__dirname, "..", "..", "environments");

const program = new Command("review")
  .description("record the plan of every environment and judge it: findings, cost, places, data stores, access")
  .option("--env <name...>", "environments (default: all)")
  .option("--out <dir>", "where index.html and review.json go", join(".penderie", "review"))
  .option("--json", "print JSON instead of prose")
  .option("--brief", "one line for each environment, and success also with findings")
  .exitOverride()
  .showHelpAfterError("(see --help)")
  .action(review);

async function review({ env, out, json = false, brief: short = false }: Options): Promise<void> {
  prepare(out); // before the work, not after it
  const plans = await plansOf(folder, wanted(env, environmentsIn(folder)));
  const reviews = await Promise.all(plans.map(reviewPlan));
  const whole = reviewOf(reviews);
  const text = `${JSON.stringify(whole, null, 1)}\n`;

  const index = join(out, "index.html");
  writeFileSync(join(out, "review.json"), text);
  writeFileSync(index, `${String(await page(whole))}\n`);

  if (json) process.stdout.write(short ? `${JSON.stringify(reviews.map(brief), null, 1)}\n` : text);
  else console.log([...reviews.flatMap(short ? line : prose), `page     ${index}`].join("\n"));
  if (!short && reviews.some(({ verdict }) => verdict === "fail")) process.exitCode = 1;
}

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
