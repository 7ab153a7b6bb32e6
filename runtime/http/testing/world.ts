import { type TokenIssuer, tokenIssuer } from "../../adapters/embedded/token-issuer";
import { type Product, product } from "../../catalogue/product";
import type { ConsentEntry } from "../../privacy/consent";
import type { Role } from "../../privacy/identity";
import { rules } from "../../assistant/rules";
import { auditTrail } from "../../privacy/audit";
import { type Limits, unlimited, withinLimits } from "../../privacy/limits";
import { silent } from "../../watch/telemetry";
import { memoryJournals } from "../../testing/memory-journals";
import type { CleanCopy } from "../../recommendation/photo-intake";
import type { PhotoRecord } from "../../recommendation/photos";
import { seenAfterwards } from "../../recommendation/seen-copy";
import { ownMeanings } from "../../recommendation/meanings";
import { trends } from "../../recommendation/trends";
import { type VectorIndex, admitting } from "../../recommendation/vector-index";
import type { SegmentSummary } from "../../segmentation/segment-catalogue";
import { profilesOf } from "../../taste/profiles";
import type { Deed, Like, Preferences } from "../../taste/taste";
import { temporaryFolder } from "../../testing/temporary";
import { type AppDeps, app } from "../app";
import type { LogRecord } from "../problems";

/** Bytes that begin as a JPEG does; the codec below takes them for a picture. */
export const picture = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const bareJpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0xff, 0xd9]);
const copied: CleanCopy = async (bytes) => (bytes.includes(99) ? undefined : { jpeg: bareJpeg, width: 1, height: 1 });

const shirt = (id: string, more: Partial<Product> = {}): Product => ({
  ...product.parse({
    id,
    title: `Shirt ${id}`,
    brand: "Filo",
    piece: "shirt",
    style: "classic",
    colours: ["blue"],
    price: 40,
    variants: [{ sku: `${id}-m`, size: "M", stock: 3 }],
    images: [`${id}.png`],
  }),
  ...more,
});
export const products = [shirt("a"), shirt("b", { price: 90 }), shirt("c", { piece: "dress", images: [] })];

const segment = (id: string, share: number): SegmentSummary => ({
  id,
  name: `The ${id}`,
  description: "buy rarely, and then a lot",
  customers: share * 100,
  share,
  figures: [{ name: "spent", unit: "EUR", value: 80, overall: 40 }],
  actions: ["invite them back"],
});

export interface World {
  readonly deps: AppDeps;
  readonly issuer: TokenIssuer;
  readonly written: LogRecord[];
  readonly consents: ConsentEntry[];
  readonly photos: Map<string, Uint8Array>;
  /** Asks as somebody of a role, or as nobody when `as` is left out. */
  readonly ask: (path: string, init?: RequestInit, as?: { user: string; role: Role }) => Promise<Response>;
}

export const ada = { user: "ada", role: "shopper" } as const;
export const grace = { user: "grace", role: "shopper" } as const;

