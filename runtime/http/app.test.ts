import { importCopy } from "../privacy/portability";
import { z } from "zod";
import type { DemonstrationDeps } from "./demonstration";
import { type World, ada, form, grace, json, picture, world } from "./testing/world";

const shown = async <T = Record<string, unknown>>(response: Response) => (await response.json()) as T;
const consent = (service: World, said: object, as = ada as { user: string; role: "shopper" }) =>
  service.ask("/v1/me/consents", json(said, "PUT"), as);
const send = (photo: string | Blob, purpose = "recommendation") => form({ photo, purpose });
const file = new Blob([picture]);
const idsOf = async (ids: AsyncIterable<string>) => {
  const found: string[] = [];
  for await (const id of ids) found.push(id);
  return found;
};

describe("the catalogue", () => {
  it("is read a page at a time", async () => {
    const { ask } = await world();
    const first = await shown(await ask("/v1/items?limit=2"));
    expect(first).toMatchObject({ items: [{ id: "a", imageUrl: "/v1/items/a/image" }, { id: "b" }], next: "b" });
    expect(await shown(await ask("/v1/items?limit=2&after=b"))).toEqual({
      items: [expect.objectContaining({ id: "c" })],
    });
  });

  it.each([
    ["piece=dress", ["c"]],
    ["maximumPrice=50", ["a", "c"]],
    ["colour=red", []],
  ])("is narrowed by %s", async (query, ids) => {
    const { items } = await shown<{ items: { id: string }[] }>(await (await world()).ask(`/v1/items?${query}`));
    expect(items.map(({ id }) => id)).toEqual(ids);
  });

  it("answers one item, those like it and its picture", async () => {
    const { ask } = await world();
    expect(await shown(await ask("/v1/items/a"))).toMatchObject({ id: "a", price: 40 });
    expect(await shown(await ask("/v1/items/a/similar?limit=1"))).toMatchObject({ items: [{ item: { id: "b" } }] });
    expect((await ask("/v1/items/a/image")).headers.get("content-type")).toBe("image/png");
  });

  it("sends a picture again only when it changed", async () => {
    const { ask } = await world();
    const etag = (await ask("/v1/items/a/image")).headers.get("etag") ?? "";
    const again = await ask("/v1/items/a/image", { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
    expect(again.headers.get("cache-control")).toBe("public, max-age=3600");
  });
});

describe("a photograph", () => {
  it("is taken in after consent, listed, shown and deleted", async () => {
    const service = await world();
    await consent(service, { recommendation: true });
    const sent = await service.ask("/v1/photos", send(file), ada);
    expect(sent.status).toBe(201);
    const { photoId, piece, expiresAt } = (await sent.json()) as Record<string, string>;
    expect(piece).toBe("shirt");
    expect(new Date(expiresAt ?? 0) > new Date()).toBe(true);
    const at = sent.headers.get("location") ?? "";
    expect(await shown(await service.ask("/v1/photos", {}, ada))).toMatchObject({ photos: [{ photoId }] });
    expect((await service.ask(`${at}/image`, {}, ada)).headers.get("content-type")).toBe("image/jpeg");
    expect((await service.ask(at, { method: "DELETE" }, ada)).status).toBe(204);
    expect(await shown(await service.ask("/v1/photos", {}, ada))).toEqual({ photos: [] });
    expect(service.photos.size).toBe(0);
  });

  it("answers each of its garments, is recommended for by all of them, and takes every vector with it", async () => {
    const plain = await world();
    const left = { left: 0, top: 0, right: 0.4, bottom: 1 };
    const parts = [left, { ...left, left: 0.6, right: 1 }];
    const service = await world({
      encoder: {
        ...plain.deps.encoder,
        see: async (seen) => ({
          ...(await plain.deps.encoder.see(seen)),
          found: { parts, shown: { side: 1, cells: Float32Array.of(1) } },
        }),
      },
    });
    const { deps } = service;
    const vectors = async () => (await idsOf(deps.vectors.ids())).length;
    await consent(service, { recommendation: true });
    const taken = async () => shown<{ photoId: string }>(await service.ask("/v1/photos", send(file), ada));
    const photo = await taken();
    expect(photo).toMatchObject({ piece: "shirt", pieces: parts.map((part) => ({ piece: "shirt", part })) });
    expect(await vectors()).toBe(2);
    const asked = json({ photoIds: [photo.photoId], personalised: false }, "POST");
    const { seen } = await shown<{ seen: object[] }>(await service.ask("/v1/recommendations", asked, ada));
    expect(seen).toMatchObject(parts.map((part) => ({ photoId: photo.photoId, part })));
    await service.ask(`/v1/photos/${photo.photoId}`, { method: "DELETE" }, ada);
    expect(await vectors()).toBe(0);
    await taken();
    await service.ask("/v1/me", { method: "DELETE" }, ada);
    expect(await vectors()).toBe(0);
  });

  it("is refused without consent before its body is read", async () => {
    const { ask, photos, written } = await world();
    let read = false;
    const body = new ReadableStream(
      {
        pull: () => {
          read = true;
        },
      },
      { highWaterMark: 0 },
    );
    const response = await ask("/v1/photos", { method: "POST", body, duplex: "half" }, ada);
    expect([response.status, read, photos.size]).toEqual([403, false, 0]);
    expect(await shown(response)).toMatchObject({ detail: expect.stringContaining("PUT /v1/me/consents") as string });
    expect(written).toEqual([{ signal: "consent-refused", route: "POST /v1/photos", purpose: "recommendation" }]);
  });

  it.each<[string, RequestInit, number, string]>([
    ["a text field instead of a file", send("hello"), 400, "as a file"],
    ["a text file", send(new Blob(["hello"], { type: "image/jpeg" })), 415, "not a JPEG"],
    ["an empty file", send(new Blob([])), 400, "empty"],
    ["a damaged picture", send(new Blob([picture, new Uint8Array([99])])), 422, "damaged"],
    ["more than 12 MB", send(new Blob([picture, new Uint8Array(12.1 * 1024 * 1024)])), 413, "send less"],
    ["another purpose", send(file, "marketing"), 400, "purpose"],
    ["no purpose", form({ photo: file }), 400, "purpose"],
    ["an unknown field", form({ photo: file, purpose: "recommendation", name: "x" }), 400, "name"],
    ["JSON", json({ photo: "x" }), 415, "content type"],
    ["no body", { method: "POST" }, 400, "photo"],
  ])("is refused as %s", async (_title, init, status, detail) => {
    const service = await world();
    await consent(service, { recommendation: true });
    const response = await service.ask("/v1/photos", init, ada);
    expect(response.status).toBe(status);
    expect((await shown(response))["detail"]).toContain(detail);
    expect(service.photos.size).toBe(0);
  });

  it("belongs to its owner alone", async () => {
    const service = await world();
    for (const who of [ada, grace]) await consent(service, { recommendation: true }, who);
    const at = (await service.ask("/v1/photos", send(file), ada)).headers.get("location") ?? "";
    const photoIds = [at.split("/").at(-1)];
    expect((await service.ask(`${at}/image`, {}, grace)).status).toBe(404);
    expect((await service.ask(at, { method: "DELETE" }, grace)).status).toBe(404);
    expect((await service.ask("/v1/recommendations", json({ photoIds }), grace)).status).toBe(404);
    expect((await service.ask("/v1/recommendations", json({ photoIds }), ada)).status).toBe(200);
  });
});

describe("recommendations", () => {
  it("answer items with their reasons, what was seen and understood, and the model", async () => {
    const service = await world();
    await consent(service, { recommendation: true });
    const { photoId } = (await (await service.ask("/v1/photos", send(file), ada)).json()) as { photoId: string };
    const asked = { photoIds: [photoId], text: "a blue shirt under 50", limit: 1 };
    expect(await shown(await service.ask("/v1/recommendations", json(asked), ada))).toMatchObject({
      basis: "request",
      model: "test 1",
      items: [{ item: { id: "a" }, reasons: [{ text: expect.any(String) as string }, {}] }],
      seen: [{ photoId, piece: "shirt" }],
      understood: { pieces: ["shirt"], colours: ["blue"], budget: 50 },
    });
  });

  it("answer an empty question with the shelf that everyone sees", async () => {
    const { ask } = await world();
    expect(await shown(await ask("/v1/recommendations", { method: "POST" }, ada))).toMatchObject({ basis: "popular" });
  });

  it("need the consent for photographs as soon as one is named", async () => {
    const { ask } = await world();
    expect((await ask("/v1/recommendations", json({ photoIds: ["x"] }), ada)).status).toBe(403);
  });

  it.each<[string, RequestInit, number]>([
    ["an unknown key", json({ txt: "red" }), 400],
    ["a wrong type", json({ budget: "80" }), 400],
    ["a colour that there is not", json({ colours: ["ultraviolet"] }), 400],
    ["too many items", json({ limit: 51 }), 400],
    ["half a JSON", { ...json({}), body: "{" }, 400],
    ["no JSON", { method: "POST", body: "text=red", headers: { "content-type": "text/plain" } }, 415],
    ["a body beyond 64 KB", json({ text: "x".repeat(70_000) }), 413],
    ["half a character", json({ text: "\ud800" }), 400],
    ["a NUL inside a list", json({ brands: ["a\0"] }), 400],
    ["a photograph of nobody", json({ photoIds: ["nobody's"] }), 404],
  ])("are refused for %s", async (_title, init, status) => {
    const service = await world();
    await consent(service, { recommendation: true });
    expect((await service.ask("/v1/recommendations", init, ada)).status).toBe(status);
  });

  it("list every mistake at once", async () => {
    const { ask } = await world();
    const body = await shown(await ask("/v1/recommendations", json({ budget: -1, limit: 0, x: 1 }), ada));
    expect(body["mistakes"]).toHaveLength(3);
  });
});

describe("taste", () => {
  it("counts a like in the next answer, and a like taken back no longer", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    const ids = async () => {
      const { items } = (await (await service.ask("/v1/recommendations", json({}), ada)).json()) as {
        items: { item: { id: string } }[];
      };
      return items.map(({ item }) => item.id);
    };
    expect(await ids()).toContain("a");
    expect((await service.ask("/v1/me/likes/a", { method: "PUT" }, ada)).status).toBe(204);
    expect(await ids()).not.toContain("a");
    expect(await shown(await service.ask("/v1/me/likes", {}, ada))).toEqual({ itemIds: ["a"] });
    expect((await service.ask("/v1/me/likes/a", { method: "DELETE" }, ada)).status).toBe(204);
    expect(await ids()).toContain("a");
  });

  it("notes what was viewed, carted and bought, shows what was bought never again, and forgets it all when asked", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    for (const path of ["views/a", "carts/b", "purchases/c"])
      expect((await service.ask(`/v1/me/${path}`, { method: "PUT" }, ada)).status).toBe(204);
    const { deeds } = await shown<{ deeds: object[] }>(await service.ask("/v1/me/deeds", {}, ada));
    expect(deeds).toMatchObject([
      { itemId: "c", deed: "bought" },
      { itemId: "b", deed: "carted" },
      { itemId: "a", deed: "viewed" },
    ]);
    const answer = await (await service.ask("/v1/recommendations", json({}), ada)).text();
    expect([answer.includes('"id":"c"'), answer.includes('"id":"a"')]).toEqual([false, true]);
    expect((await service.ask("/v1/me/deeds", { method: "DELETE" }, ada)).status).toBe(204);
    expect(await shown(await service.ask("/v1/me/deeds", {}, ada))).toEqual({ deeds: [] });
  });

  it("keeps preferences as stated", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    const stated = { colours: ["red"], budget: 60 };
    expect((await service.ask("/v1/me/preferences", json(stated, "PUT"), ada)).status).toBe(200);
    expect(await shown(await service.ask("/v1/me/preferences", {}, ada))).toEqual(stated);
  });

  it("follows only those who share their taste", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    expect((await service.ask("/v1/me/follows/grace", { method: "PUT" }, ada)).status).toBe(404);
    await consent(service, { personalisation: true }, grace);
    expect((await service.ask("/v1/me/follows/grace", { method: "PUT" }, ada)).status).toBe(204);
    expect(await shown(await service.ask("/v1/me/follows/grace", {}, ada))).toEqual({ follows: true });
    expect((await service.ask("/v1/me/follows/grace", { method: "DELETE" }, ada)).status).toBe(204);
    expect(await shown(await service.ask("/v1/me/follows/grace", {}, ada))).toEqual({ follows: false });
  });

  it.each([
    ["/v1/me/likes/a", { method: "PUT" }],
    ["/v1/me/views/a", { method: "PUT" }],
    ["/v1/me/follows/grace", { method: "PUT" }],
    ["/v1/me/preferences", json({}, "PUT")],
  ])("writes nothing down without consent: %s", async (path, init) => {
    const { ask } = await world();
    expect((await ask(path, init, ada)).status).toBe(403);
  });

  it("likes no item that there is not", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    expect((await service.ask("/v1/me/likes/zzz", { method: "PUT" }, ada)).status).toBe(404);
  });
});

