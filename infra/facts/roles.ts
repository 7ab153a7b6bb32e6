/** Built-in role ids, the same in every tenant. Source: Microsoft Learn, "Azure built-in roles"; asOf 2026-03. */
export const roles = {
  acrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  containerAppsJobsOperator: "b9a307c4-5aa3-4b52-ba60-2b17c136cd7b",
  blobDataContributor: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  blobDataReader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  keyVaultSecretsOfficer: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  keyVaultSecretsUser: "4633458b-17de-408a-b874-0445c86b69e6",
  keyVaultCryptoUser: "12338af0-0e69-4776-bea7-57ae8d297424",
  keyVaultCryptoServiceEncryptionUser: "e147488a-f6f5-4113-8e2d-b22465e65bf6",
  searchIndexDataReader: "1407120a-92aa-4202-b7e9-c0e197c71c8f",
  searchIndexDataContributor: "8ebe5a00-799e-43f5-93ac-243d3dce84a7",
  searchServiceContributor: "7ca78c08-252a-4471-8644-bb5ff32d4ba0",
  openAiUser: "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
  cognitiveServicesUser: "a97b65f3-24c7-4388-baec-2e87135dc908",
  monitoringMetricsPublisher: "3913510d-42f4-4e42-8a64-420c390055eb",
} as const;
export type RoleName = keyof typeof roles;