/** The service over literals that satisfy its ports, with a real issuer; everything is forgotten with the world. */
export async function world(broken: Partial<AppDeps> = {}, now: () => Date = () => new Date()): Promise<World> {
  const issuer = await tokenIssuer(temporaryFolder("world"), now);
  const written: LogRecord[] = [];
  const consents: ConsentEntry[] = [];
  const photos = new Map<string, Uint8Array>();
  const records = new Map<string, PhotoRecord>();
  const preferences = new Map<string, Preferences>();
  const likes = new Map<string, Like[]>();
  const done = new Map<string, Deed[]>();
  const limits = new Map<string, Limits>();
  const follows = new Map<string, Set<string>>();
  const registers = memoryJournals();
  const items = index();
  for (const [at, { id }] of products.entries()) await items.put(id, new Float32Array([1, at / 10]));
  let ids = 0;
  const deps: AppDeps = {
    tokens: issuer,
    subject: async (user) => `subject-of-${user}`,
    everSubject: async (user) => [`subject-of-${user}`],
    later: (subject) => [subject],
    renamed: async (subject) => subject,
    consents: {
      append: async (entry) => {
        consents.push(entry);
      },
      latest: async (subject) => [
        ...new Map(
          consents.filter((entry) => entry.subject === subject).map((entry) => [entry.purpose, entry]),
        ).values(),
      ],
      consenting: async (purpose) =>
        new Set(
          [
            ...new Map(
              consents.filter((entry) => entry.purpose === purpose).map((entry) => [entry.subject, entry]),
            ).values(),
          ]
            .filter(({ granted }) => granted)
            .map(({ subject }) => subject),
        ),
      erase: async (subject) => {
        const others = consents.filter((entry) => entry.subject !== subject);
        return consents.splice(0, Infinity, ...others).length - others.length;
      },
    },
    tastes: {
      of: async (subject) => ({
        preferences: preferences.get(subject) ?? {},
        likes: likes.get(subject) ?? [],
        deeds: done.get(subject) ?? [],
        follows: [...(follows.get(subject) ?? [])],
      }),
      prefer: async (subject, stated) => void preferences.set(subject, stated),
      like: async (subject, like) => void likes.set(subject, [like, ...(likes.get(subject) ?? [])]),
      unlike: async (subject, itemId) =>
        void likes.set(
          subject,
          (likes.get(subject) ?? []).filter((like) => like.itemId !== itemId),
        ),
      follow: async (subject, profile) =>
        void follows.set(subject, new Set([...(follows.get(subject) ?? []), profile])),
      unfollow: async (subject, profile) => void follows.get(subject)?.delete(profile),
      likesOf: async (profiles) => profiles.flatMap((profile) => likes.get(profile) ?? []),
      trend: async () => new Map(),
      did: async (subject, deed) => void done.set(subject, [deed, ...(done.get(subject) ?? [])]),
      forgetDeeds: async () => 0,
      undo: async (subject) => void done.delete(subject),
      dealings: async () => [],
      erase: async (subject) =>
        [preferences, likes, done, follows].filter((each: Map<string, unknown>) => each.delete(subject)).length,
    },
    profiles: {
      agreed: (subject) => profilesOf(withinLimits(deps.consents, deps.limits), deps.tastes).agreed(subject),
    },
    catalogue: {
      put: async () => undefined,
      withdraw: async () => undefined,
      get: async (id) => products.find((each) => each.id === id),
      list: async () => products,
    },
    items,
    meanings: ownMeanings(),
    trend: () => trends({ trend: (at) => deps.tastes.trend(at) }, now)(),
    habits: async () => undefined,
    model: "test 1",
    images: { read: async (name) => (name === "a.png" ? new Uint8Array([1, 2, 3]) : undefined) },
    codec: {
      clean: async () => undefined,
      decoded: async () => undefined,
      written: async ({ width, height }) => ({ jpeg: bareJpeg, width, height }),
      small: async (bytes) => bytes,
      square: async (_jpeg, size) => ({
        width: size,
        height: size,
        rgb: new Uint8Array(size * size * 3),
        frame: { left: 0, top: 0, right: 1, bottom: 1 },
      }),
    },
    clean: (bytes) => seenAfterwards(copied, deps)(bytes),
    encoder: {
      model: "test 1",
      inputSize: 8,
      pad: [255, 255, 255],
      dimensions: 2,
      threshold: 0.5,
      see: async () => ({
        embedding: new Float32Array([1, 0]),
        probabilities: {
          dress: 0,
          hat: 0,
          longsleeve: 0,
          outwear: 0,
          pants: 0,
          shirt: 1,
          shoes: 0,
          shorts: 0,
          skirt: 0,
          "t-shirt": 0,
        },
        pattern: undefined,
        found: undefined,
      }),
    },
    limits: {
      of: async (subject) => limits.get(subject) ?? unlimited,
      all: async () => limits,
      restrict: async (subject, restrictedSince) =>
        void limits.set(subject, { ...(limits.get(subject) ?? unlimited), restrictedSince }),
      object: async (subject, purpose, objects) => {
        const { objections, ...rest } = limits.get(subject) ?? unlimited;
        const others = objections.filter((each) => each !== purpose);
        limits.set(subject, { ...rest, objections: objects ? [...others, purpose] : others });
      },
      stateAge: async (subject, minor) => void limits.set(subject, { ...(limits.get(subject) ?? unlimited), minor }),
      erase: async (subject) => (limits.delete(subject) ? 1 : 0),
    },
    photos: {
      put: async (id, jpeg) => void photos.set(id, jpeg),
      get: async (id) => photos.get(id),
      delete: async (id) => void photos.delete(id),
      async *list() {
        yield* [...photos.keys()].map((photoId) => ({ photoId, storedAt: new Date(0) }));
      },
    },
    register: {
      add: async (record) => void records.set(record.photoId, record),
      list: async (owner, at) =>
        [...records.values()].filter((record) => record.owner === owner && record.expiresAt > at),
      remove: async (id) => void records.delete(id),
      async *all() {
        yield* records.values();
      },
    },
    subjects: {
      seen: async () => undefined,
      async *everyone() {
        yield* [...new Set(consents.map(({ subject }) => subject))].map((subject) => ({ subject, lastSeen: now() }));
      },
      erase: async () => 0,
    },
    customers: { pace: "queued", forget: async () => 0, remaining: async () => 0 },
    registers,
    heads: memoryJournals(),
    signer: {
      sign: async (payload) => `signed:${payload}`,
      verify: async (jws) => (jws.startsWith("signed:") ? jws.slice(7) : undefined),
    },
    audit: auditTrail(registers, now),
    reference: (subject) => `reference-of-${subject}`,
    scrub: async () => undefined,
    settle: async () => undefined,
    controller: "The Shop",
    assistant: rules,
    telemetry: silent,
    origins: [],
    pace: { wait: async () => undefined },
    vectors: index(),
    segments: {
      current: async () => ({
        version: "1",
        fittedAt: new Date("2026-11-01T00:00:00Z"),
        customers: 100,
        segments: [segment("few", 0.2), segment("many", 0.8)],
      }),
      segmentOf: async (customerId) => (customerId === "520000000000000001" ? "few" : undefined),
      ownSegment: async (customerId) => (customerId === "520000000000000001" ? "few" : undefined),
    },
    now,
    randomId: () => `id-${++ids}`,
    owner: (subject) => `owner-of-${subject}`,
    obstacles: async () => [],
    console: {
      read: async (name) => (name === "index.html" ? new TextEncoder().encode("<h1>Penderie</h1>") : undefined),
    },
    log: (record) => written.push(record),
    ...broken,
  };
  const service = app(deps);
  return {
    deps,
    issuer,
    written,
    consents,
    photos,
    ask: async (path, init = {}, as) => {
      const headers = new Headers(init.headers);
      if (as) headers.set("authorization", `Bearer ${(await issuer.mint(as.user, [as.role])).token}`);
      return service.request(path, { ...init, headers });
    },
  };
}

function index(): VectorIndex {
  const vectors = new Map<string, Float32Array>();
  return {
    put: async (id, vector) => void vectors.set(id, vector),
    delete: async (id) => void vectors.delete(id),
    get: async (id) => vectors.get(id),
    async *ids() {
      yield* vectors.keys();
    },
    nearest: async (_vector, count, admission = () => true) =>
      [...vectors.keys()]
        .filter(admitting(admission))
        .slice(0, count)
        .map((id) => ({ id, similarity: 1 })),
  };
}

export const json = (body: unknown, method = "POST"): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export function form(fields: Readonly<Record<string, string | Blob>>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return { method: "POST", body };
}
