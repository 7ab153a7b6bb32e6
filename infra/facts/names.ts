/**
 * Limits of names, by what is named. Source: Microsoft Learn, "Naming rules and restrictions for Azure resources";
 * asOf 2026-03.
 */
export const nameLimits = {
  storageAccount: { pattern: /^[a-z0-9]{3,24}$/, remedy: "3 to 24 lower-case letters and digits" },
  vault: {
    pattern: /^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
    remedy: "3 to 24 letters, digits and single hyphens",
  },
  registry: { pattern: /^[a-zA-Z0-9]{5,50}$/, remedy: "5 to 50 letters and digits" },
  containerApp: {
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,30}[a-z0-9]$/,
    remedy: "2 to 32 lower-case letters, digits and hyphens",
  },
  search: {
    pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/,
    remedy: "2 to 60 lower-case letters, digits and hyphens",
  },
  cognitive: { pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]{1,63}$/, remedy: "2 to 64 letters, digits and hyphens" },
  gateway: { pattern: /^[a-zA-Z](?:[a-zA-Z0-9-]{0,48}[a-zA-Z0-9])?$/, remedy: "1 to 50 letters, digits and hyphens" },
} as const;
export type NameKind = keyof typeof nameLimits;
