import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { expireEvents, forgetCustomer } from "../adapters/embedded/duckdb-erasure";
import { adoptEvents, duckdbEvents } from "../adapters/embedded/duckdb-events";
import { encryptedFolder } from "../adapters/embedded/encrypted-folder";
import { exactIndex } from "../adapters/embedded/exact-index";
import { fileSecrets } from "../adapters/embedded/file-secrets";
import { fileSigner } from "../adapters/embedded/file-signer";
import { habitFile } from "../adapters/embedded/habit-file";
import { folderFiles } from "../adapters/embedded/folder-files";
import { folderJournals } from "../adapters/embedded/folder-journals";
import { folderRegistry } from "../adapters/embedded/folder-registry";
import { pdfText } from "../adapters/embedded/pdf-text";
import { pglite } from "../adapters/embedded/pglite";
import { reviewProcess } from "../adapters/embedded/review-process";
import { sampleFolder } from "../adapters/embedded/sample-folder";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { svgRasteriser } from "../adapters/embedded/svg-rasteriser";
import { tokenIssuer } from "../adapters/embedded/token-issuer";
import { sqlCatalogue } from "../adapters/sql-catalogue";
import { sqlConsents } from "../adapters/sql-consents";
import { sqlKeys } from "../adapters/sql-keys";
import { sqlLimits } from "../adapters/sql-limits";
import { sqlPhotoRegister } from "../adapters/sql-photo-register";
import { sqlProfiles } from "../adapters/sql-profiles";
import { sqlSubjects } from "../adapters/sql-subjects";
import { mlflowRegistry } from "../adapters/mlflow-registry";
import { postgresWarehouse } from "../adapters/postgres-warehouse";
import { sqlTastes } from "../adapters/sql-tastes";
import { pace } from "../adapters/pace";
import { parseCsv, parseElement, parseTable, parseYaml } from "../adapters/text-formats";
import { isSystemError } from "../adapters/system-error";
import { type EmbedPicture, seeAgain } from "../catalogue/import";
import type { EvaluateDeps } from "../commands/evaluate";
import type { SegmentDeps } from "../commands/segment-common";
import { habitsIn } from "../recommendation/behaviour/habits";
import { learnFromLikes } from "../recommendation/behaviour/learn-likes";
import { ownMeanings } from "../recommendation/meanings";
import { trends } from "../recommendation/trends";
import type { ImageCodec } from "../recommendation/photo-intake";
import type { VisualEncoder } from "../recommendation/visual-encoder";
import type { SampleDeps } from "../sample/make";
import { catalogueOfSegments } from "../segmentation/catalogue-of-segments";
import type { AppDeps } from "../http/app";
import { rules } from "../assistant/rules";
import { auditTrail } from "../privacy/audit";
import { silent } from "../watch/telemetry";
import type { CustomerRecords } from "../privacy/erasure";
import { withinLimits } from "../privacy/limits";
import { canary } from "../privacy/canary";
import { keyring, notice, renameEveryone, rotate } from "../privacy/keyring";
import { sweep } from "../privacy/sweep";
import { firstDayKept } from "../segmentation/nightly";
import { watch } from "../watch/watch";
import { type Eyes, eyes } from "./eyes";
import { once } from "./once";

export { StateInUse } from "../adapters/embedded/pglite";

/** What is committed beside the programs: sources and bundles lie equally deep. */
const home = join(__dirname, "..", "..");
const tenant = "embedded";