describe("consent", () => {
  it("is no until it is said", async () => {
    const { consents } = await shown<{
      consents: { granted: boolean; answeredAt?: string }[];
    }>(await (await world()).ask("/v1/me/consents", {}, ada));
    expect(consents).toHaveLength(3);
    expect(consents.every(({ granted, answeredAt }) => !granted && answeredAt === undefined)).toBe(true);
  });

  it("is withdrawn by as many requests and fields as it is given", async () => {
    const { ask } = await world();
    const [given, withdrawn] = [{ recommendation: true }, { recommendation: false }];
    expect((await ask("/v1/me/consents", json(given, "PUT"), ada)).status).toBe(200);
    const answer = await ask("/v1/me/consents", json(withdrawn, "PUT"), ada); // once, with the same token
    expect(answer.status).toBe(200);
    expect(Object.keys(withdrawn).length).toBeLessThanOrEqual(Object.keys(given).length);
    expect(await shown(answer)).toMatchObject({ consents: [{ purpose: "recommendation", granted: false }, {}, {}] });
  });

  it("deletes the photographs with its withdrawal, those of its owner alone", async () => {
    const service = await world();
    for (const who of [ada, grace]) {
      await consent(service, { recommendation: true }, who);
      await service.ask("/v1/photos", send(file), who);
    }
    await consent(service, { recommendation: false });
    expect(service.photos.size).toBe(1);
    expect((await service.ask("/v1/photos", {}, ada)).status).toBe(403);
    expect((await service.ask("/v1/photos", {}, grace)).status).toBe(200);
  });

  it("records which words were agreed to", async () => {
    const service = await world();
    const { notice } = await shown<{ notice: string }>(await consent(service, { marketing: true }));
    expect(service.consents).toMatchObject([{ subject: "subject-of-ada", purpose: "marketing", notice }]);
  });

  it.each([{}, { advertising: true }, { marketing: "yes" }])("is not understood as %j", async (said) => {
    expect((await consent(await world(), said)).status).toBe(400);
  });
});

