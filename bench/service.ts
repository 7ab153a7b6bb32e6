import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { encryptedFolder } from "../runtime/adapters/embedded/encrypted-folder";
import { exactIndex } from "../runtime/adapters/embedded/exact-index";
import { folderJournals } from "../runtime/adapters/embedded/folder-journals";
import { habitFile } from "../runtime/adapters/embedded/habit-file";
import { fileSecrets } from "../runtime/adapters/embedded/file-secrets";
import { sharpCodec } from "../runtime/adapters/embedded/sharp-codec";
import { tokenIssuer } from "../runtime/adapters/embedded/token-issuer";
import { postgres } from "../runtime/adapters/postgres";
import { sqlCatalogue } from "../runtime/adapters/sql-catalogue";
import { sqlConsents } from "../runtime/adapters/sql-consents";
import { sqlLimits } from "../runtime/adapters/sql-limits";
import { sqlPhotoRegister } from "../runtime/adapters/sql-photo-register";
import { sqlProfiles } from "../runtime/adapters/sql-profiles";
import { sqlSubjects } from "../runtime/adapters/sql-subjects";
import { sqlTastes } from "../runtime/adapters/sql-tastes";
import { serve } from "../runtime/http/serve";
import { world } from "../runtime/http/testing/world";
import { sqlKeys } from "../runtime/adapters/sql-keys";
import { keyring } from "../runtime/privacy/keyring";
import { habitsIn } from "../runtime/recommendation/behaviour/habits";
import { looking } from "./looks";
import { auditTrail } from "../runtime/privacy/audit";
import { trends } from "../runtime/recommendation/trends";

/** What a process of the service is told: where the database listens, and where keys and habits lie. */
export interface Place {
  readonly port: number;
  /** The id of the database's process. */
  readonly database: number;
  readonly folder: string;
}

/** The service over a PostgreSQL server, in a process of its own; tells its port, and its memory when asked. */
async function main({ port, folder }: Place): Promise<void> {
  process.on("disconnect", () => process.exit()); // also while it starts
  const now = () => new Date();
  const sql = postgres({ host: "127.0.0.1", port, user: "owner", database: "postgres" });
  const issuer = await tokenIssuer(folder, now);
  const tastes = sqlTastes(sql);
  const secrets = fileSecrets(folder);
  const registers = folderJournals(join(folder, "registers"));
  const encoder = await looking.encoder();
  const trend = trends(tastes, now);
  await trend();
  const { deps } = await world({
    tokens: issuer,
    ...(await keyring({ secrets, tenant: "bench", keys: sqlKeys(sql), now: () => new Date() })),
    codec: sharpCodec,
    clean: await looking.seenCopy(),
    encoder,
    photos: encryptedFolder(join(folder, "photos"), await secrets.key("photos")),
    register: sqlPhotoRegister(sql),
    vectors: await exactIndex(sql, "photo", encoder.model, encoder.dimensions),
    randomId: () => randomUUID(),
    subjects: sqlSubjects(sql),
    consents: sqlConsents(sql),
    limits: sqlLimits(sql),
    tastes,
    profiles: sqlProfiles(sql),
    trend,
    habits: habitsIn(habitFile(`${folder}/habits.bin`), now),
    catalogue: await sqlCatalogue(sql),
    items: await exactIndex(sql, "item", encoder.model, encoder.dimensions),
    registers,
    audit: auditTrail(registers, now),
    log: () => undefined,
  });
  const serving = await serve(deps, { port: 0 });
  process.send?.({ url: serving.url });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({
      seconds: (user + system) / 1e6,
      peak: process.resourceUsage().maxRSS / 1024,
      now: process.memoryUsage.rss() / 1024 / 1024,
    });
  });
}

void main(JSON.parse(process.argv[2] ?? "{}") as Place);
