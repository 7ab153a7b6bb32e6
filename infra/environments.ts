import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Settings, parseSettings } from "./settings";

const order = ["dev", "staging", "prod"];
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const reason = (error: unknown) => (error instanceof Error ? error.message : String(error)).trim();

/** The environments that a folder describes, from the cheapest to the dearest mistake. */
export function environmentsIn(folder: string): readonly string[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return readdirSync(folder)
    .flatMap((file) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Settings of one environment. Throws one `Error` that names the file and lists every mistake in it. */
export function settingsOf(folder: string, environment: string): Settings {
  const file = join(folder, `Pulumi.${environment}.yaml`);
  try {
    const stack: unknown = parse(readFileSync(file, "utf8"));
    const config = isObject(stack) ? stack["config"] : undefined;
    if (!isObject(config)) throw new Error("config: a section with penderie:platform in it");
    return parseSettings(config["penderie:platform"]);
  } catch (error) {
    throw new Error(`${file}: ${reason(error)}`, { cause: error });
  }
}
