import { Command, CommanderError, InvalidArgumentError } from "commander";
import { WorkFailed, WrongUsage } from "./outcome";

/** Where state is kept when `--data` is not given; deleting it is safe. */
export const defaultData = ".penderie";

/** A subcommand with the options that every command has; what it answers goes to standard output. */
export const command = (name: string, summary: string): Command =>
  new Command(name)
    .description(summary)
    .option("--data <dir>", "where state is kept", defaultData)
    .option("--json", "print JSON instead of prose");

/** Option: a whole number within bounds. */
export const whole =
  (least: number, most = Infinity) =>
  (value: string): number => {
    const number = Number(value);
    if (value.trim() !== "" && Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      most === Infinity ? `a whole number, at least ${least}.` : `a whole number from ${least} to ${most}.`,
    );
  };

/**
 * Runs `commands` as one program and answers its exit status: 0 success, 1 a finding or failure of the work, 2 wrong
 * usage. Messages go to standard error, those of `foreseen` kinds without a stack; a fault that nobody foresaw is printed with its stack.
 */
export async function run(
  commands: readonly Command[],
  argv: readonly string[],
  foreseen: readonly (new (message: string) => Error)[] = [],
): Promise<number> {
  const program = new Command("penderie").description("segmentation and fashion recommendation, on this machine");
  for (const each of commands) program.addCommand(each);
  for (const each of [program, ...descendants(program)]) each.exitOverride().showHelpAfterError("(see --help)");
  try {
    await program.parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed the reason
    if ([WrongUsage, WorkFailed, ...foreseen].some((kind) => error instanceof kind) && error instanceof Error) {
      console.error(`error: ${error.message}`);
      return error instanceof WrongUsage ? 2 : 1;
    }
    console.error(error);
    return 1;
  }
}

function descendants(parent: Command): Command[] {
  return parent.commands.flatMap((child) => [child, ...descendants(child)]);
}
