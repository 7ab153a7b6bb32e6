import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { app } from "../http/app";
import { pglite } from "../adapters/embedded/pglite";
import type { Setting } from "../contract";
import { principals } from "../testing/principals";
import { sampleEvents } from "../sample/events";
import { sampleShop } from "../sample/shop";
import { jpeg } from "../testing/pictures";
import { blobs } from "../testing/wire/blobs";
import { search } from "../testing/wire/search";
import { fetching } from "../testing/wire/fetching";
import { embeddings } from "../testing/wire/openai";
import { vault } from "../testing/wire/vault";
import { vision } from "../testing/wire/vision";
import { type Service, wire } from "../testing/wire/wire";
import { merge, question } from "../recommendation/criteria";
import { readWishes } from "../recommendation/words/words";
import { silent } from "../watch/telemetry";
import { azure } from "./azure";

const issuer = "https://login.example.net/v2.0";
const settings: Readonly<Record<Setting, string>> = {
  clientId: "11111111-1111-4111-8111-111111111111",
  tokenIssuer: issuer,
  tokenAudience: "api://penderie",
  photosUrl: "https://photos.blob.example.net",
  eventsUrl: "https://events.blob.example.net",
  operationsUrl: "https://operations.blob.example.net",
  vaultUrl: "https://vault.vault.azure.net",
  databaseHost: "db",
  databaseName: "penderie",
  databaseUser: "api",
  searchUrl: "https://search.search.example.net",
  openAiUrl: "https://openai.example.net",
  chatDeployment: "chat",
  embeddingDeployment: "embedding",
  visionUrl: "https://vision.example.net",
  documentsUrl: "https://documents.example.net",
  databaseUsers: "api=api,segment=segment,index=index,sweep=sweep,watch=watch",
  controller: "The Shop",
  pseudonymVersion: "1",
  sight: "own",
  vectors: "search",
  meanings: "own",
  origins: "https://shop.example",
};

/** Long enough that no picture and no pseudonym holds it by chance. */
const person = "ada-lovelace-of-london";

/** The cloud as far as the API meets it: four services on the wire, a database, an issuer with one key. */
async function cloud() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const keys = createServer((_, response) => {
    void exportJWK(publicKey).then((key) => {
      response
        .setHeader("content-type", "application/json")
        .end(JSON.stringify({ keys: [{ ...key, kid: "1", alg: "RS256" }] }));
    });
  });
  await new Promise<void>((listening) => {
    keys.listen(0, "127.0.0.1", listening);
  });
  const { port } = keys.address() as AddressInfo;
  const services = { photos: blobs(), operations: blobs(), events: blobs(), vault: vault(), search: search(), vision };
  services.vault.makeKey("audit");
  const known: Readonly<Record<string, Service>> = services;
  const none: Service = () => ({ status: 404 });
  const { access, seen } = wire((sent) => {
    const [name] = sent.url.hostname.split(".");
    const service: Service | undefined = name === undefined ? undefined : known[name];
    return (service ?? none)(sent);
  });
  const words = fetching(
    embeddings((text, length) =>
      Array.from({ length }, (_, at) => Number(at === 0 && /wool|warm/i.test(text)) + 0.001),
    ),
  );
  const sql = await pglite();
  const unclosed = { ...sql, close: async () => undefined };
  await sql.query(principals);
  const withSettings = (changed: Partial<typeof settings>) =>
    azure({ ...settings, ...changed }, undefined, {
      ...access,
      options: { ...access.options, fetch: words.access.options.fetch },
      sql: async () => unclosed,
      administration: async () => unclosed,
      telemetry: async () => silent,
      settling: 20,
      fetch: async () =>
        new Response(
          JSON.stringify({
            issuer,
            jwks_uri: `http://127.0.0.1:${port}/keys`,
            id_token_signing_alg_values_supported: ["RS256"],
          }),
        ),
    });
  const parts = withSettings({});
  const token = (user: string, audience = settings.tokenAudience, role = "shopper") =>
    new SignJWT({ roles: [role], auth_time: Math.floor(Date.now() / 1000) })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(user)
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(privateKey);
  return {
    ...parts,
    withSettings,
    services,
    sql,
    seen,
    token,
    stop: async () => {
      await parts.close();
      await sql.close();
      await new Promise((closed) => keys.close(closed));
    },
  };
}

