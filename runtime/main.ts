import { run } from "./commands/program";
import { sample } from "./commands/sample";
import { segment } from "./commands/segment";
import { embedded } from "./compose/embedded";

const commands = [sample((data) => embedded(data).sample), segment((data) => embedded(data).segmentation)];

void run(commands, process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
