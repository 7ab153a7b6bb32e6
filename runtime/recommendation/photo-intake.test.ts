import fc from "fast-check";
import sharp from "sharp";
import { sharpCodec } from "../adapters/embedded/sharp-codec";
import { pglite } from "../adapters/embedded/pglite";
import { sqlConsents } from "../adapters/sql-consents";
import { type ConsentGrant, requestGrant } from "../privacy/consent";
import { jpeg, segment, withSegments } from "../testing/pictures";
import { type FaceFinder, veiled } from "./faces";
import { cleanPhoto, maximumBytes } from "./photo-intake";

const none: FaceFinder = { find: async () => [] };
const deps = { clean: veiled(sharpCodec, none) };
let grant: ConsentGrant<"recommendation">;
beforeAll(async () => {
  const sql = await pglite();
  const ledger = sqlConsents(sql);
  const entry = { subject: "ada", purpose: "recommendation" as const, notice: "n", recordedAt: new Date(0) };
  expect(await requestGrant(ledger, "ada", "recommendation")).toBeUndefined();
  await ledger.append({ ...entry, granted: true });
  const given = await requestGrant(ledger, "ada", "recommendation");
  if (!given) throw new Error("no grant");
  grant = given;
  await ledger.append({ ...entry, granted: false, recordedAt: new Date(1) });
  expect(await requestGrant(ledger, "ada", "recommendation")).toBeUndefined();
  await sql.close();
});

describe("consent", () => {
  it("is asked for by the compiler and again at run time", async () => {
    // @ts-expect-error a look-alike is no grant
    await expect(cleanPhoto(await jpeg(), { subject: "ada", purpose: "recommendation" }, deps)).rejects.toThrow(
      "no consent",
    );
    // @ts-expect-error a grant for one purpose is none for another
    const other: ConsentGrant<"marketing"> = grant;
    expect(other.purpose).toBe("recommendation");
  });
});

describe("cleanPhoto", () => {
  it("answers an upright JPEG of the picture alone, no side above 1536", async () => {
    const sideways = await sharp(await jpeg(3000, 200))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const result = await cleanPhoto(sideways, grant, deps);
    expect(result).toMatchObject({ kind: "accepted", photo: { width: 102, height: 1536 } });
  });

  it.each([
    ["nothing", async () => Buffer.alloc(0), "empty"],
    ["a file beyond 12 MB", async () => Buffer.alloc(maximumBytes + 1, 0xff), "too large"],
    ["text under a picture's name", async () => Buffer.from("hello"), "not a picture"],
    [
      "a drawing, which could hold anything",
      async () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"),
      "not a picture",
    ],
    ["a HEIC picture", async () => Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic", "latin1"), "heic"],
    ["a picture cut short", async () => (await jpeg(400, 400)).subarray(0, 300), "damaged"],
    [
      "a bomb of many pixels",
      async () =>
        sharp({ create: { width: 8000, height: 8000, channels: 3, background: "#000" } })
          .png({ compressionLevel: 9 })
          .toBuffer(),
      "damaged",
    ],
  ])("refuses %s and says what to do", async (_title, make, reason) => {
    const result = await cleanPhoto(await make(), grant, deps);
    expect(result).toMatchObject({ kind: "refused", reason });
    expect(result).toHaveProperty("remedy", expect.stringMatching(/.{20}/));
  });

  it("refuses rather than store what a careless writer left", async () => {
    const careless = async (bytes: Uint8Array) => ({ jpeg: bytes, width: 1, height: 1 });
    const tagged = withSegments(await jpeg(), segment(0xe1, Buffer.from("Exif\0\0secret")));
    expect(await cleanPhoto(tagged, grant, { clean: careless })).toMatchObject({ reason: "metadata left" });
  });

  it("veils what a finder finds, and nothing else", async () => {
    const found = { left: 30, top: 10, right: 40, bottom: 20 };
    const busy = await sharp(Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, at) => (at * 97) % 251)), {
      raw: { width: 64, height: 48, channels: 3 },
    })
      .png()
      .toBuffer();
    const colours = async (faces: FaceFinder, part: sharp.Region) => {
      const result = await cleanPhoto(busy, grant, { clean: veiled(sharpCodec, faces) });
      if (result.kind !== "accepted") throw new Error("refused");
      const { channels } = await sharp(await sharp(result.photo.jpeg).extract(part).toBuffer()).stats();
      return Math.max(...channels.map(({ stdev }) => stdev));
    };
    const [face, beside] = [
      { left: 31, top: 11, width: 2, height: 2 },
      { left: 2, top: 2, width: 20, height: 40 },
    ];
    expect(await colours({ find: async () => [found] }, face)).toBeLessThan(15);
    expect(await colours({ find: async () => [found] }, beside)).toBeGreaterThan(30);
    expect(await colours(none, face)).toBeGreaterThan(20);
  });

  it("takes nothing in when faces cannot be looked for", async () => {
    const broken: FaceFinder = { find: () => Promise.reject(new Error("no model")) };
    await expect(cleanPhoto(await jpeg(), grant, { clean: veiled(sharpCodec, broken) })).rejects.toThrow("no model");
  });

  it("leaves no trace of a secret, whatever carries it", async () => {
    const picture = await jpeg();
    const png = await sharp(picture).png().toBuffer();
    const chunk = (secret: Buffer) => {
      const body = Buffer.concat([Buffer.from("tEXtComment\0"), secret]);
      const head = Buffer.alloc(4);
      head.writeUInt32BE(body.length - 4);
      return Buffer.concat([png.subarray(0, 33), head, body, Buffer.alloc(4), png.subarray(33)]);
    };
    const carriers = fc.constantFrom<(secret: Buffer) => Promise<Buffer>>(
      async (secret) => withSegments(picture, segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), secret]))),
      async (secret) =>
        withSegments(picture, segment(0xe1, Buffer.concat([Buffer.from("http://ns.adobe.com/xap/1.0/\0"), secret]))),
      async (secret) => withSegments(picture, segment(0xed, secret)),
      async (secret) => withSegments(picture, segment(0xfe, secret)),
      async (secret) => withSegments(picture, segment(0xe2, Buffer.concat([Buffer.from("MPF\0"), secret]))),
      async (secret) => Buffer.concat([picture, secret]),
      async (secret) => chunk(secret),
      async (secret) => Buffer.concat([png, secret]),
      async (secret) =>
        sharp(picture)
          .withExif({ IFD0: { Copyright: secret.toString("hex") } })
          .webp()
          .toBuffer(),
      async (secret) =>
        sharp(picture)
          .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret.toString("hex")}</x:xmpmeta>`)
          .jpeg()
          .toBuffer(),
    );
    await fc.assert(
      fc.asyncProperty(carriers, fc.uint8Array({ minLength: 12, maxLength: 40 }), async (carry, bytes) => {
        const secret = Buffer.from(Buffer.from(bytes).toString("hex"));
        const result = await cleanPhoto(await carry(secret), grant, deps);
        if (result.kind === "accepted") {
          const out = Buffer.from(result.photo.jpeg);
          for (const form of [
            secret,
            Buffer.from(secret.toString("hex")),
            Buffer.from(secret.toString("base64")),
            Buffer.from(secret.toString(), "utf16le"),
          ])
            expect(out.includes(form)).toBe(false);
        }
      }),
      { numRuns: 120 },
    );
  });
});
