import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { overlap, parseBlock } from "../infra/cidr";
import { type Settings, parseSettings } from "../infra/settings";

const files = readdirSync(__dirname).filter((name) => /^Pulumi\..+\.yaml$/.test(name));
const configOf = (file: string) =>
  (parse(readFileSync(join(__dirname, file), "utf8")) as { config: Record<string, unknown> }).config;
const settingsOf = (file: string): Settings => parseSettings(configOf(file)["penderie:platform"]);

it.each(files)("%s is a valid environment", (file) => {
  expect(() => settingsOf(file)).not.toThrow();
});

it.each(files)("%s names one subscription and one region, in both places that ask", (file) => {
  const { subscription, location } = settingsOf(file);
  expect(configOf(file)).toMatchObject({
    "azure-native:subscriptionId": subscription,
    "azure-native:location": location,
  });
});

it("no two environments share an address", () => {
  const blocks = files.map((file) => parseBlock(settingsOf(file).network.block) ?? { first: NaN, bits: NaN });
  for (const [index, one] of blocks.entries())
    for (const other of blocks.slice(index + 1)) expect(overlap(one, other)).toBe(false);
});

it("production is built for the loss of a zone", () => {
  const { redundancy, service, search } = settingsOf("Pulumi.prod.yaml");
  expect(redundancy).toBe("zone");
  expect(Math.min(service.minReplicas, search.replicas)).toBeGreaterThanOrEqual(2);
});

it.each(["Pulumi.dev.yaml", "Pulumi.staging.yaml"])("%s sleeps when nobody asks", (file) => {
  expect(settingsOf(file).service.minReplicas).toBe(0);
});