describe("rights", () => {
  it("copies what one gave and did", async () => {
    const service = await world();
    await consent(service, { recommendation: true, personalisation: true });
    await service.ask("/v1/photos", send(file), ada);
    await service.ask("/v1/me/likes/b", { method: "PUT" }, ada);
    const copy = await shown(await service.ask("/v1/me/export", {}, ada));
    expect(copy).toMatchObject({ subject: "subject-of-ada", likes: [{ itemId: "b" }], photos: [{ piece: "shirt" }] });
    expect(JSON.stringify(copy)).not.toContain("owner-of");
  });

  it("tells customers the segment that was inferred of them, though they never agreed to marketing", async () => {
    const service = await world();
    const customer = { user: "520000000000000001", role: "shopper" } as const;
    expect(await shown(await service.ask("/v1/me/export", {}, customer))).toMatchObject({
      segment: { id: "few", name: "The few", model: "1" },
    });
    expect(await shown(await service.ask("/v1/me/export", {}, ada))).not.toHaveProperty("segment");
  });

  it("takes a copy in again, under today's consents, and refuses one that was changed", async () => {
    const service = await world();
    await consent(service, { recommendation: true, personalisation: true });
    await service.ask("/v1/photos", send(file), ada);
    await service.ask("/v1/me/preferences", json({ brands: ["Filo"], budget: 79.9 }, "PUT"), ada);
    for (const path of ["likes/b", "views/a"]) await service.ask(`/v1/me/${path}`, { method: "PUT" }, ada);
    const copy = await shown(await service.ask("/v1/me/export", {}, ada));
    const take = (body: object) => service.ask("/v1/me/import", json(body, "POST"), ada);
    for (const [part, change] of [
      ["preferences", { preferences: { budget: 1 } }],
      ["likes", { likes: [] }],
      ["photos", { photos: [] }],
    ] as const) {
      const refused = await take({ ...copy, ...change });
      expect([refused.status, (await shown<{ detail: string }>(refused)).detail]).toEqual([
        422,
        expect.stringContaining(`its manifest says: ${part};`),
      ]);
    }
    expect(await shown(await take(copy))).toEqual({
      taken: { preferences: 1, likes: 1, deeds: 1, follows: 0, photos: 0 },
      left: { "already here": 1 },
    });
    await service.ask("/v1/me", { method: "DELETE" }, ada);
    expect(await shown(await take(copy))).toEqual({
      taken: { preferences: 0, likes: 0, deeds: 0, follows: 0, photos: 0 },
      left: { "no consent to personalisation": 3, "no consent to recommendation": 1 },
    });
    await consent(service, { recommendation: true, personalisation: true });
    expect(await shown(await take(copy))).toEqual({
      taken: { preferences: 1, likes: 1, deeds: 1, follows: 0, photos: 1 },
      left: {},
    });
    const again = await shown(await service.ask("/v1/me/export", {}, ada));
    for (const part of ["preferences", "likes", "deeds", "follows", "limits"]) expect(again[part]).toEqual(copy[part]);
    expect(again["manifest"]).toMatchObject({ likes: (copy["manifest"] as Record<string, string>)["likes"] });
  });

  it("takes in so much at once, says what it left, and holds no more than two copies at a time", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    const { deps } = service;
    for (let at = 0; at < 5003; at++)
      await deps.tastes.did("subject-of-ada", { itemId: "a", deed: "viewed", at: new Date(Date.now() - at * 1000) });
    const deeds = Array.from({ length: 5003 }, () => ({
      itemId: "a",
      deed: "viewed" as const,
      at: new Date().toISOString(),
    }));
    const copy = { preferences: {}, likes: [], deeds, follows: [], photos: [] };
    const { taken, left } = await importCopy("subject-of-ada", copy, deps);
    expect([taken.deeds, left]).toEqual([5000, { "more than is taken in at once": 3 }]);

    const own = await shown<object>(await service.ask("/v1/me/export", {}, ada));
    let release: () => void = () => undefined;
    const held = new Promise<void>((go) => (release = go));
    const slow = await world({ tastes: { ...deps.tastes, prefer: () => held }, consents: deps.consents });
    const sent = Array.from({ length: 3 }, () => slow.ask("/v1/me/import", json({ ...own }, "POST"), ada));
    const first = await Promise.race(sent.map(async (each) => (await each).status));
    release();
    expect([first, (await Promise.all(sent)).map(({ status }) => status).sort()]).toEqual([429, [200, 200, 429]]);
  });

  it("leaves out of a copy what may not be kept or is not known here", async () => {
    const service = await world();
    await consent(service, { personalisation: true });
    const { deps } = service;
    await deps.tastes.like("subject-of-ada", { itemId: "gone", likedAt: deps.now() });
    await deps.tastes.did("subject-of-ada", { itemId: "a", deed: "bought", at: new Date("2020-01-01") });
    await deps.tastes.follow("subject-of-ada", "subject-of-nobody");
    const copy = await shown<object>(await service.ask("/v1/me/export", {}, ada));
    expect(await shown(await service.ask("/v1/me/import", json(copy, "POST"), ada))).toEqual({
      taken: { preferences: 1, likes: 0, deeds: 0, follows: 0, photos: 0 },
      left: {
        "the item is not in this catalogue": 1,
        "older than may be kept": 1,
        "the profile is not shared": 1,
      },
    });
  });

  it("deletes everything and reads every store again for the receipt", async () => {
    const service = await world();
    await consent(service, { recommendation: true, personalisation: true });
    await service.ask("/v1/photos", send(file), ada);
    await service.ask("/v1/me/likes/b", { method: "PUT" }, ada);
    const { stores } = await shown<{
      stores: { store: string; outcome: string; entries: number }[];
    }>(await service.ask("/v1/me", { method: "DELETE" }, ada));
    const of = (name: string) => stores.find(({ store }) => store === name);
    expect(of("photos")).toMatchObject({ outcome: "verified-absent", entries: 1 });
    expect(of("vectors")).toMatchObject({ outcome: "verified-absent", entries: 1 });
    expect(of("profiles")).toMatchObject({ outcome: "verified-absent", entries: 3 });
    expect([service.photos.size, service.consents.length]).toEqual([0, 0]);
  });

  it.each(["GET /v1/me/export", "DELETE /v1/me"])("asks for a fresh login at %s", async (address) => {
    const [method = "", path = ""] = address.split(" ");
    let time = new Date("2026-11-20T12:00:00Z");
    const { ask, issuer } = await world({}, () => time);
    const { token } = await issuer.mint("ada", ["shopper"]);
    const headers = { authorization: `Bearer ${token}` };
    time = new Date(time.getTime() + 11 * 60_000); // the token lasts for fifteen minutes
    expect((await ask("/v1/me/consents", { headers })).status).toBe(200);
    const refused = await ask(path, { method, headers });
    expect([refused.status, refused.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer error="insufficient_user_authentication", max_age="600"',
    ]);
    expect((await ask(path, { method }, ada)).status).toBe(200);
  });

  it("says so when something remains", async () => {
    const { deps } = await world();
    const service = await world({ tastes: { ...deps.tastes, erase: async () => 0 } });
    await consent(service, { personalisation: true });
    await service.ask("/v1/me/likes/b", { method: "PUT" }, ada);
    const { stores } = await shown<{
      stores: object[];
    }>(await service.ask("/v1/me", { method: "DELETE" }, ada));
    expect(stores).toContainEqual(expect.objectContaining({ store: "profiles", outcome: "remains" }));
  });
});

