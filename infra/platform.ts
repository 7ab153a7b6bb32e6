import * as pulumi from "@pulumi/pulumi";
import { ResourceGroup } from "@pulumi/azure-native/resources";
import { Alerts } from "./components/alerts";
import { Budget } from "./components/budget";
import { Database } from "./components/database";
import { Gateway } from "./components/gateway";
import { Host } from "./components/host";
import { Identity } from "./components/identity";
import { Jobs } from "./components/jobs";
import { Models } from "./components/models";
import { Network } from "./components/network";
import { Registry } from "./components/registry";
import { Search } from "./components/search";
import { Service } from "./components/service";
import { Storage } from "./components/storage";
import { Vault } from "./components/vault";
import { Workspace } from "./components/workspace";
import { namer } from "./names";
import type { Settings } from "./settings";
import { ownerTags } from "./tags";

/** Everything that one environment consists of, each part made from the outputs of earlier ones. */
export function platform(environment: string, settings: Settings) {
  const { location, owner, redundancy, image, identity: trust } = settings;
  const title = (role: string) => `penderie-${environment}-${role}`;
  const tags = ownerTags(environment, owner);
  const group = new ResourceGroup(title("platform"), { resourceGroupName: title("platform"), location, tags });
  const home = { resourceGroupName: group.name, location, tags };

  const workspace = new Workspace(title("logs"), { ...home, dailyQuotaGb: settings.logs.dailyQuotaGb });
  const place = { ...home, workspaceId: workspace.id, named: namer(environment, settings.suffix) };
  const network = new Network(title("network"), {
    ...place,
    block: settings.network,
    gateway: settings.gateway,
    monitored: [
      { name: "workspace", id: workspace.id },
      { name: "insights", id: workspace.insightsId },
    ],
  });

  const encrypter = new Identity(title("encrypter"), place);
  const api = new Identity(title("api"), place);
  const worker = new Identity(title("worker"), place);
  const vault = new Vault(title("vault"), { ...place, tenantId: trust.tenantId, network, encrypter });
  const kept = { ...place, network, vault, encrypter, redundancy, owner };

  const photos = new Storage(title("photos"), { ...kept, account: "photos" });
  const events = new Storage(title("events"), { ...kept, account: "events" });
  const operations = new Storage(title("operations"), { ...kept, account: "operations" });
  const database = new Database(title(`database-${settings.suffix}`), { ...kept, ...settings.database, ...trust });
  const search = new Search(title("search"), { ...kept, ...settings.search });
  const openAi = new Models(title("openai"), {
    ...kept,
    service: "openAi",
    deployments: { chat: settings.chat, embedding: settings.embedding },
  });
  const vision = new Models(title("vision"), { ...kept, service: "vision" });
  const documents = new Models(title("documents"), { ...kept, service: "documents" });

  const registry = new Registry(title("registry"), kept);
  const host = new Host(title("host"), { ...place, network, redundancy });
  const common = {
    vaultUrl: vault.url,
    tokenIssuer: trust.issuer,
    tokenAudience: trust.audience,
    photosUrl: photos.url,
    eventsUrl: events.url,
    operationsUrl: operations.url,
    databaseHost: database.host,
    databaseName: database.databaseName,
    searchUrl: search.url,
    openAiUrl: openAi.url,
    chatDeployment: "chat",
    embeddingDeployment: "embedding",
    visionUrl: vision.url,
    documentsUrl: documents.url,
  };
  const running = (who: Identity) => ({
    ...place,
    hostId: host.id,
    identity: who,
    registryServer: registry.server,
    image,
    settings: { ...common, clientId: who.clientId, databaseUser: who.principalName },
  });
  const service = new Service(title("service"), {
    ...running(api),
    ...settings.service,
    ready: [
      api.may("acrPull", "registry", registry.id),
      api.may("keyVaultSecretsUser", "vault", vault.id),
      api.may("blobDataContributor", "photos", photos.id),
      api.may("blobDataContributor", "operations", operations.id),
      api.may("searchIndexDataContributor", "search", search.id),
      api.may("openAiUser", "openai", openAi.id),
      api.may("cognitiveServicesUser", "vision", vision.id),
      api.may("monitoringMetricsPublisher", "insights", workspace.insightsId),
    ],
  });
  new Jobs(title("jobs"), {
    ...running(worker),
    ready: [
      worker.may("acrPull", "registry", registry.id),
      worker.may("keyVaultSecretsUser", "vault", vault.id),
      worker.may("blobDataContributor", "photos", photos.id),
      worker.may("blobDataContributor", "events", events.id),
      worker.may("blobDataContributor", "operations", operations.id),
      worker.may("searchIndexDataContributor", "search", search.id),
      worker.may("searchServiceContributor", "search", search.id),
      worker.may("openAiUser", "openai", openAi.id),
      worker.may("cognitiveServicesUser", "vision", vision.id),
      worker.may("cognitiveServicesUser", "documents", documents.id),
      worker.may("monitoringMetricsPublisher", "insights", workspace.insightsId),
    ],
  });

  const gateway = new Gateway(title("gateway"), {
    ...place,
    tier: settings.gateway,
    publisherEmail: owner.alerts[0] ?? "",
    publisherName: owner.controller,
    issuer: trust.issuer,
    audience: trust.audience,
    backend: pulumi.interpolate`${place.named("containerApp", "api")}.${host.domain}`,
    network,
  });
  const alerts = new Alerts(title("alerts"), {
    ...place,
    recipients: owner.alerts,
    serviceId: service.id,
    gatewayId: gateway.id,
  });
  new Budget(title("budget"), {
    scope: group.id,
    ...settings.budget,
    recipients: owner.alerts,
    groupId: alerts.groupId,
  });
  return { url: gateway.url, resourceGroup: group.name };
}
