import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { blobFiles } from "../adapters/azure/blob-files";
import { blobJournals } from "../adapters/azure/blob-journals";
import type { Access } from "../adapters/azure/client";
import { habitBlob } from "../adapters/azure/habit-blob";
import { managedIdentity } from "../adapters/azure/identity";
import { openAiAssistant } from "../adapters/azure/openai-assistant";
import { photoBlobs } from "../adapters/azure/photo-blobs";
import { openAiVectors } from "../adapters/azure/openai-vectors";
import { makeTextIndex, textSearch } from "../adapters/azure/text-search";
import { azurePostgres } from "../adapters/azure/postgres";
import { makeSearchIndex, searchIndex } from "../adapters/azure/search-index";
import { azureMonitor } from "../adapters/azure/monitor";
import { vaultSecrets, vaultText } from "../adapters/azure/vault-secrets";
import { visionVectors } from "../adapters/azure/vision-vectors";
import { vaultSigner } from "../adapters/azure/vault-signer";
import { grantAccess } from "../adapters/database-access";
import { exactIndex } from "../adapters/embedded/exact-index";
import { folderFiles } from "../adapters/embedded/folder-files";
import { jpegOf, sharpCodec, shrunk } from "../adapters/embedded/sharp-codec";
import { discover } from "../adapters/oidc-discovery";
import { oidcTokenVerifier } from "../adapters/oidc-token-verifier";
import { guarded } from "../adapters/guarded";
import { observed } from "../adapters/observed";
import { pace } from "../adapters/pace";
import { migrate } from "../adapters/schema";
import type { Sql } from "../adapters/sql";
import { sqlCatalogue } from "../adapters/sql-catalogue";
import { sqlConsents } from "../adapters/sql-consents";
import { sqlKeys } from "../adapters/sql-keys";
import { sqlLimits } from "../adapters/sql-limits";
import { sqlPhotoRegister } from "../adapters/sql-photo-register";
import { sqlProfiles } from "../adapters/sql-profiles";
import { sqlSegments } from "../adapters/sql-segments";
import { sqlSubjects } from "../adapters/sql-subjects";
import { sqlTastes } from "../adapters/sql-tastes";
import { makeWarehouse } from "../adapters/sql-warehouse";
import { auditKey, containers, telemetrySecret } from "../contract";
import type { AppDeps } from "../http/app";
import { auditTrail } from "../privacy/audit";
import { withinLimits } from "../privacy/limits";
import { habitsIn } from "../recommendation/behaviour/habits";
import { learnFromLikes } from "../recommendation/behaviour/learn-likes";
import { type Meanings, ownMeanings } from "../recommendation/meanings";
import { seenAfterwards } from "../recommendation/seen-copy";
import { twoSights } from "../recommendation/two-sights";
import { trends } from "../recommendation/trends";
import { type CanaryDeps, canary } from "../privacy/canary";
import { keyring, mustKnow, notice, rotate } from "../privacy/keyring";
import { sweep } from "../privacy/sweep";
import { type Settings, databaseUsersIn } from "../settings";
import type { Telemetry } from "../watch/telemetry";
import { watch } from "../watch/watch";
import { type Eyes, eyes } from "./eyes";
import { once } from "./once";
import { catalogueRun } from "./azure-catalogue";
import { queued, segmentation } from "./azure-segmentation";

/** What is committed beside the programs: sources and bundles lie equally deep. */
const home = join(__dirname, "..", "..");
const kinds = ["item", "photo"] as const;

/** What a test puts in the place of the cloud. */
export interface Cloud extends Access {
  readonly sql: () => Promise<Sql>;
  /** The server's own database, in which principals are made. */
  readonly administration: () => Promise<Sql>;
  readonly fetch: typeof fetch;
  readonly telemetry: () => Promise<Telemetry>;
  /** Milliseconds within which every store shows what was changed. */
  readonly settling: number;
}

const ofAzure = (settings: Settings): Cloud => {
  const credential = managedIdentity(settings.clientId);
  const { databaseHost: host, databaseName, databaseUser: user } = settings;
  const connected = async (database: string) => azurePostgres({ host, database, user }, credential);
  return {
    credential,
    sql: () => connected(databaseName),
    administration: () => connected("postgres"),
    fetch,
    settling: 5000,
    telemetry: async () =>
      azureMonitor(await vaultText(settings.vaultUrl, telemetrySecret, { credential }), "api", { credential }),
  };
};

/**
 * How long a call may take, how many there may be at once, and after how many failures nobody asks for a while. Deadlines stay below
 * the three seconds in which a recommendation is promised.
 */
