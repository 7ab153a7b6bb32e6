import { ResourceGroup } from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { type Role, auditKey, databaseRoles, roles, telemetrySecret } from "../runtime/contract";
import { analytics } from "./analytics";
import { type Target, access } from "./access";
import { Alerts } from "./components/alerts";
import { Budget } from "./components/budget";
import type { Running } from "./components/container";
import { Defender } from "./components/defender";
import { Database } from "./components/database";
import { Gateway } from "./components/gateway";
import { Guardrails } from "./components/guardrails";
import { Host } from "./components/host";
import { Identity } from "./components/identity";
import { Jobs } from "./components/jobs";
import { Models } from "./components/models";
import { MonitorLink } from "./components/monitor-link";
import { Network } from "./components/network";
import { Registry } from "./components/registry";
import { Search } from "./components/search";
import { Service } from "./components/service";
import { Storage } from "./components/storage";
import { Vault } from "./components/vault";
import { Workbook } from "./components/workbook";
import { Workspace } from "./components/workspace";
import { waivers } from "../policies/waivers";
import { namer } from "./names";
import { after } from "./place";
import type { Settings } from "./settings";
import { ownerTags } from "./tags";

/** Everything that one environment consists of, each part made from the outputs of earlier ones. */
export function platform(environment: string, settings: Settings) {
  const { subscription, location, owner, redundancy, image, identity: trust } = settings;
  const named = namer(environment, settings.suffix);
  const tags = ownerTags(environment, owner);
  const groupName = named("other", "platform");
  const groupId = `/subscriptions/${subscription}/resourceGroups/${groupName}`;
  const group = new ResourceGroup("group", { resourceGroupName: groupName, location, tags });
  const home = { resourceGroupName: after(group, groupName), groupId, location, tags, named };

  new Guardrails("guardrails", {
    environment,
    named,
    subscription,
    scope: after(group, groupId),
    mode: settings.guardrails,
    waivers,
  });

  const workspace = new Workspace("logs", { ...home, ...settings.logs, owner });
  const place = { ...home, workspaceId: workspace.id, protect: settings.data === "protected" };
  const network = new Network("network", {
    ...place,
    block: settings.network.block,
    gateway: settings.gateway,
    analytics: settings.analytics,
  });
  new MonitorLink("monitor", { ...place, network, insightsId: workspace.insightsId });

  const someone = (name: string) => new Identity(name, { ...place, subscription });
  const encrypter = someone("encrypter");
  const identities = each((role) => someone(role));

  const vault = new Vault("vault", { ...place, ...settings.vault, tenantId: trust.tenantId, network, encrypter });
  const kept = { ...place, network, vault, encrypter, redundancy, owner };
  const photos = new Storage("photos", { ...kept, account: "photos" });
  const events = new Storage("events", { ...kept, account: "events" });
  const operations = new Storage("operations", { ...kept, account: "operations" });
  const database = new Database("database", { ...kept, ...settings.database, ...trust, migrator: identities.migrate });
  const search = new Search("search", {
    ...kept,
    ...settings.search,
    semantic: settings.service.meanings === "semantic",
  });
  const { chat, embedding } = settings;
  const openAi = new Models("openai", { ...kept, service: "openAi", deployments: { chat, embedding } });
  const vision = new Models("vision", { ...kept, service: "vision" });
  const documents = new Models("documents", { ...kept, service: "documents" });

  const registry = new Registry("registry", kept);
  const host = new Host("host", { ...place, network, redundancy });
  const targets: Readonly<Record<Target, pulumi.Output<string>>> = {
    "photos/photos": photos.containers.photos,
    "events/landing": events.containers.landing,
    "events/features": events.containers.features,
    "events/models": events.containers.models,
    "operations/catalogue": operations.containers.catalogue,
    "operations/registers": operations.containers.registers,
    "operations/heads": operations.containers.heads,
    vault: vault.id,
    "vault/audit": vault.signingKey(auditKey),
    "vault/telemetry": vault.secret(telemetrySecret, workspace.telemetry),
    search: search.id,
    openAi: openAi.id,
    vision: vision.id,
    documents: documents.id,
    registry: registry.id,
    insights: workspace.insightsId,
  };
  const running = each((role): Running => {
    const identity = identities[role];
    return {
      identity,
      ready: access[role].map(([may, on]) => identity.may(may, on.replace("/", "-"), targets[on])),
      settings: {
        clientId: identity.clientId,
        databaseUser: identity.principalName,
        tokenIssuer: trust.issuer,
        tokenAudience: trust.audience,
        vaultUrl: vault.url,
        photosUrl: photos.url,
        eventsUrl: events.url,
        operationsUrl: operations.url,
        databaseHost: database.host,
        databaseName: database.databaseName,
        databaseUsers: databaseRoles.map((each) => `${each}=${identities[each].principalName}`).join(","),
        searchUrl: search.url,
        openAiUrl: openAi.url,
        chatDeployment: "chat",
        embeddingDeployment: "embedding",
        visionUrl: vision.url,
        documentsUrl: documents.url,
        controller: owner.controller,
        vectors: settings.service.vectors,
        sight: settings.service.sight,
        meanings: settings.service.meanings,
        pseudonymVersion: String(settings.pseudonymVersion),
        origins: settings.service.origins.join(",") || "none",
      },
    };
  });

  const hosted = { ...place, hostId: host.id, registryServer: registry.server, image };
  const { api, migrate } = running;
  const service = new Service("service", { ...hosted, ...settings.service, api, migrate });
  const jobs = new Jobs("jobs", { ...hosted, running });
  const gateway = new Gateway("gateway", {
    ...place,
    network,
    tier: settings.gateway,
    publisherEmail: owner.alerts[0],
    publisherName: owner.controller,
    issuer: trust.issuer,
    audience: trust.audience,
    backend: pulumi.interpolate`${named("containerApp", "api")}.${host.domain}`,
  });

  analytics(settings.analytics, {
    ...kept,
    ...settings.vault,
    subscription,
    tenantId: trust.tenantId,
    someone,
    landing: events.containers.landing,
    features: events.containers.features,
    eventsAccount: events.id,
    segmentJob: jobs.ids.segment,
    insights: workspace.insightsId,
    registry: registry.id,
  });
  const alerts = new Alerts("alerts", {
    ...place,
    recipients: owner.alerts,
    capacity: settings.service,
    watched: {
      service: service.id,
      gateway: gateway.id,
      database: database.id,
      search: search.id,
      openAi: openAi.id,
      vision: vision.id,
      vault: vault.id,
    },
  });
  new Workbook("overview", place);
  new Defender("defender", { subscription });
  new Budget("budget", {
    ...settings.budget,
    named,
    subscription,
    scope: after(group, groupId),
    recipients: owner.alerts,
    groupId: alerts.groupId,
  });
  return { url: gateway.url, resourceGroup: groupName };
}

/** One of something for each role of the image. */
const each = <T>(make: (role: Role) => T) =>
  Object.fromEntries(roles.map((role) => [role, make(role)])) as Readonly<Record<Role, T>>;