describe("limits", () => {
  const asked = (service: World, path: string, method: string) => service.ask(path, { method }, ada);

  it("keep everything and use nothing while data is restricted, from the next request on", async () => {
    const service = await world();
    await consent(service, { recommendation: true, personalisation: true });
    await service.ask("/v1/photos", send(file), ada);
    expect(await shown(await asked(service, "/v1/me/restriction", "PUT"))).toMatchObject({ objections: [] });
    expect((await service.ask("/v1/photos", send(file), ada)).status).toBe(403);
    expect(service.photos.size).toBe(1);
    expect((await service.ask("/v1/me/likes/b", { method: "PUT" }, ada)).status).toBe(403);
    await asked(service, "/v1/me/restriction", "DELETE");
    expect((await service.ask("/v1/photos", send(file), ada)).status).toBe(201);
  });

  it("let an objection outweigh the consent, purpose by purpose", async () => {
    const service = await world();
    const customer = { user: "520000000000000001", role: "shopper" } as const;
    const look = async () =>
      (await service.ask(`/v1/customers/${customer.user}/segment`, {}, { user: "mara", role: "marketing" })).status;
    await consent(service, { marketing: true, recommendation: true }, customer);
    for (const purpose of ["marketing", "segmentation"]) {
      const path = `/v1/me/objections/${purpose}`;
      expect(await look()).toBe(200);
      await service.ask(path, { method: "PUT" }, customer);
      expect(await look()).toBe(404);
      expect((await service.ask("/v1/photos", send(file), customer)).status).toBe(201);
      await service.ask(path, { method: "DELETE" }, customer);
    }
    expect(await look()).toBe(200);
  });

  it("are carried in the export and gone with the rest", async () => {
    const service = await world();
    await asked(service, "/v1/me/objections/segmentation", "PUT");
    expect(await shown(await service.ask("/v1/me/export", {}, ada))).toMatchObject({
      limits: { objections: ["segmentation"] },
    });
    await asked(service, "/v1/me", "DELETE");
    expect(await shown(await service.ask("/v1/me/export", {}, ada))).toMatchObject({ limits: { objections: [] } });
  });

  it("know no objection to what rests on contract or law", async () => {
    expect((await asked(await world(), "/v1/me/objections/security", "PUT")).status).toBe(400);
  });
});

