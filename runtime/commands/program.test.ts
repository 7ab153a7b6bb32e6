import { WorkFailed, WrongUsage } from "./outcome";
import { command, run } from "./program";

const failing = (error: Error) =>
  command("fit", "fits").action(() => {
    throw error;
  });

beforeEach(() => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  jest.spyOn(process.stderr, "write").mockImplementation(() => true);
  jest.spyOn(process.stdout, "write").mockImplementation(() => true);
});
afterEach(() => jest.restoreAllMocks());

it.each([
  ["success", command("fit", "fits").action(() => undefined), ["fit"], 0],
  ["help", command("fit", "fits"), ["fit", "--help"], 0],
  ["an unknown option", command("fit", "fits"), ["fit", "--what"], 2],
  ["an unknown command", command("fit", "fits"), ["fly"], 2],
  ["wrong usage", failing(new WrongUsage("not a file")), ["fit"], 2],
  ["failed work", failing(new WorkFailed("no rows")), ["fit"], 1],
  ["an unforeseen fault", failing(new Error("boom")), ["fit"], 1],
])("answers %s with its exit status", async (_title, subcommand, argv, status) => {
  expect(await run([subcommand], argv)).toBe(status);
});