/** Everything on this machine, with state under `data`: no account, no network. Each part opens on first use. */
export function embedded(data: string, { encoder, clean, seenCopy }: Eyes = eyes()) {
  const at = (...names: readonly string[]) => join(data, ...names);
  const now = () => new Date();
  const secrets = fileSecrets(at("keys"));
  const state = once(() => pglite(at("state")));
  const habits = habitFile(at("catalogue", "habits.bin"));

  const naming = once(async () => {
    const keys = sqlKeys(await state());
    return { ...(await keyring({ secrets, tenant, keys, now })), keys, secrets };
  });

  /** Photographs, catalogue, tastes and consents: what recommending needs. */
  const recommendation = once(async () => {
    const [sql, sees] = await Promise.all([state(), encoder()]);
    const [catalogue, items, vectors, names, photoKey] = await Promise.all([
      sqlCatalogue(sql),
      exactIndex(sql, "item", sees.model, sees.dimensions),
      exactIndex(sql, "photo", sees.model, sees.dimensions),
      naming(),
      secrets.key("photos"),
    ]);
    const embed = embedFrom(at("catalogue", "images"), { codec: sharpCodec, encoder: sees });
    await seeAgain({ catalogue, items, embed });
    const tastes = sqlTastes(sql);
    return {
      codec: sharpCodec,
      clean: await seenCopy(),
      encoder: sees,
      model: sees.model,
      catalogue,
      items,
      vectors,
      photos: encryptedFolder(at("photos"), photoKey),
      register: sqlPhotoRegister(sql),
      consents: sqlConsents(sql),
      limits: sqlLimits(sql),
      tastes,
      profiles: sqlProfiles(sql),
      meanings: ownMeanings(),
      trend: trends(tastes, now),
      habits: habitsIn(habits, now),
      now,
      randomId: () => randomUUID(),
      ...names,
    };
  });

  /** What rights, erasure and their proof need beside that. */
  const privacy = once(async () => {
    const [sql, parts, signer] = await Promise.all([state(), recommendation(), fileSigner(at("keys"))]);
    const registers = folderJournals(at("registers"));
    return {
      ...parts,
      subjects: sqlSubjects(sql),
      customers,
      registers,
      heads: folderJournals(at("heads")),
      signer,
      audit: auditTrail(registers, now),
      scrub: () => sql.scrub(),
      settle: async () => undefined,
      controller: "this shop",
      assistant: rules,
      telemetry: silent,
      origins: [],
      pace: pace(1200, 60),
    };
  });

  const sample: SampleDeps = { folder: sampleFolder(at("sample")), rasteriser: svgRasteriser };

  const salt = async () => Buffer.from(await secrets.key("forgotten")).toString("hex");

  /** Event files, and the versions of the segmentation fitted on them. */
  const segmentation: SegmentDeps = {
    events: async () => duckdbEvents({ folder: at("segmentation"), salt: await salt() }),
    registry: (place = at("segmentation", "models")) =>
      /^https?:/.test(place) ? mlflowRegistry({ url: place }) : folderRegistry(place),
    anew: async () => duckdbEvents({ folder: at("segmentation"), salt: await salt(), anew: true }),
    forget: async (customer) => forgetCustomer({ folder: at("segmentation"), salt: await salt() }, customer),
    adopt: () => adoptEvents(at("segmentation")),
    marketable: async () => {
      const [sql, { newest }] = await Promise.all([state(), naming()]);
      const agreed = await withinLimits(sqlConsents(sql), sqlLimits(sql)).consenting("marketing");
      return (customer) => agreed.has(newest(customer));
    },
    warehouse: postgresWarehouse,
    parseYaml,
    parseCsv,
    now,
    reportFolder: at("segmentation", "report"),
    quarantineFile: at("segmentation", "quarantine.csv"),
    assignments: at("segmentation", "assignments"),
  };

  /** Events and what was assigned from them, here and now. */
  const customers: CustomerRecords = {
    pace: "at-once",
    async forget(customer) {
      const gone = existsSync(at("segmentation")) ? await segmentation.forget(customer) : 0;
      for (const file of [
        segmentation.quarantineFile,
        ...["csv", "parquet"].map((as) => `${segmentation.assignments}.${as}`),
      ])
        await rm(file, { force: true }); // written anew by the next command that asks for them
      return gone;
    },
    async remaining(customer) {
      if (!existsSync(at("segmentation"))) return 0;
      const store = await segmentation.events();
      const text = `select count(*) as remaining from visits where user_id = ${store.dialect.parameter("customer")}`;
      const parse = (row: unknown) => z.object({ remaining: z.coerce.number() }).parse(row).remaining;
      return store
        .run({ text, parameters: { customer }, parse })
        .then(([remaining]) => remaining ?? 0)
        .finally(() => store.close());
    },
  };

  /** Products, and the eyes that an import needs. */
  const shop = once(async () => {
    const parts = await recommendation();
    return {
      ...parts,
      pictures: at("catalogue", "images"),
      embedFrom: (folder: string) => embedFrom(folder, parts),
      learn,
      parseTable,
      parseElement,
      parseYaml,
      sheets: pdfText,
    };
  });

  /** What goes with what, from the likes of all who consented. */
  const learn = async () => {
    const { consents, limits, tastes } = await recommendation();
    return learnFromLikes({ consents: withinLimits(consents, limits), tastes, store: habits, now });
  };

  /** What an evaluation needs; its consents are kept in memory and are gone with it. */
  const evaluation = once(async (): Promise<EvaluateDeps> => {
    const sql = await pglite();
    return { codec: sharpCodec, clean, encoder, consents: sqlConsents(sql), now };
  });

  /** The API and the console, with demonstration users and the pages that other commands made here. */
  const http = once(async (): Promise<AppDeps> => {
    const [parts, issuer] = await Promise.all([privacy(), tokenIssuer(at("keys"), now)]);
    return {
      ...parts,
      tokens: issuer,
      segments: catalogueOfSegments(segmentation.registry(), segmentation.events),
      images: folderFiles(at("catalogue", "images")),
      console: folderFiles(join(home, "dist", "console")),
      obstacles: async () =>
        (await parts.catalogue.list()).length === 0
          ? ["the catalogue is empty; `npm run sample` draws one, `npm run catalogue -- import FILE` reads yours"]
          : [],
      log: (record) => {
        console.error(JSON.stringify(record));
      },
      demonstration: {
        people: async () => [...(await shoppersIn(at("sample", "shoppers.json"))), ...staff],
        mint: (user, roles) => issuer.mint(user, roles),
        photoNames: () => picturesIn(at("sample", "wardrobe")),
        photos: folderFiles(at("sample", "wardrobe")),
        reports: {
          "/review": folderFiles(at("review")),
          "/reports/segmentation": folderFiles(at("segmentation", "report")),
        },
      },
    };
  });

  const expire = () =>
    existsSync(at("segmentation"))
      ? salt().then((grain) => expireEvents({ folder: at("segmentation"), salt: grain }, firstDayKept(now())))
      : 0;

  /** What jobs do where the service is deployed. */
  const upkeep = {
    async sweep() {
      const parts = await privacy();
      return { ...(await sweep(parts)), events: await expire(), canary: await canary(parts) };
    },
    watch: async () => watch(await privacy()),
    async rotate() {
      const keys = sqlKeys(await state());
      const version = Math.max(1, ...(await keys.versions()).map((each) => each.version)) + 1;
      const from = new Date(now().getTime() - notice); // nobody else runs here
      await rotate(version, from, { secrets, keys });
      const names = await keyring({ secrets, tenant, keys, now });
      const renamed = await renameEveryone({ ...names, keys, now });
      await (await state()).scrub();
      return { version, renamed };
    },
  };

  return {
    sample,
    upkeep,
    shop,
    learn,
    evaluation,
    review: reviewProcess(home),
    recommendation,
    privacy,
    segmentation,
    http,
    close: async () => {
      if (state.opened()) await (await state()).close();
    },
  };
}

