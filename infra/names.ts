import { type NameKind, nameLimits } from "./facts/names";

const compact: readonly NameKind[] = ["storageAccount", "registry"];
const short: readonly NameKind[] = ["storageAccount", "vault", "containerApp"];

/**
 * Names resources of one environment: `penderie-<environment>-<role>-<suffix>`, shorter where the kind allows less, and
 * without hyphens where it allows none. Throws when a name would break its kind's limits.
 */
export const namer =
  (environment: string, suffix: string) =>
  (kind: NameKind, role: string): string => {
    const parts = [short.includes(kind) ? "pnd" : "penderie", environment, role, suffix].filter((part) => part !== "");
    const name = parts.join(compact.includes(kind) ? "" : "-");
    const { pattern, remedy } = nameLimits[kind];
    if (!pattern.test(name))
      throw new Error(`the name ${name} does not fit a ${kind}: ${remedy}; shorten the stack's name`);
    return name;
  };
