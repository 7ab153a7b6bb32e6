import type { EndpointGroup } from "./dns-zones";

/** Parts that most shops do without: Spark for the largest logs, segmentation as soon as files land, an MLflow registry. */
export const analyticsParts = ["databricks", "dataFactory", "machineLearning"] as const;
export type AnalyticsPart = (typeof analyticsParts)[number];

/** What each part is reached by. */
export const endpointsOf = {
  databricks: ["databricks_ui_api", "browser_authentication"],
  dataFactory: ["dataFactory"],
  machineLearning: ["amlworkspace"],
} as const satisfies Record<AnalyticsPart, readonly EndpointGroup[]>;
