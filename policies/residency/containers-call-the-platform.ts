import type { PolicyResource } from "@pulumi/policy";
import { textAt } from "../at";
import { type Told, containerTypes, containersOf, told } from "../containers";
import { gdpr } from "../gdpr";
import { type StackRule, judgeEach } from "../joins";

/** By type: the property that becomes the first part of a host name, and what may follow it. */
const hosts: Readonly<Record<string, readonly [name: string, ...suffixes: string[]]>> = {
  "azure-native:storage:StorageAccount": ["accountName", "blob.core.windows.net", "dfs.core.windows.net"],
  "azure-native:keyvault:Vault": ["vaultName", "vault.azure.net"],
  "azure-native:search:Service": ["searchServiceName", "search.windows.net"],
  "azure-native:cognitiveservices:Account": ["accountName", "openai.azure.com", "cognitiveservices.azure.com"],
  "azure-native:dbforpostgresql:Server": ["serverName", "postgres.database.azure.com"],
  "azure-native:containerregistry:Registry": ["registryName", "azurecr.io"],
  "azure-native:apimanagement:ApiManagementService": ["serviceName", "azure-api.net"],
};

/** The organisation's own identity provider stands where it chose; an audience is a name; origins are who asks, and are never called. */
const anyHost = new Set(["TOKEN_ISSUER", "TOKEN_AUDIENCE", "ORIGINS"]);

const ownHosts = (plan: readonly PolicyResource[]): ReadonlySet<string> =>
  new Set(
    plan.flatMap(({ type, props }) => {
      const [property, ...suffixes] = hosts[type] ?? [];
      const name = property === undefined ? undefined : textAt(props, property);
      return name === undefined ? [] : suffixes.map((suffix) => `${name}.${suffix}`.toLowerCase());
    }),
  );

/** A text that is nothing but a name such as `api.example.com`, with or without a port or path. */
const bareHost = /^([a-z0-9-]+\.)+[a-z]{2,}(:\d+)?(\/\S*)?$/i;

/** The hosts that a text names: the whole text when it is or is called one, and every address in it. */
const named = ({ name, text }: Told): readonly string[] =>
  [
    ...(/_HOST$/.test(name) || bareHost.test(text) ? [`tcp://${text}`] : []),
    ...(text.match(/[a-z][a-z0-9+.-]*:\/\/[^\s"',;]+/gi) ?? []),
  ].map((address) => (URL.canParse(address) ? new URL(address).hostname.toLowerCase() : address));

/** What a container is told to call gets what it sends: the stores and services of this very plan, whose places were judged. */
export const containersCallThePlatform: StackRule = {
  name: "containers-call-the-platform",
  description: "Containers must be told to call resources of this stack and no other host.",
  framework: gdpr("Art. 28, 44-49", "Processors, transfers to third countries"),
  severity: "critical",
  enforcementLevel: "mandatory",
  ...judgeEach(containerTypes, (subject, plan, report) => {
    const own = ownHosts(plan);
    const containers = containersOf(subject.props);
    if (containers.length === 0) report("the containers are not known at preview; keep template literal");
    for (const each of containers.flatMap(told)) {
      if (anyHost.has(each.name)) continue;
      for (const host of named(each))
        if (!own.has(host))
          report(`${each.name} names ${host}, which is no resource of this stack; data must not go there`);
    }
  }),
};
