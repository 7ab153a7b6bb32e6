import { randomBytes } from "node:crypto";
import { journalsContract } from "../../testing/journals-contract";
import { photoStoreContract } from "../../testing/photo-store-contract";
import { secretsContract } from "../../testing/secrets-contract";
import { vectorIndexContract } from "../../testing/vector-index-contract";
import { blobs } from "../../testing/wire/blobs";
import { documents } from "../../testing/wire/documents";
import { search } from "../../testing/wire/search";
import { vision } from "../../testing/wire/vision";
import { vault } from "../../testing/wire/vault";
import { Broken, type Answer, type Service, after, wire } from "../../testing/wire/wire";
import { blobFiles } from "./blob-files";
import { blobJournals } from "./blob-journals";
import { documentSheets } from "./document-sheets";
import { photoBlobs } from "./photo-blobs";
import { makeSearchIndex, searchIndex } from "./search-index";
import { vaultSecrets } from "./vault-secrets";
import { visionVectors } from "./vision-vectors";
import { vaultSigner } from "./vault-signer";

const container = "https://photos.blob.core.windows.net/photos";
const vaultUrl = "https://penderie.vault.azure.net";
const place = { url: "https://penderie.search.windows.net", kind: "photo", model: "garment-encoder 2", dimensions: 2 };
const quick = { retryOptions: { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 2 } };
const on = (service: Service) => {
  const { access, seen } = wire(service);
  return { seen, access: { ...access, options: { ...access.options, ...quick } } };
};

describe("photoBlobs", () => {
  photoStoreContract(async () => photoBlobs(container, on(blobs()).access));

  it("keeps a name that is no photo id from the service", async () => {
    const { access, seen } = on(blobs());
    await expect((async () => photoBlobs(container, access).get("../other"))()).rejects.toThrow();
    expect(seen).toEqual([]);
  });
});

describe("blobFiles", () => {
  it("reads a file, and knows nothing of one that is not there", async () => {
    const service = blobs();
    service.kept.set("photos/pictures/a b.jpg", { content: Buffer.from("picture"), type: "BlockBlob" });
    const files = blobFiles(container, on(service).access);
    expect(Buffer.from((await files.read("pictures/a b.jpg")) ?? []).toString()).toBe("picture");
    expect(await files.read("pictures/c.jpg")).toBeUndefined();
  });
});

describe("blobJournals", () => {
  journalsContract(async () => blobJournals(container, on(blobs()).access));
});

