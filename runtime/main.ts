import { catalogue, importFile } from "./commands/catalogue";
import { evaluate } from "./commands/evaluate";
import { run } from "./commands/program";
import { recommend } from "./commands/recommend";
import { sample } from "./commands/sample";
import { segment } from "./commands/segment";
import { serve } from "./commands/serve";
import { start } from "./commands/start";
import { StateInUse, embedded } from "./compose/embedded";
import { serve as listen } from "./http/serve";

/** One composition for each data folder that a command names. */
const compositions = new Map<string, ReturnType<typeof embedded>>();
const at = (data: string) => {
  const known = compositions.get(data) ?? embedded(data);
  compositions.set(data, known);
  return known;
};
const close = async () => {
  for (const composition of compositions.values()) await composition.close();
};

const commands = [
  start((data) => ({ ...at(data), app: at(data).http, serve: listen, close })),
  serve((data) => ({
    serve: async (place) => listen(await at(data).http(), place),
    load: async (file) => (await importFile(file, undefined, await at(data).shop())).put,
    close,
  })),
  segment((data) => at(data).segmentation),
  recommend(async (data) => ({ ...(await at(data).shop()), sample: at(data).sample }), close),
  catalogue((data) => at(data).shop(), close),
  evaluate((data) => at(data).evaluation()),
  sample((data) => at(data).sample),
];

void run(commands, process.argv.slice(2), [StateInUse]).then((status) => {
  process.exitCode = status;
});
