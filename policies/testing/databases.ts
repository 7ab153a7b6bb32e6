import { planned, urn } from "./judge";

const type = "azure-native:dbforpostgresql:Server";
export const server = planned(type, {}, "database");

/** The configurations of that server, or of another one. */
export const configured = (settings: Readonly<Record<string, unknown>>, of = "database") =>
  Object.entries(settings).map(([configurationName, value]) =>
    planned("azure-native:dbforpostgresql:Configuration", { configurationName, value }, configurationName, {
      serverName: [urn(type, of)],
    }),
  );