describe("the composition for Azure", () => {
  let world: Awaited<ReturnType<typeof cloud>>;
  beforeAll(async () => {
    world = await cloud();
  });
  afterAll(() => world.stop());

  it("says which key is missing while nobody has migrated", async () => {
    await expect(world.http()).rejects.toThrow(/no secret key-pseudonym-.*; the role migrate makes it/);
  });

  it("is migrated twice without harm: indexes and keys are made once", async () => {
    await world.migrate();
    const made = [...world.services.vault.versions.entries()].map(([name, versions]) => [name, versions.length]);
    await world.migrate();
    expect([...world.services.vault.versions.entries()].map(([name, versions]) => [name, versions.length])).toEqual(
      made,
    );
    expect(world.services.search.indexes.size).toBe(2);
  });

  it("takes a photograph in after consent, keeps it in its store and its vector in the index, and deletes both", async () => {
    const service = app(await world.http());
    const authorization = `Bearer ${await world.token(person)}`;
    const ask = (path: string, init: RequestInit = {}) =>
      service.request(path, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), authorization } });
    await ask("/v1/me/consents", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ recommendation: true }),
    });
    const form = new FormData();
    form.set("photo", new File([new Uint8Array(await jpeg(400, 500))], "p.jpg", { type: "image/jpeg" }));
    form.set("purpose", "recommendation");
    const taken = await ask("/v1/photos", { method: "POST", body: form });
    expect([taken.status, await taken.clone().text()]).toEqual([201, expect.any(String)]);
    const [index] = [...world.services.search.indexes.entries()].flatMap(([name, each]) =>
      name.startsWith("photo-") ? [each] : [],
    );
    expect([world.services.photos.kept.size, index?.documents.size]).toEqual([1, 1]);
    const { photoId: id } = (await taken.json()) as { readonly photoId: string };
    expect((await ask(`/v1/photos/${id}`, { method: "DELETE" })).status).toBeLessThan(300);
    expect([world.services.photos.kept.size, index?.documents.size]).toEqual([0, 0]);
  });

  it("believes no token for another audience", async () => {
    const service = app(await world.http());
    const headers = { authorization: `Bearer ${await world.token(person, "api://other")}` };
    expect((await service.request("/v1/me/consents", { headers })).status).toBe(401);
  });

  it("mints no token of its own and has no demonstration", async () => {
    expect((await world.http()).demonstration).toBeUndefined();
  });

  it("learns what goes with what from those who agreed, and from nobody else", async () => {
    const { tastes, consents, subject, habits } = await world.http();
    const like = async (user: string, agrees: boolean, ...items: readonly string[]) => {
      const who = await subject(user);
      const entry = { subject: who, purpose: "personalisation", notice: "n", recordedAt: new Date() } as const;
      await consents.append({ ...entry, granted: agrees });
      for (const [at, itemId] of items.entries()) await tastes.like(who, { itemId, likedAt: new Date(at * 1000) });
    };
    for (let at = 0; at < 60; at++) {
      const set = at % 2 === 0 ? ["tea", "cup", "pot"] : ["nut", "cake", "jam"];
      const turned = [...set.slice(at % 3), ...set.slice(0, at % 3)];
      await like(`agrees-${at}`, true, ...turned);
      await like(`refuses-${at}`, false, "tea", "cake");
    }
    const run = await world.index();
    expect(run.habits).toMatchObject({ people: 60, likes: 180, inForce: true });
    expect(world.services.operations.kept.has("catalogue/habits.bin")).toBe(true);
    const following = (await habits())?.after(["tea"]);
    const numbers = following?.first(9, () => true) ?? [];
    expect(numbers.map((number) => following?.names[number]).sort()).toEqual(["cup", "pot"]);
  });

  it("takes products in from their container, gives each a vector, and withdraws what the file no longer names", async () => {
    const { kept } = world.services.operations;
    const product = (id: string) =>
      JSON.stringify({
        id,
        title: id,
        brand: "Filo",
        piece: "shirt",
        style: "classic",
        colours: ["blue"],
        price: 40,
        variants: [{ sku: id, size: "M", stock: 1 }],
        images: ["shirt.jpg"],
      });
    const put = (...ids: readonly string[]) =>
      kept.set("catalogue/products.jsonl", { content: Buffer.from(ids.map(product).join("\n")), type: "BlockBlob" });
    kept.set("catalogue/shirt.jpg", { content: await jpeg(200, 240), type: "BlockBlob" });
    put("one", "two");
    expect(await world.index()).toMatchObject({ put: 2, refused: [], given: 0, withdrawn: 0 });
    put("two");
    expect(await world.index()).toMatchObject({ put: 1, refused: [], given: 0, withdrawn: 1 });
    await new Promise((resolve) => setTimeout(resolve, 600)); // for which a copy of the catalogue is believed
    const listed = await (await app(await world.http()).request("/v1/items")).json();
    expect(listed).toMatchObject({ items: [{ id: "two" }] });
  });

  it("segments what has landed, once, and marketing reads it from the database", async () => {
    const events = [...sampleEvents("azure", sampleShop("azure", 60), 6000)].join("\n");
    world.services.events.kept.set("landing/day.csv", { content: Buffer.from(`${events}\n`), type: "BlockBlob" });
    const first = await world.segment();
    expect(first).toMatchObject({
      erased: 0,
      refused: [],
      failedTests: [],
      taken: [{ name: "day.csv" }],
      fitted: { waits: [] },
    });
    expect(first.loaded?.customers).toBeGreaterThan(20);
    expect(await world.segment()).toMatchObject({ taken: [], fitted: undefined, loaded: { moved: 0, left: 0 } });

    const header = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";
    const old = Array.from(
      { length: 50 },
      (_, at) => `2021-01-01 10:00:00 UTC,${at % 2 === 0 ? "view" : "purchase"},1,1,,x,9.00,70${at},s${at}`,
    );
    world.services.events.kept.set("landing/old.csv", {
      content: Buffer.from(`${[header, ...old].join("\n")}\n`),
      type: "BlockBlob",
    });
    const taken = await world.segment();
    world.services.events.kept.delete("landing/old.csv");
    expect([taken.expired, taken.failedTests, taken.taken.map(({ name }) => name)]).toEqual([0, [], ["old.csv"]]);
    expect((await world.segment()).expired).toBeGreaterThanOrEqual(50); // the night after
    expect(await world.segment()).toMatchObject({ expired: 0, loaded: { moved: 0, left: 0 } });

    const authorization = `Bearer ${await world.token("mara", settings.tokenAudience, "marketing")}`;
    const answer = await app(await world.http()).request("/v1/segments", { headers: { authorization } });
    const { version, segments } = (await answer.json()) as {
      version: string;
      segments: { share: number; figures: object[] }[];
    };
    expect(version).toBe(first.fitted?.version);
    expect(segments.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    expect(segments[0]?.figures.length).toBeGreaterThan(3);
  });

  it("learns nothing from a bad delivery, night after night, until somebody takes it away", async () => {
    const { kept } = world.services.events;
    const before = kept.get("features/events.5.duckdb");
    const broken = ["event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session"];
    for (let at = 0; at < 200; at++)
      broken.push(`2026-11-01 10:00:00 UTC,purchase,1,1,,x,${at % 4 === 0 ? "9.00" : "wrong"},${at},s${at}`);
    kept.set("landing/bad.csv", { content: Buffer.from(`${broken.join("\n")}\n`), type: "BlockBlob" });
    const nights = [await world.segment(), await world.segment()];
    for (const night of nights)
      expect(night).toMatchObject({
        taken: [{ name: "bad.csv" }],
        loaded: undefined,
        failedTests: [expect.anything()],
      });
    expect(kept.get("features/events.5.duckdb")?.content.equals(before?.content ?? Buffer.alloc(0))).toBe(true);
    kept.delete("landing/bad.csv");
    expect(await world.segment()).toMatchObject({ taken: [], failedTests: [] });
  });

  it("erases a customer whom the API has queued, from the events and from their segment", async () => {
    const rows = await world.sql.query("select user_id from penderie.assignments order by user_id limit 1");
    const customer = String(rows[0]?.["user_id"]);
    const headers = { authorization: `Bearer ${await world.token(customer)}` };
    const answer = await app(await world.http()).request("/v1/me", { method: "DELETE", headers });
    const { stores } = (await answer.json()) as { stores: { store: string; outcome: string }[] };
    expect(Object.fromEntries(stores.map(({ store, outcome }) => [store, outcome]))).toEqual({
      vectors: "verified-absent",
      segments: "queued",
      events: "queued",
      photos: "verified-absent",
      profiles: "verified-absent",
      registers: "kept-as-proof",
      logs: "not-linked",
    });
    expect(await world.segment()).toMatchObject({ erased: 1, loaded: { left: 0 } });
    expect(await world.sql.query("select 1 from penderie.assignments where user_id = $1", [customer])).toEqual([]);
    expect([...world.services.operations.kept.keys()].filter((name) => name.includes("/forget/"))).toEqual([]);
    const left = [...world.services.events.kept].filter(([name]) => !name.startsWith("landing/"));
    expect(left.filter(([, { content }]) => content.includes(customer)).map(([name]) => name)).toEqual([]);
  });

  it("sweeps, and is watched: the trail is signed by a key that stays in the vault, and a changed entry is found", async () => {
    expect(await world.sweep()).toMatchObject({ dormant: 0, orphans: 0 });
    expect(await world.watch()).toEqual({ attention: [] });
    const { kept } = world.services.operations;
    const [name, part] = [...kept].find(([each]) => each.startsWith("registers/audit/")) ?? [];
    expect([...kept.keys()].filter((each) => each.startsWith("heads/"))).toHaveLength(1);
    if (name === undefined || !part) throw new Error("no trail");
    const text = part.content.toString("utf8");
    kept.set(name, { ...part, content: Buffer.from(text.replace("consent-answered", "data-exported!!!")) });
    expect((await world.watch()).attention).toMatchObject([{ about: "audit" }]);
    kept.set(name, part);
  });

  it("sees with AI Vision beside its own encoder where that is set, and by itself while that does not answer", async () => {
    const seeing = world.withSettings({ sight: "vision" });
    await seeing.migrate();
    const { encoder, vectors } = await seeing.http();
    const picture = { width: 448, height: 448, rgb: new Uint8Array(3 * 448 * 448).fill(90) };
    const asked = world.seen.filter(({ url }) => url.hostname.startsWith("vision")).length;
    const { embedding } = await encoder.see(picture);
    expect(world.seen.filter(({ url }) => url.hostname.startsWith("vision"))).toHaveLength(asked + 1);
    expect([embedding.length, encoder.model]).toEqual([1280, expect.stringMatching(/vision-2023-04-15$/)]);
    await vectors.put("seen-by-both", embedding);
    expect(await vectors.get("seen-by-both")).toHaveLength(1280);
    await vectors.delete("seen-by-both");
    world.services.vision = () => ({ status: 403, body: { error: { code: "Forbidden", message: "" } } });
    const alone = (await encoder.see(picture)).embedding;
    expect([Math.hypot(...alone.subarray(0, 256)), Math.hypot(...alone.subarray(256))]).toEqual([
      expect.closeTo(1, 5),
      0,
    ]);
    await seeing.close();
  });

  it("finds by meaning with Azure OpenAI's vectors where that is set, within what the nightly run described", async () => {
    const meaning = world.withSettings({ meanings: "openai" });
    await meaning.migrate();
    const sold = (await (await world.http()).catalogue.list()).length;
    const { described } = (await meaning.index()) as { readonly described?: object };
    expect([sold > 0, described]).toEqual([true, { written: sold, removed: 0 }]);
    const { meanings, catalogue } = await meaning.http();
    const products = await catalogue.list();
    const text = products[0]?.title ?? "";
    const wishes = merge(question.parse({}), readWishes(""), undefined);
    expect(await meanings.find({ text, unknown: [] }, wishes, products, 5)).toContain(products[0]?.id);
    await meaning.close();
  });

  it("searches the database where that is set, and two processes see what the other puts and deletes", async () => {
    const [one, other] = [world.withSettings({ vectors: "database" }), world.withSettings({ vectors: "database" })];
    const [first, second] = [await one.http(), await other.http()];
    const vector = Float32Array.from(
      { length: first.encoder.dimensions },
      () => 1 / Math.sqrt(first.encoder.dimensions),
    );
    const asked = world.seen.length;
    await first.vectors.put("shared", vector);
    expect(await second.vectors.get("shared")).toEqual(vector);
    const ids: string[] = [];
    for await (const id of second.vectors.ids()) ids.push(id);
    expect(ids).toEqual(["shared"]);
    await second.vectors.delete("shared");
    expect(await first.vectors.get("shared")).toBeUndefined();
    expect(world.seen.slice(asked).filter(({ url }) => url.hostname.startsWith("search"))).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  it("rotates the pseudonyms' keys when a higher version is declared: announced by migrate, carried out by the sweep", async () => {
    const { subject, tastes } = await world.http();
    const before = await subject(person);
    await tastes.prefer(before, { brands: ["filo"] });
    const declared = world.withSettings({ pseudonymVersion: "2" });
    await expect(declared.sweep()).rejects.toThrow("start the job migrate, wait 5 minutes");
    await declared.migrate();
    expect([...world.services.vault.versions.keys()].filter((name) => /^key-pseudonym-.*-2$/.test(name))).toHaveLength(
      3,
    );
    await expect(declared.sweep()).rejects.toThrow("start the job migrate, wait 5 minutes");
    await world.sql.query("update pseudonym_versions set active_from = now() - interval '2 minutes'");
    expect(await declared.sweep()).toMatchObject({ canary: [] });
    const after = await (await declared.http()).subject(person);
    expect([after.slice(0, 3), (await tastes.of(after)).preferences, (await tastes.of(before)).preferences]).toEqual([
      "v2:",
      { brands: ["filo"] },
      {},
    ]);
    await expect(world.migrate()).rejects.toThrow("do not go back to 1");
  });

  it("sends no user's name to any service: pseudonyms alone leave the process", () => {
    expect(world.seen.some(({ url, body }) => `${url.href} ${body.toString("latin1")}`.includes(person))).toBe(false);
  });
});
