interface NameLimit {
  readonly pattern: RegExp;
  readonly remedy: string;
  /** The name must be the only one of its kind in all of Azure. */
  readonly unique: boolean;
  /** So little room that the application's name is abbreviated. */
  readonly brief: boolean;
  readonly joint: "-" | "";
}

/**
 * Limits of names, by what is named. Source: Microsoft Learn, "Naming rules and restrictions for Azure resources";
 * asOf 2026-03. `other` is the strictest of the kinds that need no name of their own kind here.
 */
export const nameLimits = {
  storageAccount: {
    pattern: /^[a-z0-9]{3,24}$/,
    remedy: "3 to 24 lower-case letters and digits",
    unique: true,
    brief: true,
    joint: "",
  },
  vault: {
    pattern: /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
    remedy: "3 to 24 letters, digits and single hyphens",
    unique: true,
    brief: true,
    joint: "-",
  },
  registry: {
    pattern: /^[a-zA-Z0-9]{5,50}$/,
    remedy: "5 to 50 letters and digits",
    unique: true,
    brief: false,
    joint: "",
  },
  containerApp: {
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,30}[a-z0-9]$/,
    remedy: "2 to 32 lower-case letters, digits and single hyphens",
    unique: false,
    brief: true,
    joint: "-",
  },
  search: {
    pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/,
    remedy: "2 to 60 lower-case letters, digits and single hyphens",
    unique: true,
    brief: false,
    joint: "-",
  },
  cognitive: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]$/,
    remedy: "2 to 64 letters, digits and hyphens",
    unique: true,
    brief: false,
    joint: "-",
  },
  gateway: {
    pattern: /^[a-zA-Z](?:[a-zA-Z0-9-]{0,48}[a-zA-Z0-9])?$/,
    remedy: "1 to 50 letters, digits and hyphens",
    unique: true,
    brief: false,
    joint: "-",
  },
  databaseServer: {
    pattern: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    remedy: "3 to 63 lower-case letters, digits and hyphens",
    unique: true,
    brief: false,
    joint: "-",
  },
  other: {
    pattern: /^[a-z](?:[a-z0-9-]{0,58}[a-z0-9])$/,
    remedy: "2 to 60 lower-case letters, digits and hyphens",
    unique: false,
    brief: false,
    joint: "-",
  },
} as const satisfies Record<string, NameLimit>;
export type NameKind = keyof typeof nameLimits;
