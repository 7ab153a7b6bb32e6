import { run } from "./commands/program";

void run([], process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
