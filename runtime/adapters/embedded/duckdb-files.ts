import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isSystemError } from "../system-error";

/** What a file turned out to be, before any of its rows is read. */
export interface EventFile {
  readonly kind: "readable";
  readonly compression: "gzip" | "none";
  readonly header: readonly string[];
  /** What ends a line: old programs wrote a carriage return alone. */
  readonly newline: "\n" | "\r";
}
interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: string;
}

const unreadable = (reason: string): Unreadable => ({ kind: "unreadable", reason });
const longestHeader = 1 << 16;

/** Looks at a file's first bytes: its compression, by content and not by name, and the columns of its header. */
export async function eventFile(path: string): Promise<EventFile | Unreadable> {
  let size: number;
  try {
    const found = await stat(path);
    if (found.isDirectory()) return unreadable("it is a folder; name the event files in it");
    if (!found.isFile()) return unreadable("it is no ordinary file");
    size = found.size;
  } catch (error) {
    if (isSystemError(error, "ENOENT") || isSystemError(error, "ENOTDIR")) return unreadable("there is no such file");
    if (isSystemError(error, "EACCES")) return unreadable("it may not be read by this user");
    throw error;
  }
  if (size === 0) return unreadable("it is empty");
  const magic = await firstBytes(path);
  const zipped = magic[0] === 0x1f && magic[1] === 0x8b;
  if (!zipped && path.endsWith(".gz")) return unreadable("it is no gzip file, whatever its name says");
  if (magic[0] === 0x50 && magic[1] === 0x4b)
    return unreadable("it is a ZIP archive or a spreadsheet; give the CSV file that is in it");

  let start: Buffer;
  try {
    start = await startOf(path, zipped);
  } catch {
    return unreadable("its gzip stream is damaged or cut short; fetch the file again");
  }
  const end = start.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  if (end < 0 && start.length >= longestHeader) return unreadable("its first line is no header of a CSV file");
  const line = end < 0 ? start : start.subarray(0, end);
  if (line.includes(0) || (line[0] === 0xff && line[1] === 0xfe))
    return unreadable("it is no text in UTF-8; if a spreadsheet wrote it, save it as CSV UTF-8");
  if (!isUtf8(line)) return unreadable("its header is no text in UTF-8");
  const header = fieldsOf(line.toString("utf8").replace(/^\uFEFF/, ""));
  if (header.join("") === "") return unreadable(start.length === line.length ? "it is empty" : "its header is empty");
  const newline = start[end] === 0x0d && start[end + 1] !== 0x0a && start.length > end + 1 ? "\r" : "\n";
  const twice = header.find((column, at) => column !== "" && header.indexOf(column) !== at);
  return twice === undefined
    ? { kind: "readable", compression: zipped ? "gzip" : "none", header, newline }
    : unreadable(`its header names ${twice} twice`);
}

/** The fields of one line of CSV, trimmed. */
const fieldsOf = (line: string): readonly string[] =>
  (`,${line}`.match(/,(?:\s*"(?:[^"]|"")*"\s*|[^,]*)/g) ?? []).map((field) => {
    const value = field.slice(1).trim();
    return value.startsWith('"') && value.endsWith('"') && value.length > 1
      ? value.slice(1, -1).replaceAll('""', '"').trim()
      : value;
  });

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The bytes of a file, unpacked where it is a gzip stream. A fault before anybody reads is told to whoever then reads, and to nobody else. */
export function unpacked(path: string, zipped: boolean): Readable {
  const bytes = createReadStream(path, { highWaterMark: 1 << 20 });
  const content = zipped ? bytes.pipe(createGunzip({ chunkSize: 1 << 20 })) : bytes;
  bytes.on("error", (error) => content.destroy(error));
  content.on("error", () => undefined);
  content.on("close", () => bytes.destroy());
  return content;
}

/** At most `longestHeader` bytes of what is in the file. Throws where a gzip stream is damaged before that. */
async function startOf(path: string, zipped: boolean): Promise<Buffer> {
  const content = unpacked(path, zipped);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= longestHeader || chunk.includes(0x0a)) break;
    }
  } finally {
    content.destroy();
  }
  return Buffer.concat(chunks).subarray(0, longestHeader);
}

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    hash.update(chunk);
  return hash.digest("hex");
}

/** A gzip stream that is not whole: its end, its checksum or its length is wrong. */
export class Damaged extends Error {}

/** The bytes of a file behind its header, unpacked, piece by piece. Throws `Damaged` where a gzip stream is not whole. */
export async function* behindHeader(path: string, { compression, newline }: EventFile): AsyncGenerator<Uint8Array> {
  const content = unpacked(path, compression === "gzip");
  let inHeader = true;
  try {
    for await (const read of content as AsyncIterable<Buffer>) {
      if (newline === "\r") for (let at = read.indexOf(0x0d); at >= 0; at = read.indexOf(0x0d, at)) read[at] = 0x0a;
      const end = inHeader ? read.indexOf(0x0a) : -1;
      if (inHeader && end < 0) continue;
      inHeader = false;
      yield read.subarray(end + 1);
    }
  } catch (error) {
    if (isSystemError(error, "Z_DATA_ERROR") || isSystemError(error, "Z_BUF_ERROR")) throw new Damaged();
    throw error;
  } finally {
    content.destroy();
  }
}