describe("vaultSigner", () => {
  it("signs with a key that stays in the vault, and verifies with its public half, before a rotation and after", async () => {
    const service = vault();
    const { access, seen } = on(service);
    const signer = vaultSigner(vaultUrl, "audit", access);
    service.makeKey("audit");
    const old = await signer.sign('{"count":1}');
    service.makeKey("audit");
    const newer = await signer.sign('{"count":2}');
    const asked = seen.length;
    const reader = vaultSigner(vaultUrl, "audit", access);
    expect([await reader.verify(old), await reader.verify(newer)]).toEqual(['{"count":1}', '{"count":2}']);
    expect(seen.slice(asked).every(({ method }) => method === "GET")).toBe(true);
  });

  it.each([
    [
      "another payload",
      (jws: string) => jws.replace(/\..*\./, `.${Buffer.from('{"count":9}').toString("base64url")}.`),
    ],
    ["no signature", (jws: string) => jws.replace(/[^.]*$/, "")],
    [
      "a key that is not there",
      (jws: string) =>
        `${Buffer.from('{"alg":"ES256","kid":"ff"}').toString("base64url")}${jws.slice(jws.indexOf("."))}`,
    ],
    [
      "no algorithm",
      (jws: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}${jws.slice(jws.indexOf("."))}`,
    ],
    ["something else", () => "text"],
  ])("believes nothing with %s", async (_, spoil) => {
    const service = vault();
    service.makeKey("audit");
    const signer = vaultSigner(vaultUrl, "audit", on(service).access);
    expect(await signer.verify(spoil(await signer.sign('{"count":1}')))).toBeUndefined();
  });
});

describe("vaultSecrets", () => {
  let service: ReturnType<typeof vault>;
  beforeEach(() => {
    service = vault();
  });
  secretsContract(async () => vaultSecrets(vaultUrl, on(service).access, true));

  it("reads a key once", async () => {
    const { access, seen } = on(service);
    const secrets = vaultSecrets(vaultUrl, access, true);
    await secrets.key("photos");
    const asked = seen.length;
    await secrets.key("photos");
    expect(seen.length).toBe(asked);
  });

  it("agrees with another that made the same key at the same time: the oldest counts", async () => {
    const value = randomBytes(32).toString("base64url");
    service.versions.set("key-photos", [
      { version: "b", value: randomBytes(32).toString("base64url"), created: 2, enabled: true },
      { version: "a", value, created: 1, enabled: true },
    ]);
    const key = await vaultSecrets(vaultUrl, on(service).access).key("photos");
    expect(Buffer.from(key).toString("base64url")).toBe(value);
  });

  it("makes nothing for a role that may only read, and says who does", async () => {
    const { access, seen } = on(service);
    await expect(vaultSecrets(vaultUrl, access).key("photos")).rejects.toThrow(
      /no secret key-photos.*migrate makes it/,
    );
    expect(seen.every(({ method }) => method === "GET")).toBe(true);
  });

  it("refuses what is too short for a key, and asks again when it is asked again", async () => {
    service.versions.set("key-photos", [{ version: "a", value: "c2hvcnQ", created: 1, enabled: true }]);
    const secrets = vaultSecrets(vaultUrl, on(service).access);
    await expect(secrets.key("photos")).rejects.toThrow(/of 32 bytes/);
    service.versions.set("key-photos", [
      { version: "a", value: randomBytes(32).toString("base64url"), created: 1, enabled: true },
    ]);
    await expect(secrets.key("photos")).resolves.toHaveLength(32);
  });

  it("says so when it may not write", async () => {
    await expect(vaultSecrets(vaultUrl, on(vault({ writable: false })).access, true).key("photos")).rejects.toThrow(
      "Key Vault answered 403 Forbidden",
    );
  });
});

describe("searchIndex", () => {
  const opened = async (service = search()) => {
    const { access, seen } = on(service);
    await makeSearchIndex(place, access);
    return { index: searchIndex(place, access), seen, service, access };
  };
  vectorIndexContract(async () => (await opened()).index);

  it("is made once, however often it is made", async () => {
    const { service, access } = await opened();
    await makeSearchIndex(place, access);
    expect([...service.indexes.keys()]).toEqual(["photo-garment-encoder-2"]);
  });

  it("answers a vector and its similarity as they were put", async () => {
    const { index } = await opened();
    await index.put("ä / b", Float32Array.from([0.6, 0.8]));
    expect([...((await index.get("ä / b")) ?? [])].map((each) => each.toFixed(6))).toEqual(["0.600000", "0.800000"]);
    expect(await index.get("nowhere")).toBeUndefined();
    const [near] = await index.nearest(Float32Array.from([1, 0]), 1);
    expect(near?.id).toBe("ä / b");
    expect(near?.similarity).toBeCloseTo(0.6, 6);
  });

  it("goes on asking until a narrow filter has let enough through", async () => {
    const { index, seen } = await opened();
    for (let at = 0; at < 100; at++) {
      const angle = at / 100;
      await index.put(`n${at}`, Float32Array.from([Math.cos(angle), Math.sin(angle)]));
    }
    const before = seen.length;
    const far = await index.nearest(Float32Array.from([1, 0]), 2, (id) => Number(id.slice(1)) >= 90);
    expect(far.map(({ id }) => id)).toEqual(["n90", "n91"]);
    expect(seen.length - before).toBeGreaterThan(1);
  });
});

describe("documentSheets", () => {
  const scanned = Buffer.from("%PDF-1.7 a picture of a page");
  const on1 = (service: Service) => {
    const { access } = on(service);
    return documentSheets("https://documents.example.net", {
      ...access,
      options: { ...access.options, updateIntervalInMs: 1 },
    });
  };

  it("answers the tables of a scanned sheet, page by page", async () => {
    const tables = [
      [
        ["Ref", "Prix"],
        ["A1", "39,90\n€"],
      ],
      [["B2", "10"]],
    ];
    expect(await on1(documents(tables)).tables(scanned)).toEqual([
      {
        page: 1,
        rows: [
          ["Ref", "Prix"],
          ["A1", "39,90 €"],
        ],
      },
      { page: 2, rows: [["B2", "10"]] },
    ]);
  });

  it("knows what is no document", async () => {
    expect(await on1(documents([])).tables(Buffer.from("GIF89a"))).toBeUndefined();
  });
});

const jpegBytes = Buffer.from([0xff, 0xd8, 1, 2, 3]);

describe("visionVectors", () => {
  it("answers a vector of the model that it names, and sends the picture alone", async () => {
    const { access, seen } = on(vision);
    const vectors = visionVectors("https://vision.example.net", access);
    expect([vectors.model, vectors.dimensions]).toEqual(["vision-2023-04-15", 1024]);
    expect(await vectors.vectorOf(jpegBytes)).toHaveLength(1024);
    expect(seen.map(({ body }) => body)).toEqual([jpegBytes]);
  });

  it.each([
    ["another model's vector", { modelVersion: "2026-01-01", vector: Array.from({ length: 1024 }, () => 1) }],
    ["a shorter vector", { modelVersion: "2023-04-15", vector: [1, 2] }],
    ["a vector with a hole", { modelVersion: "2023-04-15", vector: Array.from({ length: 1024 }, () => null) }],
    ["nothing", ""],
  ])("refuses %s", async (_, body) => {
    const { access } = on(() => ({ status: 200, body }));
    const vectors = visionVectors("https://vision.example.net", access);
    await expect(vectors.vectorOf(jpegBytes)).rejects.toThrow(/^AI Vision answered /);
  });
});

describe("every client of Azure", () => {
  const calls: readonly (readonly [string, (service: Service) => Promise<unknown>, () => Service])[] = [
    ["Blob Storage", (service) => photoBlobs(container, on(service).access).put("a", Buffer.from("x")), blobs],
    ["Key Vault", (service) => vaultSecrets(vaultUrl, on(service).access, true).key("photos"), vault],
    ["AI Search", (service) => makeSearchIndex(place, on(service).access), search],
    [
      "AI Vision",
      (service) => visionVectors("https://vision.example.net", on(service).access).vectorOf(jpegBytes),
      () => vision,
    ],
    [
      "Document Intelligence",
      (service) =>
        documentSheets("https://documents.example.net", {
          ...on(service).access,
          options: { ...on(service).access.options, updateIntervalInMs: 1 },
        }).tables(Buffer.from("%PDF-")),
      () => documents([]),
    ],
  ];
  const passing: readonly (readonly [string, Answer | Broken])[] = [
    ["429 with Retry-After", { status: 429, headers: { "retry-after-ms": "1", "retry-after": "0" } }],
    ["500", { status: 500 }],
    ["503", { status: 503, headers: { "retry-after-ms": "1" } }],
    ["a connection that was reset", new Broken("ECONNRESET")],
  ];
  const lasting: readonly (readonly [string, Answer])[] = [
    ["403", { status: 403, body: { error: { code: "Forbidden", message: "the secret word" } } }],
    ["409", { status: 409, body: { error: { code: "Conflict", message: "the secret word" } } }],
    ["500 without end", { status: 500, body: "the secret word" }],
    ["something else than it should", { status: 200, body: "<html>the secret word" }],
  ];

  describe.each(calls)("%s", (name, call, service) => {
    const asked = passing.filter(([title]) => name !== "Blob Storage" || !title.startsWith("429")); // it throttles with 503
    it.each(asked)("goes on after %s", async (_, fault) => {
      await expect(call(after([fault, fault], service()))).resolves.not.toThrow();
    });

    it.each(lasting.filter(([title]) => name !== "Blob Storage" || title !== "something else than it should"))(
      "gives up on %s, and repeats nothing of it",
      async (_, answer) => {
        const error = await call(() => answer).then(
          () => undefined,
          (fault: unknown) => fault,
        );
        expect(error).toBeInstanceOf(Error);
        expect(String(error)).toMatch(new RegExp(`^Error: ${name} answered `));
        expect(String(error)).not.toContain("secret word");
      },
    );
  });
});
