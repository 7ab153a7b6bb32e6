import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { blobFiles } from "../adapters/azure/blob-files";
import type { Access } from "../adapters/azure/client";
import { managedIdentity } from "../adapters/azure/identity";
import { photoBlobs } from "../adapters/azure/photo-blobs";
import { azurePostgres } from "../adapters/azure/postgres";
import { makeSearchIndex, searchIndex } from "../adapters/azure/search-index";
import { vaultSecrets } from "../adapters/azure/vault-secrets";
import { folderFiles } from "../adapters/embedded/folder-files";
import { onnxEncoder } from "../adapters/embedded/onnx-encoder";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { discover } from "../adapters/oidc-discovery";
import { oidcTokenVerifier } from "../adapters/oidc-token-verifier";
import { migrate } from "../adapters/schema";
import type { Sql } from "../adapters/sql";
import { sqlCatalogue } from "../adapters/sql-catalogue";
import { sqlConsents } from "../adapters/sql-consents";
import { sqlLimits } from "../adapters/sql-limits";
import { sqlPhotoRegister } from "../adapters/sql-photo-register";
import { sqlTastes } from "../adapters/sql-tastes";
import { containers } from "../contract";
import type { AppDeps } from "../http/app";
import { domains, pseudonymiser } from "../privacy/pseudonym";
import type { Settings } from "../settings";
import { once } from "./once";

/** What is committed beside the programs: sources and bundles lie equally deep. */
const home = join(__dirname, "..", "..");
const kinds = ["item", "photo"] as const;

/** What a test puts in the place of the cloud. */
export interface Cloud extends Access {
  readonly sql: () => Promise<Sql>;
  readonly fetch: typeof fetch;
}

const ofAzure = (settings: Settings): Cloud => {
  const credential = managedIdentity(settings.clientId);
  return { credential, sql: async () => azurePostgres(databaseIn(settings), credential), fetch };
};
const databaseIn = ({ databaseHost: host, databaseName: database, databaseUser: user }: Settings) => ({
  host,
  database,
  user,
});

/** The platform's stores and services, reached by the identity that a container runs as. Each part opens on first use. */
export function azure(settings: Settings, cloud: Cloud = ofAzure(settings)) {
  const now = () => new Date();
  const state = once(cloud.sql);
  const encoder = once(() => onnxEncoder(join(home, "runtime", "models", "garment-encoder")));
  const [photos] = containers.photos;
  const [catalogue] = containers.operations;
  const places = async () => {
    const { model, dimensions } = await encoder();
    return kinds.map((kind) => ({ url: settings.searchUrl, kind, model, dimensions }));
  };

  /** The API alone: no console users, no tokens of our own making. */
  const http = once(async (): Promise<AppDeps> => {
    const secrets = vaultSecrets(settings.vaultUrl, cloud);
    const [sql, sees, issuer, indexes, owner, subject] = await Promise.all([
      state(),
      encoder(),
      discover(settings.tokenIssuer, cloud.fetch),
      places(),
      pseudonymiser(secrets, settings.tokenAudience, "photos"),
      pseudonymiser(secrets, settings.tokenAudience, "profiles"),
    ]);
    const [items, vectors] = indexes.map((place) => searchIndex(place, cloud));
    if (!items || !vectors) throw new Error("an index for items and one for photographs are needed");
    return {
      codec: sharpCodec,
      encoder: sees,
      model: sees.model,
      catalogue: await sqlCatalogue(sql),
      items,
      vectors,
      photos: photoBlobs(`${settings.photosUrl}/${photos}`, cloud),
      register: sqlPhotoRegister(sql),
      consents: sqlConsents(sql),
      limits: sqlLimits(sql),
      tastes: sqlTastes(sql),
      now,
      randomId: () => randomUUID(),
      owner,
      subject,
      tokens: oidcTokenVerifier({ ...issuer, audience: settings.tokenAudience }),
      segments: { current: async () => undefined, segmentOf: async () => undefined }, // until assignments are kept in the database
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
    /** Schema, indexes and keys, each made where it is missing; safe to run twice and side by side. */
    migrate: async () => {
      const secrets = vaultSecrets(settings.vaultUrl, cloud, true);
      await migrate(await state());
      for (const place of await places()) await makeSearchIndex(place, cloud);
      for (const domain of domains) await secrets.key(`pseudonym-${domain}`);
    },
    close: async () => {
      if (state.opened()) await (await state()).close();
    },
  };
}
