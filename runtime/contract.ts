/**
 * What the running service and the platform under it must agree on.
 * Data only: this file imports nothing, so infrastructure, review and runtime may all import it.
 */

/** What one container image can be started as. `api` answers requests; the others are jobs. */
export const roles = ["api", "segment", "index", "sweep", "watch", "migrate"] as const;
export type Role = (typeof roles)[number];

/** What a container is started with, in each role. */
export const startedWith = {
  api: ["api"],
  segment: ["segment", "run"],
  index: ["index"],
  sweep: ["sweep"],
  watch: ["watch"],
  migrate: ["migrate"],
} as const satisfies Record<Role, readonly string[]>;

/** The roles that talk to the database with rights of their own; `migrate` gives them. */
export const databaseRoles = ["api", "segment", "index", "sweep", "watch"] as const satisfies readonly Role[];
export type DatabaseRole = (typeof databaseRoles)[number];

/** The port on which the service listens. */
export const port = 8080;

/** Every setting of a deployed service, and the environment variable that carries it. None of them is a secret. */
export const environment = {
  clientId: "AZURE_CLIENT_ID",
  tokenIssuer: "TOKEN_ISSUER",
  tokenAudience: "TOKEN_AUDIENCE",
  photosUrl: "PHOTOS_URL",
  eventsUrl: "EVENTS_URL",
  operationsUrl: "OPERATIONS_URL",
  vaultUrl: "VAULT_URL",
  databaseHost: "DATABASE_HOST",
  databaseName: "DATABASE_NAME",
  databaseUser: "DATABASE_USER",
  databaseUsers: "DATABASE_USERS",
  searchUrl: "SEARCH_URL",
  openAiUrl: "OPENAI_URL",
  chatDeployment: "CHAT_DEPLOYMENT",
  embeddingDeployment: "EMBEDDING_DEPLOYMENT",
  visionUrl: "VISION_URL",
  documentsUrl: "DOCUMENTS_URL",
  vectors: "VECTORS",
  sight: "SIGHT",
  meanings: "MEANINGS",
  controller: "CONTROLLER",
  pseudonymVersion: "PSEUDONYM_VERSION",
  origins: "ORIGINS",
} as const;
export type Setting = keyof typeof environment;

/** Words by which the service's log lines are found: alerts and the workbook look for them. */
export const signals = { fault: "fault", consentRefused: "consent-refused", attention: "attention" } as const;

/**
 * Everything that telemetry may name. What is not here does not leave the process, whoever measured it: that a value of any other
 * attribute tells of a person cannot be ruled out, so nothing else is sent (privacy by default, Art. 25(2) GDPR).
 */
export const telemetry = {
  metrics: {
    requests: "penderie.requests", // milliseconds, by route and status
    calls: "penderie.calls", // milliseconds, by dependency, operation and outcome
    recommendations: "penderie.recommendations", // answers, by basis
    refusals: "penderie.refusals", // of the consent gate, by purpose
    photographs: "penderie.photographs", // taken in, by what was seen in them or why they were refused: how the model does
    fallbacks: "penderie.fallbacks", // answers that went without a dependency
    processorSeconds: "penderie.processor.seconds", // of this process, by role: what energy is estimated from
  },
  attributes: ["route", "status", "dependency", "operation", "outcome", "basis", "purpose", "role"],
} as const;
export type Metric = keyof typeof telemetry.metrics;
export type Attributes = Readonly<Partial<Record<(typeof telemetry.attributes)[number], string>>>;

/** The vault's secret that says where telemetry goes: a connection string of Application Insights, without a key that opens it. */
export const telemetrySecret = "telemetry";

/** The vault's key with which heads of the audit trail are signed: elliptic, P-256, never outside. */
export const auditKey = "audit";

/** Blob containers, by the storage account that holds them: photos, event files and operations never share one. */
export const containers = {
  photos: ["photos"],
  events: ["landing", "features", "models"],
  operations: ["catalogue", "registers", "heads"],
} as const;
export type Account = keyof typeof containers;

/** Why data is processed. A new purpose is a new consent, never a wider reading of an old one. */
export const purposes = ["recommendation", "personalisation", "segmentation", "marketing", "security"] as const;
export type Purpose = (typeof purposes)[number];

/** Art. 6(1) GDPR: (a) consent, (b) contract, (c) legal obligation, (f) legitimate interests. */
export type LegalBasis = "consent" | "contract" | "legal-obligation" | "legitimate-interests";

/** What one store holds about people: the source of its tags, its lifecycle rule, its erasure and its evidence. */
export interface Descriptor {
  readonly holds: string;
  readonly subjects: "shoppers" | "customers" | "staff";
  readonly categories: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly legalBasis: LegalBasis;
  /** Days after the last use until the store's own rule deletes an entry. */
  readonly retentionDays: number;
  /** Days for which the store can still restore what was deleted: soft delete, backups, point-in-time restore. */
  readonly recoverableDays: number;
  /** The field by which one person's entries are found. */
  readonly key: string;
}

/** Every store that can hold personal data. A store that is not listed here must not exist. */
export const stores = {
  photos: {
    holds: "garment photographs that a shopper uploaded, stripped of metadata",
    subjects: "shoppers",
    categories: ["photograph"],
    purposes: ["recommendation"],
    legalBasis: "consent",
    retentionDays: 180,
    recoverableDays: 7,
    key: "photo id",
  },
  vectors: {
    holds: "embeddings and visible attributes of those photographs",
    subjects: "shoppers",
    categories: ["embedding"],
    purposes: ["recommendation"],
    legalBasis: "consent",
    retentionDays: 180,
    recoverableDays: 0,
    key: "photo id",
  },
  profiles: {
    holds:
      "consents, restrictions, objections, preferences, likes, follows, and what was viewed, put into the cart and bought, under a pseudonym",
    subjects: "shoppers",
    categories: ["consent", "preference"],
    purposes: ["recommendation", "personalisation"],
    legalBasis: "consent",
    retentionDays: 730,
    recoverableDays: 7,
    key: "profile pseudonym",
  },
  events: {
    holds: "views, carts and purchases, and the features computed from them",
    subjects: "customers",
    categories: ["usage event", "purchase"],
    purposes: ["segmentation"],
    legalBasis: "legitimate-interests",
    retentionDays: 395,
    recoverableDays: 7,
    key: "customer id",
  },
  segments: {
    holds: "the segment that each customer belongs to, per model version",
    subjects: "customers",
    categories: ["segment"],
    purposes: ["segmentation", "marketing"],
    legalBasis: "legitimate-interests",
    retentionDays: 395,
    recoverableDays: 7,
    key: "customer id",
  },
  registers: {
    holds: "erasure ledger, audit trail and subject requests, under pseudonyms of their own domain",
    subjects: "shoppers",
    categories: ["audit entry"],
    purposes: ["security"],
    legalBasis: "legal-obligation",
    retentionDays: 365,
    recoverableDays: 14,
    key: "register pseudonym",
  },
  logs: {
    holds: "traces, metrics and access logs; by design without customer identifiers",
    subjects: "shoppers",
    categories: ["access log"],
    purposes: ["security"],
    legalBasis: "legitimate-interests",
    retentionDays: 90,
    recoverableDays: 0,
    key: "none: nothing in it is meant to identify a shopper",
  },
} as const satisfies Record<string, Descriptor>;
export type Store = keyof typeof stores;
