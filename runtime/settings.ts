import { z } from "zod";
import { type DatabaseRole, type Setting, databaseRoles, environment } from "./contract";

/** A deployed service's settings, each of the right form. */
export type Settings = Readonly<Record<Setting, string>>;

const text = z.string().min(1, "some text");
const address = z.url({ protocol: /^https$/, error: "an https address" }).transform((url) => url.replace(/\/+$/, ""));
const host = z.string().regex(/^[a-z0-9.-]+$/i, "the name of a host, without a scheme");
const uuid = z.uuid("the client id of the identity, a UUID");

const pairs = z
  .string()
  .regex(/^[a-z]+=[^=,]+(,[a-z]+=[^=,]+)*$/, "pairs such as api=NAME,segment=NAME: which identity has which role");

const forms = {
  clientId: uuid,
  tokenIssuer: address,
  tokenAudience: text,
  photosUrl: address,
  eventsUrl: address,
  operationsUrl: address,
  vaultUrl: address,
  databaseHost: host,
  databaseName: text,
  databaseUser: text,
  databaseUsers: pairs,
  searchUrl: address,
  openAiUrl: address,
  chatDeployment: text,
  embeddingDeployment: text,
  visionUrl: address,
  documentsUrl: address,
  meanings: z.enum(
    ["own", "openai", "semantic"],
    "own, openai for its vectors, or semantic for AI Search's ranker too",
  ),
  vectors: z.enum(["search", "database"], "search, or database for exact search with a copy in every process"),
  sight: z.enum(["own", "vision"], "own, or vision for AI Vision beside it"),
  controller: text,
  pseudonymVersion: z.string().regex(/^[1-9]\d{0,3}$/, "a whole number from 1"),
  origins: z
    .string()
    .regex(
      /^(none|https:\/\/[^\s,/]+(,https:\/\/[^\s,/]+)*)$/,
      "none, or origins such as https://shop.example, with commas",
    ),
} as const satisfies Record<Setting, z.ZodType<string>>;

/** What the environment of a deployed process lacks or has wrong; a command prints its message without a stack. */
export class WrongSettings extends Error {}

/** Reads every setting. Throws one {@link WrongSettings} that names each variable that is missing or wrong, and its remedy. */
export function settingsFrom(variables: Readonly<Record<string, string | undefined>>): Settings {
  const read = (Object.keys(environment) as Setting[]).map((setting) => {
    const name = environment[setting];
    const value = variables[name];
    const parsed = forms[setting].safeParse(value);
    const mistake = value === undefined ? "is not set" : (parsed.error?.issues[0]?.message ?? "");
    return { setting, name, value: parsed.data ?? "", mistake };
  });
  const mistakes = read.filter(({ mistake }) => mistake !== "");
  if (mistakes.length > 0)
    throw new WrongSettings(
      `the settings of a deployed service are incomplete; infra sets all of them:\n${mistakes
        .map(({ name, mistake }) => `- ${name}: ${mistake === "is not set" ? mistake : `must be ${mistake}`}`)
        .join("\n")}`,
    );
  return Object.fromEntries(read.map(({ setting, value }) => [setting, value])) as Settings;
}

/** The names of the identities that the database lets in, by role. Throws {@link WrongSettings} where one is missing. */
export function databaseUsersIn({ databaseUsers }: Settings): Readonly<Record<DatabaseRole, string>> {
  const named = new Map(databaseUsers.split(",").map((pair) => pair.split("=") as [string, string]));
  const missing = databaseRoles.filter((role) => !named.has(role));
  if (missing.length > 0)
    throw new WrongSettings(`${environment.databaseUsers} names nobody for ${missing.join(", ")}; infra names all`);
  return Object.fromEntries(databaseRoles.map((role) => [role, named.get(role) ?? ""])) as Record<DatabaseRole, string>;
}
