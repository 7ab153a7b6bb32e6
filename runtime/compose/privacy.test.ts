import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deedDays } from "../taste/taste";
import { stores } from "../contract";
import { app } from "../http/app";
import { verifyAudit } from "../privacy/audit";
import {
  type ErasureDeps,
  eraseSubject,
  erasuresDone,
  replayErasures,
  resumeErasures,
  resurrected,
} from "../privacy/erasure";
import { canary as canaryIn } from "../privacy/canary";
import { keyring, rotate } from "../privacy/keyring";
import { sweep } from "../privacy/sweep";
import { ownColumns } from "../segmentation/mapping";
import { jpeg } from "../testing/pictures";
import { temporaryFolder } from "../testing/temporary";
import { embedded } from "./embedded";

const canary = "5500123456789012345";
const other = "5500999999999999999";
const header = "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";
const event = (user: string, at: number) =>
  `2026-11-01 10:00:${String(at).padStart(2, "0")} UTC,purchase,1,1,,filo,10.00,${user},s-${user}`;

/** A service with two people in every one of its stores. */
async function inhabited(folder = temporaryFolder("privacy")) {
  const opened = await service(folder);
  const { composition, http, ask, json } = opened;
  const photoIds: Record<string, string> = {};
  for (const user of [canary, other]) {
    await ask(user, "/v1/me/consents", json({ recommendation: true, personalisation: true, marketing: true }));
    await ask(user, "/v1/me/preferences", json({ brands: [`brand-of-${user}`] }));
    const did = { itemId: `item-of-${user}`, deed: "viewed", at: new Date() } as const;
    await http.tastes.did(await http.subject(user), did);
    await ask(user, "/v1/me/objections/segmentation", { method: "PUT" });
    const form = new FormData();
    form.set("photo", new File([new Uint8Array(await jpeg(300, 400))], "p.jpg", { type: "image/jpeg" }));
    form.set("purpose", "recommendation");
    const taken = (await (await ask(user, "/v1/photos", { method: "POST", body: form })).json()) as { photoId: string };
    photoIds[user] = taken.photoId;
  }
  const file = join(temporaryFolder("events"), "events.csv");
  writeFileSync(file, `${[header, ...[1, 2, 3].flatMap((at) => [event(canary, at), event(other, at)])].join("\n")}\n`);
  const store = await composition.segmentation.events();
  await store.add(file, ownColumns);
  await store.close();
  return { ...opened, photoIds };
}

