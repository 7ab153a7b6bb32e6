import type * as pulumi from "@pulumi/pulumi";
import { DataFactory } from "./components/data-factory";
import { Databricks } from "./components/databricks";
import type { Identity } from "./components/identity";
import { MachineLearning } from "./components/machine-learning";
import type { Network } from "./components/network";
import { Vault } from "./components/vault";
import type { AnalyticsPart } from "./facts/analytics";
import type { Place } from "./place";

export interface AnalyticsArgs extends Place {
  readonly subscription: string;
  readonly tenantId: string;
  readonly recoverableDays: number;
  readonly network: Network;
  readonly vault: Vault;
  readonly encrypter: Identity;
  readonly someone: (name: string) => Identity;
  readonly landing: pulumi.Input<string>;
  readonly features: pulumi.Input<string>;
  readonly eventsAccount: pulumi.Input<string>;
  readonly segmentJob: pulumi.Input<string>;
  readonly insights: pulumi.Input<string>;
  readonly registry: pulumi.Input<string>;
}

/** Each part with an identity that may do the one thing that the part is for. */
const parts: Readonly<Record<AnalyticsPart, (args: AnalyticsArgs) => unknown>> = {
  databricks: (args) => {
    const reader = args.someone("spark");
    reader.may("blobDataReader", "landing", args.landing);
    reader.may("blobDataContributor", "features", args.features);
    return new Databricks("databricks", { ...args, reader });
  },
  dataFactory: (args) => {
    const starter = args.someone("starter");
    const ready = [starter.may("containerAppsJobsOperator", "segment", args.segmentJob)];
    const { segmentJob: segmentJobId, eventsAccount: eventsAccountId } = args;
    return new DataFactory("factory", { ...args, starter, ready, segmentJobId, eventsAccountId });
  },
  machineLearning: (args) => {
    const keeper = args.someone("keeper");
    const vault = new Vault("models-vault", { ...args, role: "ml" }); // never the one with the keys of pseudonyms
    const ready = [
      keeper.may("blobDataContributor", "events", args.eventsAccount),
      keeper.may("keyVaultSecretsOfficer", "models-vault", vault.id),
      keeper.may("acrPull", "registry", args.registry),
      keeper.may("monitoringMetricsPublisher", "insights", args.insights),
    ];
    return new MachineLearning("models", {
      ...args,
      keeper,
      ready,
      vaultId: vault.id,
      key: vault.keyFor("models"),
      storageId: args.eventsAccount,
      insightsId: args.insights,
      registryId: args.registry,
    });
  },
};

/** Makes the parts that the settings ask for. */
export function analytics(wanted: readonly AnalyticsPart[], args: AnalyticsArgs): void {
  for (const part of wanted) parts[part](args);
}
