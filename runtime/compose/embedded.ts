import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { encryptedFolder } from "../adapters/embedded/encrypted-folder";
import { exactIndex } from "../adapters/embedded/exact-index";
import { fileSecrets } from "../adapters/embedded/file-secrets";
import { onnxEncoder } from "../adapters/embedded/onnx-encoder";
import { pglite } from "../adapters/embedded/pglite";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { sqlCatalogue } from "../adapters/sql-catalogue";
import { sqlConsents } from "../adapters/sql-consents";
import { sqlPhotoRegister } from "../adapters/sql-photo-register";
import { sqlTastes } from "../adapters/sql-tastes";
import { pseudonymiser } from "../privacy/pseudonym";

/** What is committed beside the programs: sources and bundles lie equally deep. */
const home = join(__dirname, "..", "..");
const tenant = "embedded";

/** Everything on this machine, with state under `data`: no account, no network. Each part opens on first use. */
export function embedded(data: string) {
  const at = (...names: readonly string[]) => join(data, ...names);
  const now = () => new Date();
  const secrets = fileSecrets(at("keys"));
  const state = once(() => pglite(at("state")));
  const encoder = once(() => onnxEncoder(join(home, "runtime", "models", "garment-encoder")));

  /** Photographs, catalogue, tastes and consents: what recommending needs. */
  const recommendation = once(async () => {
    const [sql, sees] = await Promise.all([state(), encoder()]);
    const [catalogue, items, vectors, owner, subject, photoKey] = await Promise.all([
      sqlCatalogue(sql),
      exactIndex(sql, "item", sees.model, sees.dimensions),
      exactIndex(sql, "photo", sees.model, sees.dimensions),
      pseudonymiser(secrets, tenant, "photos"),
      pseudonymiser(secrets, tenant, "profiles"),
      secrets.key("photos"),
    ]);
    return {
      codec: sharpCodec,
      encoder: sees,
      model: sees.model,
      catalogue,
      items,
      vectors,
      photos: encryptedFolder(at("photos"), photoKey),
      register: sqlPhotoRegister(sql),
      consents: sqlConsents(sql),
      tastes: sqlTastes(sql),
      now,
      randomId: () => randomUUID(),
      owner,
      subject,
    };
  });

  return {
    recommendation,
    close: async () => {
      if (state.opened()) await (await state()).close();
    },
  };
}

/** Opens at the first call; every call answers the same part. */
function once<T>(open: () => Promise<T>) {
  let part: Promise<T> | undefined;
  return Object.assign(() => (part ??= open()), { opened: () => part !== undefined });
}
