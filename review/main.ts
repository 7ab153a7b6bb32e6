import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { environmentsIn, planOf } from "./plan";
import { report } from "./report";
import { type EnvironmentReview, type Review, reviewPlan } from "./review";

interface Options {
  readonly env?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly brief?: boolean;
}

/** Wrong usage, with its remedy. Exit status 2. */
class WrongUsage extends Error {}

const environments = join(__dirname, "..", "..", "environments");

const program = new Command("review")
  .description("record the plan of every environment and judge it: findings, cost, data stores")
  .option("--env <name...>", "environments (default: all)")
  .option("--out <dir>", "where index.html and review.json go", join(".penderie", "review"))
  .option("--json", "print JSON instead of prose")
  .option("--brief", "one line for each environment, and success also with findings")
  .exitOverride()
  .showHelpAfterError("(see --help)")
  .action(review);

async function review(options: Options): Promise<void> {
  const known = environmentsIn(environments);
  const wanted = options.env ?? known;
  const strange = wanted.filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new WrongUsage(`no environment is called ${strange.join(", ")}; there are ${known.join(", ")}`);
  if (existsSync(options.out) && !statSync(options.out).isDirectory())
    throw new WrongUsage(`--out ${options.out} is a file; name a folder`);

  const reviews: EnvironmentReview[] = [];
  for (const name of wanted) reviews.push(await reviewPlan(await planOf(environments, name)));
  const whole: Review = { schema: "penderie-review/1", environments: reviews };
  mkdirSync(options.out, { recursive: true });
  writeFileSync(join(options.out, "review.json"), `${JSON.stringify(whole, null, 1)}\n`);
  const page = join(options.out, "index.html");
  writeFileSync(page, String(await report(whole)));

  if (options.json) console.log(JSON.stringify(options.brief ? reviews.map(brief) : whole, null, 1));
  else console.log([...reviews.flatMap((each) => prose(each, options.brief === true)), `page     ${page}`].join("\n"));
  if (options.brief !== true && reviews.some(({ verdict }) => verdict === "fail")) process.exitCode = 1;
}

const brief = ({ environment, resources, findings, cost: { monthly, budget } }: EnvironmentReview) => ({
  environment,
  resources,
  findings: findings.length,
  monthly,
  budget,
});

function prose(
  { environment, verdict, resources, findings, coverage, cost }: EnvironmentReview,
  short: boolean,
): readonly string[] {
  const money = `${Math.round(cost.monthly)} of ${cost.budget} EUR a month`;
  const line = `${environment.padEnd(8)} ${verdict}: ${resources} resources, ${coverage.length} rules, ${findings.length} findings, ${money}`;
  return short
    ? [line]
    : [
        line,
        ...findings.map(
          ({ severity, rule, resource, message }) => `  ${severity.padEnd(8)} ${rule} ${resource}: ${message}`,
        ),
      ];
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  }
});