/** Sees the pictures of one folder as it sees a shopper's photograph. */
const embedFrom =
  (folder: string, { codec, encoder }: { readonly codec: ImageCodec; readonly encoder: VisualEncoder }): EmbedPicture =>
  async (file) => {
    const bytes = await readFile(join(folder, file)).catch(unlessAbsent);
    const picture = bytes && (await codec.clean(bytes));
    if (!picture) return undefined;
    const { embedding } = await encoder.see(await codec.square(picture.jpeg, encoder.inputSize, encoder.pad));
    return embedding;
  };

const staff = [
  { id: "mara", name: "Mara", about: "reads the segments for marketing", role: "marketing" },
  { id: "dora", name: "Dora", about: "answers for people's data", role: "dpo" },
] as const;
const drawnPeople = z.array(z.object({ id: z.string(), name: z.string(), about: z.string() }));

async function shoppersIn(file: string) {
  const text = await readFile(file, "utf8").catch(unlessAbsent);
  return drawnPeople.parse(JSON.parse(text ?? "[]")).map((person) => ({ ...person, role: "shopper" as const }));
}

const picturesIn = async (folder: string) =>
  ((await readdir(folder).catch(unlessAbsent)) ?? []).filter((name) => /\.(jpe?g|png|webp)$/.test(name)).sort();

function unlessAbsent(error: unknown): undefined {
  if (isSystemError(error, "ENOENT")) return undefined;
  throw error;
}