const guards = {
  photos: { deadline: 2500, concurrent: 40 },
  search: { deadline: 1500, concurrent: 40 },
  database: { deadline: 2000, concurrent: 60 },
  words: { deadline: 800, concurrent: 40 },
  vision: { deadline: 1500, concurrent: 20 },
  chat: { deadline: 2600, concurrent: 20 },
} as const;

/** Milliseconds for the vectors of many texts at once, for which nobody waits. */
const batches = 60_000;

/** A product that was seen by half would lie apart from those that were seen whole: the run ends, and goes on the night after. */
const seenWhole = () => {
  throw new Error("AI Vision does not answer; products that were not seen yet wait for the next run");
};

/** The platform's stores and services, reached by the identity that a container runs as. Each part opens on first use. */
export function azure(
  settings: Settings,
  { encoder, clean, seenCopy }: Eyes = eyes(),
  cloud: Cloud = ofAzure(settings),
) {
  const now = () => new Date();
  const telemetry = once(cloud.telemetry);
  const state = once(cloud.sql);
  const seeing = async (missed: () => void) => {
    const own = await encoder();
    if (settings.sight === "own") return own;
    const service = guarded("AI Vision", guards.vision, visionVectors(settings.visionUrl, cloud));
    return twoSights({ own, service, jpegOf, shrunk, missed });
  };
  const sees = once(() =>
    seeing(() => {
      const counted = telemetry().then((told) => {
        told.add("fallbacks", 1, { dependency: "vision" });
      });
      counted.catch(() => undefined);
    }),
  );
  const secrets = vaultSecrets(settings.vaultUrl, cloud);
  const naming = (sql: Sql) => keyring({ secrets, tenant: settings.tokenAudience, keys: sqlKeys(sql), now });
  const [photos] = containers.photos;
  const [catalogue, register, heads] = containers.operations;
  const registers = blobJournals(`${settings.operationsUrl}/${register}`, cloud);
  const places = async () => {
    const { model, dimensions } = await sees();
    return kinds.map((kind) => ({ url: settings.searchUrl, kind, model, dimensions }));
  };
  const texts = {
    url: settings.searchUrl,
    model: settings.embeddingDeployment,
    semantic: settings.meanings === "semantic",
  };
  const embeddings = (deadline: number) =>
    openAiVectors({ url: settings.openAiUrl, deployment: settings.embeddingDeployment, deadline }, cloud);
  const indexes = async () => {
    const asked = (await places()).map(async (place) =>
      settings.vectors === "search"
        ? searchIndex(place, cloud)
        : exactIndex(await state(), place.kind, place.model, place.dimensions, { refresh: 30_000 }),
    );
    const [items, vectors] = await Promise.all(asked);
    if (!items || !vectors) throw new Error("an index for items and one for photographs are needed");
    return { items, vectors };
  };

  /** Everything that is kept about people, for those who use it and those who delete it. */
  const privacy = once(async (): Promise<CanaryDeps> => {
    const [sql, encoder, { vectors }] = await Promise.all([state(), sees(), indexes()]);
    const names = await naming(sql);
    const sight = { codec: sharpCodec, encoder };
    return {
      ...names,
      ...sight,
      clean: settings.sight === "own" ? await seenCopy() : seenAfterwards(await clean(), sight),
      vectors,
      photos: photoBlobs(`${settings.photosUrl}/${photos}`, cloud),
      register: sqlPhotoRegister(sql),
      consents: sqlConsents(sql),
      limits: sqlLimits(sql),
      tastes: sqlTastes(sql),
      subjects: sqlSubjects(sql),
      customers: queued(registers, names.reference),
      registers,
      now,
      randomId: () => randomUUID(),
      scrub: async () => undefined, // the server vacuums by itself; the review counts the lag
      settle: () => setTimeout(cloud.settling), // AI Search shows what was deleted for a second or so
    };
  });
  const habits = habitBlob(`${settings.operationsUrl}/${catalogue}/habits.bin`, cloud);
  const auditPlaces = {
    registers,
    heads: blobJournals(`${settings.operationsUrl}/${heads}`, cloud),
    signer: vaultSigner(settings.vaultUrl, auditKey, cloud),
  };

  /** The API alone: no console users, no tokens of our own making. */
  const http = once(async (): Promise<AppDeps> => {
    const [told, parts, sql, issuer, { items }] = await Promise.all([
      telemetry(),
      privacy(),
      state(),
      discover(settings.tokenIssuer, cloud.fetch),
      indexes(),
    ]);
    const assistant = openAiAssistant({ url: settings.openAiUrl, deployment: settings.chatDeployment }, cloud);
    const guard = <P extends object>(name: string, by: (typeof guards)[keyof typeof guards], port: P): P =>
      observed(told, name, guarded(name, by, port));
    const database = guard("PostgreSQL", guards.database, sql);
    const searched = settings.vectors === "search" ? "AI Search" : "PostgreSQL";
    const tastes = sqlTastes(database);
    const trend = trends(sqlTastes(sql), now); // one count of everything, in its own time
    await trend().catch(() => undefined);
    const meanings: Meanings =
      settings.meanings === "own"
        ? ownMeanings()
        : guard(
            "AI Search",
            guards.search,
            textSearch(texts, guard("Azure OpenAI", guards.words, embeddings(guards.words.deadline)), cloud),
          );
    return {
      ...parts,
      ...(await naming(database)),
      photos: guard("Blob Storage", guards.photos, parts.photos),
      vectors: guard(searched, guards.search, parts.vectors),
      register: sqlPhotoRegister(database),
      consents: sqlConsents(database),
      limits: sqlLimits(database),
      tastes,
      profiles: sqlProfiles(database),
      subjects: sqlSubjects(database),
      telemetry: told,
      origins: settings.origins === "none" ? [] : settings.origins.split(","),
      pace: pace(1200, 60),
      ...auditPlaces,
      model: parts.encoder.model,
      meanings,
      catalogue: await sqlCatalogue(database),
      trend,
      habits: habitsIn(guard("Blob Storage", guards.photos, habits), now),
      items: guard(searched, guards.search, items),
      audit: auditTrail(registers, now),
      controller: settings.controller,
      assistant: guard("Azure OpenAI", guards.chat, assistant),
      tokens: oidcTokenVerifier({ ...issuer, audience: settings.tokenAudience }),
      segments: sqlSegments(database),
      images: blobFiles(`${settings.operationsUrl}/${catalogue}`, cloud),
      console: folderFiles(join(home, "dist", "console")),
      obstacles: async () => {
        const answer = await sql.query("select 1").catch(() => []);
        return answer.length > 0 ? [] : ["the database does not answer"];
      },
      log: (record) => {
        console.error(JSON.stringify(record));
      },
    };
  });

  return {
    http,
    segment: async () => {
      const [sql, key] = await Promise.all([state(), secrets.key("forgotten")]);
      return segmentation({ ...settings, registers, sql, key, now }, cloud);
    },
    index: async () => {
      const [sql, encoder, { items }] = await Promise.all([state(), seeing(seenWhole), indexes()]);
      const catalogue = await sqlCatalogue(sql);
      const run = await catalogueRun({ ...settings, catalogue, items, encoder }, cloud);
      const described =
        settings.meanings === "own"
          ? undefined
          : await textSearch(texts, embeddings(batches), cloud).keep(await catalogue.list());
      const consents = withinLimits(sqlConsents(sql), sqlLimits(sql));
      return {
        ...run,
        ...(described && { described }),
        habits: await learnFromLikes({ consents, tastes: sqlTastes(sql), store: habits, now }),
      };
    },
    sweep: async () => {
      const keys = sqlKeys(await state());
      await mustKnow(Number(settings.pseudonymVersion), { keys, now });
      const deps = { ...(await privacy()), keys };
      return { ...(await sweep(deps)), canary: await canary(deps) };
    },
    watch: async () => {
      const sql = await state();
      return { attention: await watch({ ...auditPlaces, ...(await naming(sql)), subjects: sqlSubjects(sql), now }) };
    },
    /** Schema, rights, indexes and keys, each made where it is missing; safe to run twice and side by side. */
    migrate: async () => {
      const maker = vaultSecrets(settings.vaultUrl, cloud, true);
      const sql = await state();
      await migrate(sql);
      await sql.transaction(makeWarehouse);
      const administration = await cloud.administration();
      await grantAccess(sql, administration, databaseUsersIn(settings)).finally(() => administration.close());
      if (settings.vectors === "search") for (const place of await places()) await makeSearchIndex(place, cloud);
      if (settings.meanings !== "own") await makeTextIndex(texts, embeddings(batches), cloud);
      await maker.key("forgotten");
      const from = new Date(now().getTime() + notice);
      await rotate(Number(settings.pseudonymVersion), from, { secrets: maker, keys: sqlKeys(sql) });
      return { done: true };
    },
    close: async () => {
      if (telemetry.opened()) await (await telemetry()).close();
      if (state.opened()) await (await state()).close();
    },
  };
}