/** The service over a folder, and ways to ask it. */
async function service(folder: string) {
  const composition = embedded(folder);
  const http = { ...(await composition.http()), ...(await composition.privacy()) };
  const routes = app(http);
  const ask = async (user: string, path: string, init: RequestInit = {}, role: "shopper" | "dpo" = "shopper") => {
    const { token } = (await http.demonstration?.mint(user, [role])) ?? { token: "" };
    return routes.request(path, {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` },
    });
  };
  const json = (body: object, method = "PUT"): RequestInit => ({
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { folder, composition, http, ask, json };
}

/** Files of a folder in which a text occurs, as bytes, base64 or the 64-bit number that it writes. */
function filesWith(folder: string, text: string): readonly string[] {
  const number = Buffer.alloc(8);
  if (/^\d+$/.test(text)) number.writeBigUInt64LE(BigInt(text));
  const needles = [
    Buffer.from(text),
    Buffer.from(Buffer.from(text).toString("base64")),
    ...(/^\d+$/.test(text) ? [number] : []),
  ];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => needles.some((needle) => readFileSync(path).includes(needle)));
}

describe("a person in every store", () => {
  it("is in no byte of any file once they have erased themselves, and the receipt says what the contract lists", async () => {
    const { folder, composition, http, ask, photoIds } = await inhabited();
    const subject = await http.subject(canary);
    const traces = [
      canary,
      subject,
      http.owner(subject),
      photoIds[canary] ?? "",
      `brand-of-${canary}`,
      `item-of-${canary}`,
    ];
    for (const trace of traces) expect([trace, filesWith(folder, trace).length]).not.toEqual([trace, 0]);

    const answer = await ask(canary, "/v1/me", { method: "DELETE" });
    const receipt = (await answer.json()) as { stores: { store: string; outcome: string }[] };
    expect(receipt.stores.map(({ store }) => store).sort()).toEqual(Object.keys(stores).sort());
    expect(receipt.stores.filter(({ outcome }) => outcome === "remains" || outcome === "queued")).toEqual([]);
    await composition.close();

    for (const trace of traces) expect([trace, filesWith(folder, trace)]).toEqual([trace, []]);
    expect(filesWith(folder, await http.subject(other)).length).toBeGreaterThan(0);
    expect(filesWith(folder, other).length).toBeGreaterThan(0);
  });

  it("leaves an audit trail that verifies, under names that nothing else uses", async () => {
    const { folder, composition, http, ask } = await inhabited();
    await ask(canary, "/v1/me", { method: "DELETE" });
    expect(await verifyAudit(http)).toMatchObject([{ entries: 5, findings: [] }]);
    const reference = http.reference(await http.subject(canary));
    await composition.close();
    expect(filesWith(join(folder, "registers"), reference).length).toBeGreaterThan(0);
    expect(filesWith(join(folder, "state"), reference)).toEqual([]);
  });

  it("is erased by the DPO as well, who must know whose request it is", async () => {
    const { composition, ask, json } = await inhabited();
    const dpo = (path: string, init?: RequestInit) => ask("dora", path, init, "dpo");
    const opened = await dpo("/v1/privacy/requests", json({ right: "erasure", user: canary }, "POST"));
    const { id } = (await opened.json()) as { id: string };
    const step = (body: object) => dpo(`/v1/privacy/requests/${id}/steps`, json(body, "POST"));
    expect((await step({ step: "fulfilled", user: canary })).status).toBe(409);
    await step({ step: "verified" });
    expect((await step({ step: "fulfilled", user: other })).status).toBe(422);
    const done = (await (await step({ step: "fulfilled", user: canary })).json()) as { state: string; receipt: object };
    expect([done.state, done.receipt]).toEqual([
      "fulfilled",
      expect.objectContaining({ stores: expect.any(Array) as unknown }),
    ]);
    expect(await (await ask(canary, "/v1/photos")).json()).toMatchObject({ status: 403 });
    const { erasures } = (await (await dpo("/v1/privacy/erasures")).json()) as { erasures: object[] };
    expect(erasures).toHaveLength(1);
    await composition.close();
  });
});

/** The same dependencies, of which the nth call that changes something fails, as if the process had ended there. */
function failingAt(deps: ErasureDeps, nth: number): ErasureDeps {
  let calls = 0;
  const changes = new Set(["delete", "remove", "erase", "forget", "append"]);
  const counted = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function" || !changes.has(String(name))) return member;
        return (...args: unknown[]) => {
          if (++calls === nth) throw new Error("the process ended here");
          return (member as (...each: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const { vectors, photos, register, tastes, limits, consents, subjects, customers, registers } = deps;
  return {
    ...deps,
    vectors: counted(vectors),
    photos: counted(photos),
    register: counted(register),
    tastes: counted(tastes),
    limits: counted(limits),
    consents: counted(consents),
    subjects: counted(subjects),
    customers: counted(customers),
    registers: counted(registers),
  };
}

describe("an erasure that is interrupted", () => {
  it("comes to the same end, wherever it ended: nothing is left and the ledger is closed", async () => {
    const { composition, http, ask, json } = await inhabited();
    const deps = { ...http, scrub: async () => undefined };
    const subject = await http.subject(canary);
    let ends = 0;
    for (let nth = 1; nth < 60; nth++) {
      await ask(canary, "/v1/me/consents", json({ recommendation: true, personalisation: true }));
      await ask(canary, "/v1/me/likes/x", { method: "PUT" });
      await http.photos.put(`p${nth}`, new Uint8Array([1]));
      await http.register.add({
        photoId: `p${nth}`,
        owner: http.owner(subject),
        piece: undefined,
        probability: 0,
        colours: [],
        pattern: undefined,
        part: undefined,
        others: [],
        model: "m",
        takenAt: http.now(),
        expiresAt: new Date(Date.now() + 1e9),
      });
      const whole = await eraseSubject(subject, failingAt(deps, nth), canary).catch(() => undefined);
      if (whole) break;
      ends++;
      await resumeErasures(deps);
      if (nth > 1) expect(await http.consents.latest(subject)).toEqual([]);
      if (nth > 1) expect(await http.photos.get(`p${nth}`)).toBeUndefined();
      expect(await http.registers.list("erasures/open/")).toEqual([]);
    }
    expect(ends).toBeGreaterThan(8);
    expect(ends).toBeLessThan(59); // one that nothing ended came through
    await composition.close();
  });
});

describe("a restored backup", () => {
  it("brings nobody back whom the ledger names, and leaves those alone who came back by themselves", async () => {
    const { composition, http, ask, json } = await inhabited();
    const subject = await http.subject(canary);
    const consents = await http.consents.latest(subject);
    await eraseSubject(subject, http, canary);
    expect(await resurrected(http)).toEqual([]);
    for (const entry of consents) await http.consents.append(entry);
    await http.tastes.like(subject, { itemId: "a", likedAt: new Date("2026-01-01") });
    expect(await resurrected(http)).toEqual([subject]);
    expect(await replayErasures(http)).toBe(1);
    expect([await resurrected(http), (await http.tastes.of(subject)).likes]).toEqual([[], []]);
    await ask(canary, "/v1/me/consents", json({ personalisation: true }));
    expect(await resurrected(http)).toEqual([]);
    await composition.close();
  });
});

describe("an erasure that a sweep finishes first", () => {
  it("answers the sweep's receipt", async () => {
    const { composition, http } = await inhabited();
    const subject = await http.subject(canary);
    let swept = 0;
    const registers: ErasureDeps["registers"] = {
      ...http.registers,
      append: async (name, ...rest) => {
        const done = await http.registers.append(name, ...rest);
        if (name.startsWith("erasures/open/") && swept === 0) swept = await resumeErasures(http);
        return done;
      },
    };
    const receipt = await eraseSubject(subject, { ...http, registers }, canary);
    expect(swept).toBe(1);
    expect([...(await erasuresDone(http.registers)).values()]).toEqual([receipt]);
    expect(receipt.stores.filter(({ outcome }) => outcome === "remains")).toEqual([]);
    await composition.close();
  });
});

describe("a copy of one's data", () => {
  it("is taken in by another service, photographs and all, and is the same there but for their names", async () => {
    const [from, to] = [await inhabited(), await service(temporaryFolder("elsewhere"))];
    type Copy = Record<"preferences" | "deeds" | "likes", object> & {
      photos: { photoId: string; piece?: string; jpeg: string }[];
    };
    const copyFrom = async (ask: typeof to.ask) => (await (await ask(canary, "/v1/me/export")).json()) as Copy;
    const copy = await copyFrom(from.ask);
    await to.ask(canary, "/v1/me/consents", to.json({ recommendation: true, personalisation: true }));
    const answer = await to.ask(canary, "/v1/me/import", to.json(copy, "POST"));
    expect(await answer.json()).toMatchObject({ taken: { preferences: 1, photos: 1 } });
    const there = await copyFrom(to.ask);
    expect(there.preferences).toEqual(copy.preferences);
    expect(there.photos).toHaveLength(1);
    expect(there.photos[0]?.piece).toBe(copy.photos[0]?.piece);
    expect(there.photos[0]?.photoId).not.toBe(copy.photos[0]?.photoId);
    await Promise.all([from.composition.close(), to.composition.close()]);
  });
});

describe("a rotation of the pseudonym keys", () => {
  const copyOf = async (ask: (user: string, path: string) => Promise<Response>, user: string) => {
    const copy = (await (await ask(user, "/v1/me/export")).json()) as { readonly preferences: object };
    return { ...copy, subject: "", madeAt: "", stores: [], manifest: "" };
  };

  it("renames everybody: nothing is lost, and no byte of any store holds an old name", async () => {
    const { folder, composition, http, ask, json } = await inhabited();
    await http.tastes.follow(await http.subject(canary), await http.subject("someone"));
    await ask(canary, `/v1/me/follows/${other}`, { method: "PUT" });
    const opened = await ask("dora", "/v1/privacy/requests", json({ right: "access", user: canary }, "POST"), "dpo");
    const { id } = (await opened.json()) as { id: string };
    const before = await copyOf(ask, canary);
    const old = [await http.subject(canary), await http.subject(other), await http.subject("someone")];
    const oldNames = [...old, ...old.map(http.owner)];
    await composition.close();

    const rotating = embedded(folder);
    expect(await rotating.upkeep.rotate()).toEqual({ version: 2, renamed: 3 });
    expect(await rotating.upkeep.sweep()).toMatchObject({ renamed: 0, replayed: 0, canary: [] });
    await rotating.close();
    for (const name of oldNames) expect([name, filesWith(join(folder, "state"), name)]).toEqual([name, []]);

    const after = await service(folder);
    const follows = [await after.http.subject("someone"), await after.http.subject(other)].sort();
    expect(follows.every((name) => name.startsWith("v2:"))).toBe(true);
    expect(await copyOf(after.ask, canary)).toEqual({ ...before, follows });
    expect(await verifyAudit(after.http)).toMatchObject([{ findings: [] }]);
    const step = (body: object) =>
      after.ask("dora", `/v1/privacy/requests/${id}/steps`, json(body, "POST"), "dpo").then(({ status }) => status);
    await step({ step: "verified" });
    expect(await step({ step: "fulfilled", user: other })).toBe(422);
    expect(await step({ step: "fulfilled", user: canary })).toBe(200); // though it was entered under the older name
    await after.composition.close();
  });

  it("counts for whoever comes before the sweep does, and for nobody before its time", async () => {
    const { composition, http, ask } = await inhabited();
    const before = await copyOf(ask, canary);
    const old = await http.subject(canary);
    const now = () => new Date(Date.now() + 10 * 60_000);
    await rotate(2, new Date(Date.now() + 5 * 60_000), http);
    expect(await http.subject(canary)).toBe(old);
    const names = await keyring({ secrets: http.secrets, tenant: "embedded", keys: http.keys, now });
    const subject = await names.subject(canary);
    expect([subject.slice(0, 3), names.later(old)]).toEqual(["v2:", [old, subject]]);
    const moved = { ...http, ...names, now };
    expect((await http.tastes.of(subject)).preferences).toEqual(before.preferences);
    expect((await http.tastes.of(old)).preferences).toEqual({});
    expect((await http.tastes.of(await http.subject(other))).preferences).not.toEqual({}); // has not come yet
    await http.tastes.like(old, { itemId: "late", likedAt: new Date() }); // a request that began before
    await http.tastes.prefer(old, { brands: ["late"] });
    expect(await sweep(moved)).toMatchObject({ renamed: 2, replayed: 0 });
    const { preferences, likes } = await http.tastes.of(subject);
    expect([preferences, likes.map(({ itemId }) => itemId)]).toEqual([before.preferences, ["late"]]);
    expect(await http.keys.versions()).toMatchObject([{ version: 2, done: true }]);
    expect((await http.tastes.of(await names.subject(other))).preferences).not.toEqual({});
    await composition.close();
  });

  it("leaves the ledger whole: who was erased by a new name is found in a backup that has the old one", async () => {
    const { composition, http } = await inhabited();
    const old = await http.subject(canary);
    const backup = await http.consents.latest(old);
    await rotate(2, new Date(0), http);
    const names = await keyring({ secrets: http.secrets, tenant: "embedded", keys: http.keys, now: http.now });
    const moved = { ...http, ...names };
    await eraseSubject(await moved.subject(canary), moved, canary);
    for (const entry of backup) await http.consents.append(entry);
    expect(await resurrected(moved)).toEqual([old]);
    expect(await sweep(moved)).toMatchObject({ replayed: 1 });
    expect(await resurrected(moved)).toEqual([]);
    await composition.close();
  });

  it("is refused backwards, and before the one before is over", async () => {
    const { composition, http } = await inhabited();
    await rotate(2, new Date(0), http);
    await expect(rotate(1, new Date(), http)).rejects.toThrow("do not go back to 1; set it to 2");
    await expect(rotate(3, new Date(), http)).rejects.toThrow("the sweep renames it");
    await rotate(2, new Date(), http); // what was announced stays as it is
    expect(await http.keys.versions()).toEqual([{ version: 2, activeFrom: new Date(0), done: false }]);
    await composition.close();
  });
});

describe("a store that shows its deletions late", () => {
  /** The index goes on showing what was deleted until time has passed. */
  const late = (http: ErasureDeps) => {
    const deleted = new Map<string, Float32Array>();
    const { vectors } = http;
    const shows: ErasureDeps["vectors"] = {
      ...vectors,
      async delete(id) {
        const vector = await vectors.get(id);
        if (vector) deleted.set(id, vector);
        await vectors.delete(id);
      },
      get: async (id) => deleted.get(id) ?? (await vectors.get(id)),
      async *ids() {
        yield* deleted.keys();
        yield* vectors.ids();
      },
    };
    return {
      vectors: shows,
      settle: async () => {
        deleted.clear();
      },
    };
  };

  it("is waited for before anybody is told that something remains", async () => {
    const { composition, http } = await inhabited();
    const { stores: told } = await eraseSubject(await http.subject(canary), { ...http, ...late(http) }, canary);
    expect(told.find(({ store }) => store === "vectors")?.outcome).toBe("verified-absent");
    const impatient = { ...late(http), settle: async () => undefined };
    const { stores: early } = await eraseSubject(await http.subject(other), { ...http, ...impatient }, other);
    expect(early.find(({ store }) => store === "vectors")?.outcome).toBe("remains");
    expect(await canaryIn({ ...http, ...late(http) })).toEqual([]);
    await composition.close();
  });
});

describe("an invented person", () => {
  it("is planted and erased, and found where an erasure does not reach", async () => {
    const { composition, http } = await inhabited();
    expect(await canaryIn(http)).toEqual([]);
    const deaf = async () => undefined;
    expect(await canaryIn({ ...http, photos: { ...http.photos, delete: deaf } })).toEqual(["photos"]);
    const blind = { ...http.photos, delete: deaf, get: async () => undefined };
    expect(await canaryIn({ ...http, photos: blind })).toEqual(["photos"]); // the receipt would not have told
    expect(await canaryIn({ ...http, vectors: { ...http.vectors, delete: deaf } })).toEqual(["vectors"]);
    expect(await canaryIn({ ...http, subjects: { ...http.subjects, erase: async () => 0 } })).toEqual(["profiles"]);
    await composition.close();
  });
});

describe("a sweep", () => {
  const day = 24 * 60 * 60 * 1000;
  const after = <Deps extends ErasureDeps>(http: Deps, days: number): Deps => ({
    ...http,
    now: () => new Date(Date.now() + days * day),
  });

  it("takes photographs at their term, people at theirs, and the ledger's line at its own", async () => {
    const { composition, http } = await inhabited();
    const nothing = {
      resumed: 0,
      replayed: 0,
      renamed: 0,
      expiredPhotos: 0,
      orphans: 0,
      deeds: 0,
      dormant: 0,
      registers: 0,
    };
    expect(await sweep(after(http, stores.photos.retentionDays - 1))).toEqual(nothing);
    expect(await sweep(after(http, stores.photos.retentionDays + 1))).toEqual({ ...nothing, expiredPhotos: 2 });
    expect(await sweep(after(http, deedDays - 1))).toEqual(nothing);
    const registers = expect.any(Number) as unknown; // the audit trail goes by whole months: on a month's last day this one's is due too
    expect(await sweep(after(http, deedDays + 1))).toEqual({ ...nothing, deeds: 2, registers });
    expect(await sweep(after(http, stores.profiles.retentionDays - 2))).toMatchObject({ dormant: 0 });
    expect(await sweep(after(http, stores.profiles.retentionDays + 2))).toMatchObject({ dormant: 2 });
    expect(await http.consents.latest(await http.subject(canary))).toEqual([]);
    expect((await erasuresDone(http.registers)).size).toBe(2);
    const over = stores.profiles.retentionDays + 2 + stores.registers.retentionDays + 1;
    expect(await sweep(after(http, over))).toMatchObject({ registers: 2 });
    expect((await erasuresDone(http.registers)).size).toBe(0);
    await composition.close();
  });

  it("takes what a crash left between two stores, and leaves what is on its way", async () => {
    const { composition, http, photoIds } = await inhabited();
    await http.register.remove(photoIds[canary] ?? "");
    await http.vectors.put(
      "alone",
      Float32Array.from({ length: http.encoder.dimensions }, () => 0.1),
    );
    expect(await sweep(http)).toMatchObject({ orphans: 1 });
    expect(await http.photos.get(photoIds[canary] ?? "")).toBeDefined();
    expect(await sweep(after(http, 1))).toMatchObject({ orphans: 1 });
    expect([await http.photos.get(photoIds[canary] ?? ""), await http.vectors.get("alone")]).toEqual([
      undefined,
      undefined,
    ]);
    expect(await http.photos.get(photoIds[other] ?? "")).toBeDefined();
    await composition.close();
  });
});
