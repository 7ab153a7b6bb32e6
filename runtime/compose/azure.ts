import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobFiles } from "../adapters/azure/blob-files";
import { blobFolder } from "../adapters/azure/blob-folder";
import { blobJournals } from "../adapters/azure/blob-journals";
import type { Access } from "../adapters/azure/client";
import { documentSheets } from "../adapters/azure/document-sheets";
import { managedIdentity } from "../adapters/azure/identity";
import { openAiAssistant } from "../adapters/azure/openai-assistant";
import { photoBlobs } from "../adapters/azure/photo-blobs";
import { azurePostgres } from "../adapters/azure/postgres";
import { makeSearchIndex, searchIndex } from "../adapters/azure/search-index";
import { azureMonitor } from "../adapters/azure/monitor";
import { vaultSecrets, vaultText } from "../adapters/azure/vault-secrets";
import { vaultSigner } from "../adapters/azure/vault-signer";
import { grantAccess } from "../adapters/database-access";
import { duckdbEvents, forgetCustomer } from "../adapters/embedded/duckdb-events";
import { folderFiles } from "../adapters/embedded/folder-files";
import { folderRegistry } from "../adapters/embedded/folder-registry";
import { pdfText } from "../adapters/embedded/pdf-text";
import { onnxEncoder } from "../adapters/embedded/onnx-encoder";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { discover } from "../adapters/oidc-discovery";
import { oidcTokenVerifier } from "../adapters/oidc-token-verifier";
import { guarded } from "../adapters/guarded";
import { observed } from "../adapters/observed";
import { pace } from "../adapters/pace";
import { migrate } from "../adapters/schema";
import type { Sql } from "../adapters/sql";
import { sqlCatalogue } from "../adapters/sql-catalogue";
import { sqlConsents } from "../adapters/sql-consents";
import { sqlLimits } from "../adapters/sql-limits";
import { sqlPhotoRegister } from "../adapters/sql-photo-register";
import { sqlSegments } from "../adapters/sql-segments";
import { sqlSubjects } from "../adapters/sql-subjects";
import { sqlTastes } from "../adapters/sql-tastes";
import { makeWarehouse, sqlWarehouse } from "../adapters/sql-warehouse";
import { parseCsv } from "../adapters/text-formats";
import {
  type EmbedPicture,
  type Parsed,
  importProducts,
  parseJsonLines,
  parseRows,
  seeAgain,
} from "../catalogue/import";
import { productsIn } from "../catalogue/sheets";
import { auditKey, containers, telemetrySecret } from "../contract";
import type { AppDeps } from "../http/app";
import { auditTrail } from "../privacy/audit";
import { type CustomerRecords, type ErasureDeps } from "../privacy/erasure";
import { appendTo, linesOf } from "../privacy/journals";
import { domains, pseudonymiser } from "../privacy/pseudonym";
import { sweep } from "../privacy/sweep";
import { type NightlyDeps, nightly } from "../segmentation/nightly";
import { type Settings, databaseUsersIn } from "../settings";
import type { Telemetry } from "../watch/telemetry";
import { watch } from "../watch/watch";
import { once } from "./once";

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
  chat: { deadline: 2600, concurrent: 20 },
} as const;

