import { createHash } from "node:crypto";
import { type NameKind, nameLimits } from "./facts/names";

/** Makes the name of one resource, by its kind and its role in the environment. */
export type Named = (kind: NameKind, role: string) => string;

/**
 * Names the resources of one environment, the same on every run: `penderie-<environment>-<role>`, with the suffix where
 * a name must be unique in all of Azure, shorter where the kind allows less, and without hyphens where it allows none.
 * Any name of a stack will do. Throws when a role is too long for its kind.
 */
export function namer(environment: string, suffix: string): Named {
  const middle = short(environment);
  return (kind, role) => {
    const { pattern, remedy, unique, brief, joint } = nameLimits[kind];
    const name = [brief ? "pnd" : "penderie", middle, role, unique ? suffix : ""].filter((part) => part !== "");
    const joined = name.join(joint);
    if (!pattern.test(joined)) throw new Error(`the name ${joined} does not fit a ${kind}: ${remedy}`);
    return joined;
  };
}

const longest = 7;

/** The environment's name where it is short and plain; else its beginning and a hash, so that two never become one. */
function short(environment: string): string {
  if (/^[a-z][a-z0-9]*$/.test(environment) && environment.length <= longest) return environment;
  const plain = environment.toLowerCase().replace(/[^a-z0-9]/g, "");
  return plain.slice(0, longest - 4) + createHash("sha256").update(environment).digest("hex").slice(0, 4);
}
