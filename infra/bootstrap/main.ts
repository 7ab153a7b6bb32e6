import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { environmentsIn, settingsOf } from "../environments";
import { type Step, bootstrapSteps, stateNames } from "./steps";

interface Options {
  readonly env: string;
  readonly repository: string;
  readonly run?: boolean;
}

const folder = join(__dirname, "..", "..", "..", "environments");

const program = new Command("bootstrap")
  .description("what a subscription needs before the first `pulumi up`; prints it, and does it with --run")
  .requiredOption("--env <name>", "the environment")
  .requiredOption("--repository <owner/name>", "whose pipelines deploy it")
  .option("--run", "run the steps with the Azure CLI, as whoever is logged in there")
  .exitOverride()
  .showHelpAfterError("(see --help)")
  .action(bootstrap);

function bootstrap({ env, repository, run = false }: Options): void {
  const known = environmentsIn(folder);
  if (!known.includes(env)) throw new WrongUsage(`no environment is called ${env}; there are ${known.join(", ")}`);
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new WrongUsage(`--repository ${repository}: owner and name, such as fashion-insta/penderie`);
  const settings = settingsOf(folder, env);
  const steps = bootstrapSteps(settings, { repository, environment: env });
  if (run) perform(steps);
  else for (const { why, az } of steps) console.log(`# ${why}\naz ${az.map(quoted).join(" ")}\n`);
  const { account, vault } = stateNames(settings);
  console.log(
    [
      "# What is left to you:",
      "#   quota for the models (Azure AI Foundry, Quotas) and for API Management in the region",
      `#   variables of the repository's environment ${env}: AZURE_CLIENT_ID (@appId), AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID,`,
      `#   STATE_ACCOUNT=${account}, STATE_VAULT=${vault}; required reviewers for prod`,
      "#   the first image: docs/deploy.md, 4",
    ].join("\n"),
  );
}

/** Runs the steps in order and stops at the first that fails; what is there already is left as it is. */
function perform(steps: readonly Step[]): void {
  let appId = "";
  for (const [at, { why, az }] of steps.entries()) {
    const told = az.map((word) => (word === "@appId" ? appId : word));
    const { status, stdout, stderr, error } = spawnSync("az", [...told, "--only-show-errors"], { encoding: "utf8" });
    if (error)
      throw new Error("az cannot be run: install the Azure CLI, or run what is printed without --run yourself", {
        cause: error,
      });
    const isThere = status !== 0 && /already exists|with value .* exists/i.test(stderr);
    if (status !== 0 && !isThere)
      throw new Error(`az ${az.slice(0, 4).join(" ")}: ${stderr.trim()}\nput that right, and run this again`);
    if (az.includes("appId")) appId = String(JSON.parse(stdout));
    console.log(`${String(at + 1).padStart(2)}/${steps.length} ${why}${isThere ? " (is there)" : ""}`);
  }
}

const quoted = (word: string) => (/^[\w@./:=-]+$/.test(word) ? word : `'${word}'`);

/** Wrong usage, with its remedy. Exit status 2. */
class WrongUsage extends Error {}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof WrongUsage ? 2 : 1;
  }
});
