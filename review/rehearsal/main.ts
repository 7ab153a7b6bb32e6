import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { analyticsParts } from "../../infra/facts/analytics";
import { platform } from "../../infra/platform";
import { environmentsIn, settingsOf } from "../../infra/environments";
import { prepareEngine, pulumiVersion } from "./engine";
import { type Rehearsal, type Step, rehearse } from "./rehearse";

interface Options {
  readonly optional?: true;
  readonly env?: readonly string[];
  readonly out: string;
}

const home = join(__dirname, "..", "..", "..");

const program = new Command("rehearse")
  .description("the real Pulumi engine against a stand-in for Azure: preview, up, up again, refresh, destroy")
  .option("--env <name...>", "environments (default: all)")
  .option("--optional", "with every part that settings may leave out")
  .option("--out <dir>", "where <env>.stack.json goes", join(".penderie", "rehearsal"))
  .exitOverride()
  .showHelpAfterError("(see --help)")
  .action(rehearseAll);

async function rehearseAll(options: Options): Promise<void> {
  const version = pulumiVersion();
  if (version === undefined)
    throw new Error(
      "there is no pulumi on the path; install it (https://www.pulumi.com/docs/install/), then run this again",
    );
  const environments = join(home, "environments");
  const known = environmentsIn(environments);
  const wanted = options.env ?? known;
  const strange = wanted.filter((name) => !known.includes(name));
  if (strange.length > 0)
    throw new CommanderError(
      2,
      "strange",
      `no environment is called ${strange.join(", ")}; there are ${known.join(", ")}`,
    );
  mkdirSync(options.out, { recursive: true });
  console.log(`pulumi ${version}, stand-in for azure-native; what Azure itself would answer is not shown`);
  for (const name of wanted) {
    const rehearsal = await withEngine(name, environments, options.optional === true);
    const file = join(options.out, `${name}.stack.json`);
    writeFileSync(file, `${JSON.stringify(rehearsal.stack, null, 1)}\n`);
    console.log(`${name}: ${rehearsal.defects.length === 0 ? "no defect" : rehearsal.defects.join("; ")}; ${file}`);
    if (rehearsal.defects.length > 0) process.exitCode = 1;
  }
}

async function withEngine(environment: string, environments: string, optional: boolean): Promise<Rehearsal> {
  const own = settingsOf(environments, environment);
  const settings = optional ? { ...own, analytics: [...analyticsParts] } : own;
  const engine = prepareEngine(join(__dirname, "azure-stand-in.js"));
  try {
    return await rehearse({
      environment,
      engine,
      policyPack: join(home, "policies"),
      settings,
      program: (those) => {
        platform(environment, those);
      },
      progress: (step) => {
        console.log(`${environment}: ${line(step)}`);
      },
    });
  } finally {
    rmSync(engine.folder, { recursive: true, force: true });
  }
}

const line = ({ name, seconds, changes }: Step) =>
  `${name.padEnd(9)} ${Object.entries(changes)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ")} in ${seconds.toFixed(1)} s`;

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError && error.code !== "strange") process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = error instanceof CommanderError ? 2 : 1;
  }
});