describe("segments", () => {
  const mara = { user: "mara", role: "marketing" } as const;

  it("are listed for marketing, largest first", async () => {
    const { ask } = await world();
    const listed = await shown<{ segments: { id: string }[] }>(await ask("/v1/segments", {}, mara));
    expect(listed.segments.map(({ id }) => id)).toEqual(["many", "few"]);
    expect(await shown(await ask("/v1/segments/few", {}, mara))).toMatchObject({ name: "The few" });
  });

  it("are told of a customer whose id is longer than a number is exact", async () => {
    const service = await world();
    const { ask } = service;
    const path = "/v1/customers/520000000000000001/segment";
    await consent(service, { marketing: true }, { user: "520000000000000001", role: "shopper" });
    expect(await shown(await ask(path, {}, mara))).toEqual({ segmentId: "few", name: "The few", model: "1" });
    expect((await ask("/v1/customers/520000000000000000/segment", {}, mara)).status).toBe(404);
  });

  it("are told of nobody who has not agreed to marketing, and of nobody any longer who withdrew", async () => {
    const service = await world();
    const customer = { user: "520000000000000001", role: "shopper" } as const;
    const look = async (id: string) => shown(await service.ask(`/v1/customers/${id}/segment`, {}, mara));
    const unknown = await look("520000000000000000");
    expect(await look(customer.user)).toEqual({ ...(unknown as object), requestId: expect.any(String) as unknown });
    await consent(service, { personalisation: true, recommendation: true }, customer);
    expect(await look(customer.user)).toMatchObject({ status: 404 });
    await consent(service, { marketing: true }, customer);
    expect(await look(customer.user)).toMatchObject({ segmentId: "few" });
    await consent(service, { marketing: false }, customer);
    expect(await look(customer.user)).toMatchObject({ status: 404 });
  });

  it.each([
    ["/v1/segments/none", 404],
    ["/v1/customers/ada@example.org/segment", 400],
  ])("answer %s with %i", async (path, status) => {
    expect((await (await world()).ask(path, {}, mara)).status).toBe(status);
  });

  it("are not there before the first fit", async () => {
    const { ask } = await world({
      segments: { current: async () => undefined, segmentOf: async () => undefined, ownSegment: async () => undefined },
    });
    expect((await ask("/v1/segments", {}, mara)).status).toBe(404);
  });

  it.each(["/v1/segments", "/v1/segments/few", "/v1/customers/1/segment"])("are not for shoppers: %s", async (path) => {
    const { ask } = await world();
    expect((await ask(path, {}, ada)).status).toBe(403);
    expect((await ask(path)).status).toBe(401);
  });
});

