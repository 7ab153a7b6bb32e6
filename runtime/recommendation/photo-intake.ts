import { type ConsentGrant, assertGrant } from "../privacy/consent";
import { metadataIn } from "../privacy/jpeg-walker";
import type { Part } from "./garments";
import type { Pixels } from "./pixels";

/** 12 MB: more than any phone's photograph, less than a memory's worry. */
export const maximumBytes = 12 * 1024 * 1024;

/** A picture written anew as JPEG, upright, in sRGB, no side longer than the limit. */
export interface Cleaned {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Port: decodes, turns upright, resizes and writes anew. `undefined` when the bytes cannot be decoded within limits. */
export interface ImageCodec {
  clean(bytes: Uint8Array): Promise<Cleaned | undefined>;
  /** The pixels that `clean` writes; `undefined` where it answers it. */
  decoded(bytes: Uint8Array): Promise<Pixels | undefined>;
  written(picture: Pixels): Promise<Cleaned>;
  /** A JPEG no side of which is longer, for pages that people look at; `undefined` where `clean` answers it. */
  small(bytes: Uint8Array, longestSide: number): Promise<Uint8Array | undefined>;
  /** Fits a picture of ours, as pixels or as a JPEG, or a part of it, into `size × size`, keeping its aspect, centred on `pad`. */
  square(
    picture: Pixels | Uint8Array,
    size: number,
    pad: readonly [number, number, number],
    part?: Part,
  ): Promise<Squared>;
}

/** A picture in a square, and which part of that square it fills. */
export interface Squared extends Pixels {
  readonly frame: Part;
}

export type RefusalReason = "empty" | "too large" | "not a picture" | "heic" | "damaged" | "metadata left";

/** The answer to an upload that is not kept. Nothing of it was stored. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: RefusalReason;
  readonly remedy: string;
}

export interface Accepted<Copy extends Cleaned> {
  readonly kind: "accepted";
  readonly photo: Copy;
}

/**
 * Port: the picture in the bytes written anew, with every face veiled that is found in it; `undefined` when they cannot be decoded.
 * Throws when faces cannot be looked for.
 */
export type CleanCopy<Copy extends Cleaned = Cleaned> = (bytes: Uint8Array) => Promise<Copy | undefined>;

export interface IntakeDeps<Copy extends Cleaned> {
  readonly clean: CleanCopy<Copy>;
}

const remedies: Readonly<Record<RefusalReason, string>> = {
  empty: "the file is empty; choose a photograph",
  "too large": "the file is larger than 12 MB; send a smaller photograph",
  "not a picture": "the content is not a JPEG, PNG, WebP or AVIF picture, whatever its name says; send one of these",
  heic: "HEIC pictures cannot be read here; set the camera to JPEG ('most compatible') or send a converted copy",
  damaged: "the picture is cut short, damaged or has too many pixels; send the original once more",
  "metadata left": "the picture could not be proved free of metadata and was not stored; send it in another format",
};

const refused = (reason: RefusalReason): Refused => ({ kind: "refused", reason, remedy: remedies[reason] });

/**
 * Turns an upload into a picture that holds nothing but the picture, or says why not. The grant is the consent for this
 * use; without one the call does not compile. The original is never kept: what is answered was written anew, with every face that is
 * found in it veiled, and then proved clean by a walker that shares no code with the writer (Art. 5(1)(c), 25 GDPR). Throws when
 * faces cannot be looked for.
 */
export async function cleanPhoto<Copy extends Cleaned>(
  bytes: Uint8Array,
  grant: ConsentGrant<"recommendation">,
  { clean }: IntakeDeps<Copy>,
): Promise<Accepted<Copy> | Refused> {
  assertGrant(grant, "recommendation");
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > maximumBytes) return refused("too large");
  const format = pictureFormat(bytes);
  if (format === undefined) return refused("not a picture");
  if (format === "heic") return refused("heic");
  const photo = await clean(bytes);
  if (!photo) return refused("damaged");
  return metadataIn(photo.jpeg) === undefined ? { kind: "accepted", photo } : refused("metadata left");
}

export type PictureFormat = "jpeg" | "png" | "webp" | "avif" | "heic";

/** What the first bytes say a file is; names and content types are not asked. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | undefined {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (bytes[0] === 0x89 && ascii(1, 8) === "PNG\r\n\x1a\n") return "png";
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP") return "webp";
  if (ascii(4, 8) !== "ftyp") return undefined;
  const brands = [ascii(8, 12), ...Array.from({ length: 8 }, (_, index) => ascii(16 + 4 * index, 20 + 4 * index))];
  if (brands.includes("avif") || brands.includes("avis")) return "avif";
  return brands.some((brand) => ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1"].includes(brand))
    ? "heic"
    : undefined;
}