/** The platform's stores and services, reached by the identity that a container runs as. Each part opens on first use. */
export function azure(settings: Settings, cloud: Cloud = ofAzure(settings)) {
  const now = () => new Date();
  const telemetry = once(cloud.telemetry);
  const state = once(cloud.sql);
  const encoder = once(() => onnxEncoder(join(home, "runtime", "models", "garment-encoder")));
  const secrets = vaultSecrets(settings.vaultUrl, cloud);
  const pseudonyms = (domain: (typeof domains)[number]) => pseudonymiser(secrets, settings.tokenAudience, domain);
  const [photos] = containers.photos;
  const [landing, features, models] = containers.events;
  const [catalogue, register, heads] = containers.operations;
  const registers = blobJournals(`${settings.operationsUrl}/${register}`, cloud);
  const places = async () => {
    const { model, dimensions } = await encoder();
    return kinds.map((kind) => ({ url: settings.searchUrl, kind, model, dimensions }));
  };
  const indexes = async () => {
    const [items, vectors] = (await places()).map((place) => searchIndex(place, cloud));
    if (!items || !vectors) throw new Error("an index for items and one for photographs are needed");
    return { items, vectors };
  };

  /** Everything that is kept about people, for those who use it and those who delete it. */
  const privacy = once(async (): Promise<ErasureDeps> => {
    const [sql, sees, { vectors }, owner, reference] = await Promise.all([
      state(),
      encoder(),
      indexes(),
      pseudonyms("photos"),
      pseudonyms("registers"),
    ]);
    return {
      codec: sharpCodec,
      encoder: sees,
      vectors,
      photos: photoBlobs(`${settings.photosUrl}/${photos}`, cloud),
      register: sqlPhotoRegister(sql),
      consents: sqlConsents(sql),
      limits: sqlLimits(sql),
      tastes: sqlTastes(sql),
      subjects: sqlSubjects(sql),
      customers: queued(registers, reference),
      registers,
      reference,
      owner,
      now,
      randomId: () => randomUUID(),
      scrub: async () => undefined, // the server vacuums by itself; the review counts the lag
    };
  });
  const auditPlaces = {
    registers,
    heads: blobJournals(`${settings.operationsUrl}/${heads}`, cloud),
    signer: vaultSigner(settings.vaultUrl, auditKey, cloud),
  };

  /** The API alone: no console users, no tokens of our own making. */
  const http = once(async (): Promise<AppDeps> => {
    const [told, parts, sql, issuer, { items }, subject] = await Promise.all([
      telemetry(),
      privacy(),
      state(),
      discover(settings.tokenIssuer, cloud.fetch),
      indexes(),
      pseudonyms("profiles"),
    ]);
    const assistant = openAiAssistant({ url: settings.openAiUrl, deployment: settings.chatDeployment }, cloud);
    const guard = <P extends object>(name: string, by: (typeof guards)[keyof typeof guards], port: P): P =>
      observed(told, name, guarded(name, by, port));
    const database = guard("PostgreSQL", guards.database, sql);
    return {
      ...parts,
      photos: guard("Blob Storage", guards.photos, parts.photos),
      vectors: guard("AI Search", guards.search, parts.vectors),
      register: sqlPhotoRegister(database),
      consents: sqlConsents(database),
      limits: sqlLimits(database),
      tastes: sqlTastes(database),
      subjects: sqlSubjects(database),
      telemetry: told,
      origins: settings.origins === "none" ? [] : settings.origins.split(","),
      pace: pace(1200, 60),
      ...auditPlaces,
      model: parts.encoder.model,
      catalogue: await sqlCatalogue(database),
      items: guard("AI Search", guards.search, items),
      audit: auditTrail(registers, now),
      subject,
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

  /** One run of segmentation, in a folder that is brought here and taken back. */
  const segment = async () => {
    const folder = await mkdtemp(join(tmpdir(), "segmentation-"));
    const at = (...names: readonly string[]) => join(folder, ...names);
    const [landed, kept, versions] = [landing, features, models].map((name) =>
      blobFolder(`${settings.eventsUrl}/${name}`, cloud),
    );
    if (!landed || !kept || !versions) throw new Error("three containers for events are needed");
    const [sql, key] = await Promise.all([state(), secrets.key("forgotten")]);
    const store = { folder: at("features"), salt: Buffer.from(key).toString("hex") };
    const marks = at("features", "taken"); // after the store in the order of names, and so never ahead of it
    const deps: NightlyDeps = {
      leaving: () => leaving(registers),
      forget: (customer) => forgetCustomer(store, customer),
      landed: landed.list,
      known: new Set(),
      withFile: (file, work) => landed.withFile(file, at("landed"), work),
      open: () => duckdbEvents(store),
      registry: folderRegistry(at("models")),
      warehouse: sqlWarehouse({ ...sql, close: async () => undefined }),
      now,
      async save(taken) {
        for (const spilled of ["spill", "stretches"])
          await rm(at("features", spilled), { recursive: true, force: true });
        await appendFile(marks, taken.map(({ mark }) => `${mark}\n`).join(""));
        await versions.keep(at("models"));
        await kept.keep(at("features"));
      },
    };
    try {
      await versions.bring(at("models"));
      await kept.bring(at("features"));
      const known = existsSync(marks) ? linesOf(await readFile(marks, "utf8")) : [];
      return await nightly({ ...deps, known: new Set(known) });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  return {
    http,
    segment,
    /** Reads the products that were put into the catalogue's container, gives each its vector, and takes those of withdrawn ones away. */
    index: async () => {
      const [sql, sees, { items }] = await Promise.all([state(), encoder(), indexes()]);
      const listed = await sqlCatalogue(sql);
      const files = blobFiles(`${settings.operationsUrl}/${catalogue}`, cloud);
      const embed: EmbedPicture = async (name) => {
        const bytes = await files.read(name);
        const picture = bytes && (await sharpCodec.clean(bytes));
        if (!picture) return undefined;
        return (await sees.see(await sharpCodec.square(picture.jpeg, sees.inputSize, sees.pad))).embedding;
      };
      const scanned = documentSheets(settings.documentsUrl, cloud);
      const sheets = async () => {
        const found: Parsed[] = [];
        for (const { name } of await blobFolder(`${settings.operationsUrl}/${catalogue}`, cloud).list()) {
          const bytes = /\.pdf$/i.test(name) ? await files.read(name) : undefined;
          if (!bytes) continue;
          const written = productsIn((await pdfText.tables(bytes)) ?? []);
          found.push(...(written.length > 0 ? written : productsIn((await scanned.tables(bytes)) ?? [])));
        }
        return found;
      };
      const text = async (name: string) => new TextDecoder().decode(await files.read(name));
      const parsed = [
        ...parseJsonLines(await text("products.jsonl")),
        ...parseRows(parseCsv(await text("products.csv"))),
        ...(await sheets()),
      ];
      const { put, refused } = await importProducts(parsed, { catalogue: listed, items, embed });
      const named = new Set(parsed.flatMap((each) => ("product" in each ? [each.product.id] : [])));
      if (named.size > 0 && refused.length === 0)
        // a file that was not understood to the end withdraws nothing
        for (const { id } of await listed.list()) if (!named.has(id)) await listed.withdraw(id);
      const given = await seeAgain({ catalogue: listed, items, embed });
      const sold = new Set((await listed.list()).map(({ id }) => id));
      let withdrawn = 0;
      for await (const id of items.ids())
        if (!sold.has(id)) {
          await items.delete(id);
          withdrawn++;
        }
      return { put, refused, given, withdrawn };
    },
    sweep: async () => sweep(await privacy()),
    watch: async () => {
      const [sql, reference] = await Promise.all([state(), pseudonyms("registers")]);
      return { attention: await watch({ ...auditPlaces, subjects: sqlSubjects(sql), reference, now }) };
    },
    /** Schema, rights, indexes and keys, each made where it is missing; safe to run twice and side by side. */
    migrate: async () => {
      const maker = vaultSecrets(settings.vaultUrl, cloud, true);
      const sql = await state();
      await migrate(sql);
      await sql.transaction(makeWarehouse);
      const administration = await cloud.administration();
      await grantAccess(sql, administration, databaseUsersIn(settings)).finally(() => administration.close());
      for (const place of await places()) await makeSearchIndex(place, cloud);
      for (const name of ["forgotten", ...domains.map((domain) => `pseudonym-${domain}`)]) await maker.key(name);
      return { done: true };
    },
    close: async () => {
      if (telemetry.opened()) await (await telemetry()).close();
      if (state.opened()) await (await state()).close();
    },
  };
}

/** Events and segments are another identity's: what is to be erased there waits for its next run. */
const queued = (registers: ErasureDeps["registers"], reference: (subject: string) => string): CustomerRecords => ({
  pace: "queued",
  async forget(customer) {
    await appendTo(registers, `forget/${reference(customer).replaceAll(":", "-")}`, (lines) =>
      lines.length === 0 ? JSON.stringify({ customer }) : undefined,
    );
    return 0;
  },
  remaining: async () => 0,
});

async function leaving(registers: ErasureDeps["registers"]) {
  const names = await registers.list("forget/");
  return Promise.all(
    names.map(async (name) => {
      const [line = "{}"] = linesOf(await registers.read(name));
      const { customer = "" } = JSON.parse(line) as { readonly customer?: string };
      return { customer, done: () => registers.remove(name) };
    }),
  );
}
