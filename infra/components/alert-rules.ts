import { signals } from "../../runtime/contract";

/** What alerts can be about: by resource, its metrics' namespace. */
const namespaces = {
  service: "Microsoft.App/containerApps",
  gateway: "Microsoft.ApiManagement/service",
  database: "Microsoft.DBforPostgreSQL/flexibleServers",
  search: "Microsoft.Search/searchServices",
  openAi: "Microsoft.CognitiveServices/accounts",
  vision: "Microsoft.CognitiveServices/accounts",
  vault: "Microsoft.KeyVault/vaults",
} as const;
export type Watched = keyof typeof namespaces;

/** 1: wake somebody. 2: today. 3: this week. */
type Severity = 1 | 2 | 3;

/** A metric, looked at every five minutes over a quarter of an hour. */
export interface MetricRule {
  readonly what: string;
  readonly on: Watched;
  readonly metric: string;
  readonly aggregation: "Average" | "Total" | "Maximum" | "Minimum";
  readonly above?: number;
  readonly below?: number;
  /** Only what has this value in this dimension. */
  readonly where?: readonly [dimension: string, value: string];
  readonly severity: Severity;
}

export interface Capacity {
  /** Processors of one replica. */
  readonly cpu: number;
  readonly minReplicas: number;
}

const nanocores = 1e9;

/** Metrics that say trouble. Source of names: Microsoft Learn, "Supported metrics with Azure Monitor". */
export const metricRules = ({ cpu, minReplicas }: Capacity): Readonly<Record<string, MetricRule>> => ({
  restarts: {
    what: "the service restarts again and again",
    on: "service",
    metric: "RestartCount",
    aggregation: "Maximum",
    above: 3,
    severity: 1,
  },
  saturation: {
    what: "the service is short of processor time",
    on: "service",
    metric: "UsageNanoCores",
    aggregation: "Average",
    above: 0.9 * cpu * nanocores,
    severity: 2,
  },
  ...(minReplicas > 0 && {
    replicas: {
      what: "fewer replicas run than must",
      on: "service",
      metric: "Replicas",
      aggregation: "Maximum",
      below: minReplicas,
      severity: 1,
    } as const,
  }),
  "database-cpu": {
    what: "the database is short of processor time",
    on: "database",
    metric: "cpu_percent",
    aggregation: "Average",
    above: 85,
    severity: 2,
  },
  "database-disk": {
    what: "the database's disk is nearly full; a full one takes no more writes",
    on: "database",
    metric: "storage_percent",
    aggregation: "Maximum",
    above: 85,
    severity: 1,
  },
  throttling: {
    what: "the index turns questions away",
    on: "search",
    metric: "ThrottledSearchQueriesPercentage",
    aggregation: "Average",
    above: 5,
    severity: 2,
  },
  tokens: {
    what: "the chat's quota of tokens is spent",
    on: "openAi",
    metric: "AzureOpenAIRequests",
    aggregation: "Total",
    above: 20,
    where: ["StatusCode", "429"],
    severity: 2,
  },
  vision: {
    what: "the vision service fails",
    on: "vision",
    metric: "ServerErrors",
    aggregation: "Total",
    above: 10,
    severity: 3,
  },
  vault: {
    what: "the vault does not answer: nothing that it encrypts can be read",
    on: "vault",
    metric: "Availability",
    aggregation: "Average",
    below: 99,
    severity: 1,
  },
});
export const namespaceOf = (rule: MetricRule): string => namespaces[rule.on];

/** A question to the workspace, asked every quarter of an hour about the last `hours`; more rows than `above` are trouble. */
export interface QueryRule {
  readonly what: string;
  readonly query: string;
  readonly above: number;
  readonly hours: 0.25 | 1;
  readonly severity: Severity;
}

const gateway = "ApiManagementGatewayLogs";
const refused =
  'union isfuzzy=true (AZKVAuditLogs | where HttpStatusCode in (401, 403)), (StorageBlobLogs | where StatusCode in ("401", "403"))';
/** Lines that the service wrote with this signal. */
export const signalled = (signal: keyof typeof signals) =>
  `ContainerAppConsoleLogs | where Log has '"signal":"${signals[signal]}"'`;

/** Tables and columns: Microsoft Learn, "Azure Monitor Logs reference". Signals: `runtime/contract.ts`. */
export const queryRules: Readonly<Record<string, QueryRule>> = {
  availability: {
    what: "more than one request in 200 fails on our side, over an hour",
    query: `${gateway} | summarize asked = count(), failed = countif(ResponseCode >= 500) | where asked >= 50 and failed * 200 > asked`,
    above: 0,
    hours: 1,
    severity: 1,
  },
  errors: {
    what: "requests fail on our side",
    query: `${gateway} | where ResponseCode >= 500`,
    above: 10,
    hours: 0.25,
    severity: 1,
  },
  latency: {
    what: "one answer in twenty takes longer than three seconds",
    query: `${gateway} | summarize asked = count(), slow = percentile(TotalTime, 95) | where asked >= 20 and slow > 3000`,
    above: 0,
    hours: 0.25,
    severity: 2,
  },
  faults: {
    what: "the service writes down faults of its own",
    query: signalled("fault"),
    above: 10,
    hours: 0.25,
    severity: 2,
  },
  consent: {
    what: "the consent gate refuses unusually often: an app asks for what its users did not agree to, or a ledger is lost",
    query: signalled("consentRefused"),
    above: 100,
    hours: 1,
    severity: 2,
  },
  attention: {
    what: "the watch found what a person must look at: a broken audit trail, somebody who should be erased, a deadline",
    query: signalled("attention"),
    above: 0,
    hours: 1,
    severity: 1,
  },
  access: {
    what: "somebody is refused by the vault or by storage",
    query: refused,
    above: 20,
    hours: 0.25,
    severity: 1,
  },
  people: {
    what: "a person, not a service, reads photographs",
    query: 'StorageBlobLogs | where OperationName == "GetBlob" and isnotempty(RequesterUpn)',
    above: 0,
    hours: 0.25,
    severity: 1,
  },
  jobs: {
    what: "a job fails or does not finish in time: a sweep that does not run keeps data too long",
    query:
      'ContainerAppSystemLogs | where isnotempty(JobName) and Reason in ("BackoffLimitExceeded", "DeadlineExceeded")',
    above: 0,
    hours: 0.25,
    severity: 1,
  },
  quota: {
    what: "the day's log quota is spent: logs are being dropped",
    query: '_LogOperation | where Category == "Ingestion" and Detail contains "OverQuota"',
    above: 0,
    hours: 0.25,
    severity: 2,
  },
};

/** What somebody does to the platform itself, told at once and at no cost; a deployment does some of it too. */
export const activityRules: Readonly<Record<string, { readonly what: string; readonly operation: string }>> = {
  roles: { what: "somebody is given a role", operation: "Microsoft.Authorization/roleAssignments/write" },
  exemptions: { what: "a rule is waived in Azure", operation: "Microsoft.Authorization/policyExemptions/write" },
  silence: { what: "a resource is no longer heard of", operation: "Microsoft.Insights/diagnosticSettings/delete" },
  vaults: { what: "the vault is deleted", operation: "Microsoft.KeyVault/vaults/delete" },
};