const shopperRoutes = [
  ["GET", "/v1/photos"],
  ["POST", "/v1/photos"],
  ["GET", "/v1/photos/x/image"],
  ["DELETE", "/v1/photos/x"],
  ["POST", "/v1/recommendations"],
  ["GET", "/v1/me/preferences"],
  ["PUT", "/v1/me/preferences"],
  ["GET", "/v1/me/likes"],
  ["PUT", "/v1/me/likes/a"],
  ["DELETE", "/v1/me/likes/a"],
  ["GET", "/v1/me/follows/x"],
  ["PUT", "/v1/me/follows/x"],
  ["DELETE", "/v1/me/follows/x"],
  ["GET", "/v1/me/consents"],
  ["PUT", "/v1/me/consents"],
  ["GET", "/v1/me/export"],
  ["POST", "/v1/me/import"],
  ["PUT", "/v1/me/restriction"],
  ["DELETE", "/v1/me/restriction"],
  ["PUT", "/v1/me/objections/marketing"],
  ["DELETE", "/v1/me/objections/marketing"],
  ["DELETE", "/v1/me"],
] as const;

describe("identity", () => {
  it.each(shopperRoutes)("is asked for at %s %s", async (method, path) => {
    const { ask } = await world();
    const nobody = await ask(path, { method });
    expect([nobody.status, nobody.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect((await ask(path, { method }, { user: "mara", role: "marketing" })).status).toBe(403);
  });

  it("of another issuer is not believed", async () => {
    const [{ ask }, other] = [await world(), await world()];
    const { token } = await other.issuer.mint("ada", ["shopper"]);
    expect((await ask("/v1/me/consents", { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it("that has expired is told apart", async () => {
    let time = new Date("2026-11-20T12:00:00Z");
    const { ask, issuer } = await world({}, () => time);
    const { token, expiresAt } = await issuer.mint("ada", ["shopper"]);
    time = expiresAt;
    const response = await ask("/v1/me/consents", { headers: { authorization: `Bearer ${token}` } });
    expect(await shown(response)).toMatchObject({ status: 401, detail: expect.stringContaining("expired") as string });
  });

  it.each(["", "Bearer", "Bearer x", "Basic YTpi", "Bearer a.b.c d"])("is not read from %j", async (authorization) => {
    const { ask } = await world();
    expect((await ask("/v1/me/consents", { headers: { authorization } })).status).toBe(401);
  });
});

describe("the rim", () => {
  it("says whether it is alive and able to answer", async () => {
    const { ask } = await world({ obstacles: async () => ["the catalogue is empty"] });
    expect((await ask("/healthz")).status).toBe(200);
    expect(await shown(await ask("/readyz"))).toMatchObject({ status: 503, detail: "the catalogue is empty" });
    expect((await (await world()).ask("/readyz")).status).toBe(200);
  });

  it.each<[string, string, RequestInit, number]>([
    ["an unknown address", "/v1/nothing", {}, 404],
    ["a method that is not answered", "/v1/items", { method: "POST" }, 405],
    ["an unknown item", "/v1/items/zzz", {}, 404],
    ["an item without a picture", "/v1/items/c/image", {}, 404],
    ["an unknown query", "/v1/items?colr=red", {}, 400],
    ["a query out of range", "/v1/items/a/similar?limit=0", {}, 400],
    ["no token", "/v1/me/consents", {}, 401],
    ["a NUL in an address", "/v1/items/%00", {}, 400],
    ["an address that leaves the folder", "/console/..%2f..%2fpackage.json", {}, 404],
    ["an address that is not UTF-8", "/console/%ff", {}, 404],
  ])("answers %s as problem+json", async (_title, path, init, status) => {
    const { ask, written } = await world();
    const response = await ask(path, init);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const body = await response.json();
    expect(body).toMatchObject({ status, title: expect.any(String) as string, detail: expect.any(String) as string });
    expect([response.status, written]).toEqual([status, []]);
  });

  it("keeps what a fault was about from the client and from the log, and its place from the client", async () => {
    const canary = "ada@example.org";
    class RowFault extends Error {}
    const broken = { get: () => Promise.reject(new RowFault(`failing row contains (${canary})`)) };
    const { deps } = await world();
    const { ask, written } = await world({ catalogue: { ...deps.catalogue, ...broken } });
    const response = await ask(`/v1/items/${canary}?limit=${canary}`, {
      headers: { "user-agent": canary, "x-request-id": canary },
    });
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(body).not.toMatch(/example\.org|row|\.ts/);
    expect(written).toHaveLength(1);
    expect(JSON.stringify(written)).not.toContain(canary);
    expect(written[0]).toMatchObject({ route: "GET /v1/items/:id", requestId: response.headers.get("x-request-id") });
    expect(written[0]).toMatchObject({
      at: expect.arrayContaining([expect.stringContaining("app.test.ts")]) as unknown,
    });
  });

  it("lets pages load nothing from elsewhere and run no inline script", async () => {
    const policy = (await (await world()).ask("/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|http/);
  });

  it("lets reports style themselves and run nothing", async () => {
    const reports = { "/review": { read: async () => new TextEncoder().encode("<style></style>") } };
    const { ask } = await world({ demonstration: { ...demonstration, reports } });
    const policy = (await ask("/review/")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("style-src 'unsafe-inline'");
    expect(policy).not.toMatch(/script-src|'self'/);
    expect((await ask("/review")).headers.get("location")).toBe("/review/");
  });

  it("answers no other origin", async () => {
    const { ask } = await world();
    const response = await ask("/v1/items", { headers: { origin: "https://elsewhere.example" } });
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("keeps answers about persons out of caches", async () => {
    const { ask } = await world();
    expect((await ask("/v1/me/consents", {}, ada)).headers.get("cache-control")).toBe("no-store");
  });

  it("says on what an answer depends, whether or not it was compressed or asked for by a page", async () => {
    const { ask } = await world({ origins: ["https://shop.example"] });
    for (const headers of [{}, { origin: "https://shop.example" }, { "accept-encoding": "gzip" }] as const) {
      const vary = (await ask("/v1/items", { headers })).headers.get("vary")?.toLowerCase() ?? "";
      expect([vary.includes("origin"), vary.includes("accept-encoding")]).toEqual([true, true]);
    }
  });

  it("compresses what is long", async () => {
    const { ask } = await world();
    const response = await ask("/openapi.json", { headers: { "accept-encoding": "gzip" } });
    expect(response.headers.get("content-encoding")).toBe("gzip");
  });
});

const nothing = { read: async () => undefined };
const demonstration: DemonstrationDeps = {
  people: async () => [{ id: "ada", name: "Ada", about: "drawn", role: "shopper" }],
  mint: async (user) => ({ token: `token-of-${user}`, expiresAt: new Date(0) }),
  photoNames: async () => ["dress.jpg"],
  photos: { read: async (name) => (name === "dress.jpg" ? picture : undefined) },
  reports: { "/review": nothing },
};

describe("the demonstration", () => {
  it("mints tokens for the people that it shows, and for nobody else", async () => {
    const { ask } = await world({ demonstration });
    expect(await shown(await ask("/demo/people"))).toMatchObject({ people: [{ id: "ada", role: "shopper" }] });
    expect(await shown(await ask("/demo/token", json({ id: "ada" })))).toMatchObject({ token: "token-of-ada" });
    expect((await ask("/demo/token", json({ id: "root" }))).status).toBe(404);
  });

  it("offers photographs to send", async () => {
    const { ask } = await world({ demonstration });
    expect(await shown(await ask("/demo/photos"))).toEqual({ photos: ["/demo/photos/dress.jpg"] });
    expect((await ask("/demo/photos/dress.jpg")).headers.get("content-type")).toBe("image/jpeg");
  });

  it.each(["/demo/people", "/demo/photos", "/review/"])("is not there in other compositions: %s", async (path) => {
    expect((await (await world()).ask(path)).status).toBe(404);
  });

  it("mints nothing in other compositions", async () => {
    expect((await (await world()).ask("/demo/token", json({ id: "ada" }))).status).toBe(404);
  });
});

describe("/openapi.json", () => {
  const document = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({ summary: z.string() }))),
  });

  it("lists every route of version 1, and no route that there is not", async () => {
    const { ask } = await world();
    const { paths } = document.parse(await (await ask("/openapi.json")).json());
    const listed = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(listed.sort()).toMatchSnapshot();
  });

  it("is shown at /docs", async () => {
    const page = await (await (await world()).ask("/docs")).text();
    expect(page).toContain("/v1/recommendations");
    expect(page).not.toContain("<script");
  });
});
