import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import { app } from "../http/app";
import { pglite } from "../adapters/embedded/pglite";
import type { Setting } from "../contract";
import { jpeg } from "../testing/pictures";
import { blobs } from "../testing/wire/blobs";
import { search } from "../testing/wire/search";
import { vault } from "../testing/wire/vault";
import { type Service, wire } from "../testing/wire/wire";
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
};

/** In the place of Azure's function: on a plain server a principal is a role that may log in. */
const principals = `create or replace function pgaadauth_create_principal(name text, is_admin boolean, is_mfa boolean)
  returns text language plpgsql as $$ begin execute format('create role %I login', name); return name; end $$`;

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
  const services = { photos: blobs(), operations: blobs(), events: blobs(), vault: vault(), search: search() };
  services.vault.makeKey("audit");
  const known: Readonly<Record<string, Service>> = services;
  const none: Service = () => ({ status: 404 });
  const { access, seen } = wire((sent) => {
    const [name] = sent.url.hostname.split(".");
    const service: Service | undefined = name === undefined ? undefined : known[name];
    return (service ?? none)(sent);
  });
  const sql = await pglite();
  const unclosed = { ...sql, close: async () => undefined };
  await sql.query(principals);
  const parts = azure(settings, {
    ...access,
    sql: async () => unclosed,
    administration: async () => unclosed,
    fetch: async () =>
      new Response(
        JSON.stringify({
          issuer,
          jwks_uri: `http://127.0.0.1:${port}/keys`,
          id_token_signing_alg_values_supported: ["RS256"],
        }),
      ),
  });
  const token = (user: string, audience = settings.tokenAudience) =>
    new SignJWT({ roles: ["shopper"] })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(user)
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(privateKey);
  return {
    ...parts,
    services,
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
    const authorization = `Bearer ${await world.token("ada")}`;
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
    const headers = { authorization: `Bearer ${await world.token("ada", "api://other")}` };
    expect((await service.request("/v1/me/consents", { headers })).status).toBe(401);
  });

  it("mints no token of its own and has no demonstration", async () => {
    expect((await world.http()).demonstration).toBeUndefined();
  });

  it("sends no user's name to any service: pseudonyms alone leave the process", () => {
    expect(world.seen.some(({ url, body }) => `${url.href} ${body.toString("latin1")}`.includes("ada"))).toBe(false);
  });
});
