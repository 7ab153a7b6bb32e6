import { join } from "node:path";
import { catalogue } from "./commands/catalogue";
import { importFile } from "./commands/catalogue-file";
import { catalogueLearn } from "./commands/catalogue-learn";
import { evaluate } from "./commands/evaluate";
import { run } from "./commands/program";
import { privacy } from "./commands/privacy";
import { recommend } from "./commands/recommend";
import { api, jobs } from "./commands/roles";
import { sample } from "./commands/sample";
import { segment } from "./commands/segment";
import { serve } from "./commands/serve";
import { start } from "./commands/start";
import { azure } from "./compose/azure";
import { StateInUse, embedded } from "./compose/embedded";
import { eyes } from "./compose/eyes";
import { type Place, serve as listen } from "./http/serve";
import { WrongSettings, settingsFrom } from "./settings";
import { RotationRefused } from "./privacy/keyring";
import { RegistryFailed, UnknownVersion, VersionInForce, VersionRetired } from "./segmentation/model-registry";

const looking = eyes(join(__dirname, "adapters", "embedded", "seeing-thread.js"));

/** One composition for each data folder that a command names. */
const compositions = new Map<string, ReturnType<typeof embedded>>();
const at = (data: string) => {
  const known = compositions.get(data) ?? embedded(data, looking);
  compositions.set(data, known);
  return known;
};
const close = async () => {
  for (const composition of compositions.values()) await composition.close();
};

/** The composition of a container, which gets its settings from infra. */
const deployed = () => {
  const parts = azure(settingsFrom(process.env), looking);
  return { ...parts, serve: async (place: Place) => listen(await parts.http(), place) };
};

const asDeployed = jobs(deployed);
const furnished = async (data: string) => ({ ...(await at(data).shop()), sample: at(data).sample });

const commands = [
  start((data) => ({ ...at(data), app: at(data).http, serve: listen, close })),
  serve((data) => ({
    serve: async (place) => listen(await at(data).http(), place),
    load: async (file) => (await importFile(file, await at(data).shop())).done.put,
    close,
  })),
  segment((data) => at(data).segmentation, close).addCommand(asDeployed.segment),
  recommend(furnished, close),
  catalogue((data) => at(data).shop(), close).addCommand(catalogueLearn(async (data) => at(data).learn, close)),
  privacy((data) => at(data).upkeep, close),
  evaluate((data) => at(data).evaluation(), furnished, close),
  sample((data) => at(data).sample),
  api(deployed),
  asDeployed.index,
  asDeployed.sweep,
  asDeployed.watch,
  asDeployed.migrate,
];

void run(commands, process.argv.slice(2), [
  StateInUse,
  WrongSettings,
  RotationRefused,
  RegistryFailed,
  UnknownVersion,
  VersionInForce,
  VersionRetired,
]).then((status) => {
  process.exitCode = status;
});
