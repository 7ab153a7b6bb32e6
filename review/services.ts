/** Azure modules, by the name under which people know them. */
const services = {
  apimanagement: "API Management",
  app: "Container Apps",
  applicationinsights: "Monitor",
  authorization: "Roles and policies",
  cognitiveservices: "AI services",
  consumption: "Cost control",
  containerregistry: "Container Registry",
  costmanagement: "Cost control",
  databricks: "Analytics",
  datafactory: "Analytics",
  machinelearningservices: "Analytics",
  dbforpostgresql: "PostgreSQL",
  keyvault: "Key Vault",
  managedidentity: "Identities",
  monitor: "Monitor",
  network: "Network",
  operationalinsights: "Monitor",
  privatedns: "Network",
  resources: "Resource group",
  search: "AI Search",
  security: "Defender",
  storage: "Storage",
} as const;
export type Service = (typeof services)[keyof typeof services] | "Other";

/** The service that a type such as `azure-native:storage:BlobContainer` belongs to. */
export function serviceOf(type: string): Service {
  const module = type.split(":")[1] ?? "";
  return module in services ? services[module as keyof typeof services] : "Other";
}

/** Every answer of {@link serviceOf}, in alphabetical order. */
export const serviceNames = [...new Set<Service>([...Object.values(services), "Other"])].sort();
